"""What all pages of the site have in common: every one of them, the index and the feed, made again from the records."""

from pathlib import Path
from urllib.parse import urlsplit

from compiler.publish.markup import element, html_bytes
from compiler.publish.site.feed import feed
from compiler.publish.site.look import SiteLook
from compiler.publish.site.pages import index_page, routine_page
from compiler.publish.site.record import PERSONAL, load_personal, load_records
from compiler.publish.site.settings import SiteSettings

Files = list[tuple[Path, bytes]]

_MARK = "# Written by followalong."
_MEDIA = ("mp4", "vtt", "jpg", "png", "json")


def whole_site(settings: SiteSettings, look: SiteLook) -> Files:
    """Every page, index and feed as they should be, in the order of writing: the feed is last.

    So a change of the site's title, address or look reaches every page, whichever routine is published.
    """
    folder = settings.folder
    records, personal = load_records(folder), load_personal(folder)
    pages = [(folder / r.page, routine_page(r, settings, look)) for r in (*personal, *records)]
    return [
        *(_kept_out(settings) if (folder / PERSONAL).is_dir() else []),
        *pages,
        (folder / "index.html", index_page(records, settings, look)),
        (folder / "feed.xml", feed(records, settings)),
    ]


def _kept_out(settings: SiteSettings) -> Files:
    """So that no server lists the folders of single persons, and no search engine takes up what is in them.

    A page says so itself; it has to stay readable for that. What cannot say so, robots.txt says of it.
    """
    folder, robots = settings.folder, settings.folder / "robots.txt"
    found: Files = [(folder / PERSONAL / "index.html", _way_back())]
    if not robots.exists() or robots.read_text(encoding="utf-8", errors="replace").startswith(_MARK):
        place = urlsplit(settings.base).path if settings.address else "/"
        rules = [f"Disallow: {place}{PERSONAL}/*.{suffix}$" for suffix in _MEDIA]
        told = [f"{_MARK} Pages for single persons say themselves that they are not to be listed."]
        found.append((robots, "\n".join([*told, "User-agent: *", *rules, ""]).encode()))
    return found


def _way_back() -> bytes:
    head = element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "robots", "content": "noindex"}),
        element("meta", {"http-equiv": "refresh", "content": "0; url=../index.html"}),
        element("title", None, "…"),
    )
    link = element("a", {"href": "../index.html"}, "index.html")
    return html_bytes(element("html", {"lang": "en"}, head, element("body", None, link)))
