"""The remotes that there are, by the names of `--to`. Another one is one row."""

from compiler.publish.peertube.remote import PEERTUBE
from compiler.publish.remote import Remote
from compiler.publish.site.remote import SITE
from compiler.publish.youtube.remote import YOUTUBE

REMOTES: dict[str, Remote] = {remote.name: remote for remote in (SITE, YOUTUBE, PEERTUBE)}
