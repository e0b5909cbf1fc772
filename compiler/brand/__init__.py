"""A project's `brand.yaml` -> a `Brand`: logo and fonts found and proven, colours of pages derived."""

from compiler.brand.reading import read_brand
from compiler.brand.schema import BrandFile

__all__ = ["BrandFile", "read_brand"]
