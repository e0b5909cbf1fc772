"""A project's `brand.yaml` -> a `Brand`: logo and fonts found and proven, colours of pages derived."""

from compiler.brand.reading import BRAND_FILE, read_brand
from compiler.brand.schema import BrandFile
from compiler.brand.site import site_colours

__all__ = ["BRAND_FILE", "BrandFile", "read_brand", "site_colours"]
