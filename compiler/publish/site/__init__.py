"""A site of one's own behind the Publisher protocol: a folder that any web server can serve."""

from compiler.publish.site.folder import Site
from compiler.publish.site.serving import SiteServer, serve
from compiler.publish.site.settings import SiteSettings

__all__ = ["Site", "SiteServer", "SiteSettings", "serve"]
