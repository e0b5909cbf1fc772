"""The feed: RSS 2.0 with the tags of iTunes and of Podcasting 2.0. It is what makes a release public."""

import uuid
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import quote, urljoin
from xml.etree import ElementTree as ET

from compiler.publish.markup import element, xml_bytes
from compiler.publish.site.record import SiteRecord
from compiler.publish.site.settings import SiteSettings

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
_PODCAST_GUIDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_ITEM_GUIDS = uuid.uuid5(uuid.NAMESPACE_DNS, "followalong")
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)

for _prefix, _namespace in (("itunes", ITUNES), ("podcast", PODCAST), ("atom", ATOM)):
    ET.register_namespace(_prefix, _namespace)


def feed(records: tuple[SiteRecord, ...], settings: SiteSettings) -> bytes:
    """The whole feed, items in the order given; the same bytes for the same records."""
    newest = max((record.published_at for record in records), default=_BEGINNING)
    own = urljoin(settings.base, "feed.xml")
    channel = element(
        "channel",
        None,
        element("title", None, settings.title),
        element("link", None, settings.base),
        element("description", None, _as_html(settings.summary)),
        element("language", None, settings.language),
        element("generator", None, "followalong"),
        element("lastBuildDate", None, format_datetime(newest)),
        element(f"{{{ATOM}}}link", {"href": own, "rel": "self", "type": "application/rss+xml"}),
        element(f"{{{ITUNES}}}author", None, settings.author),
        element(f"{{{ITUNES}}}summary", None, settings.summary),
        element(f"{{{ITUNES}}}explicit", None, "false"),
        element(
            f"{{{ITUNES}}}category",
            {"text": "Health & Fitness"},
            element(f"{{{ITUNES}}}category", {"text": "Fitness"}),
        ),
        element(f"{{{PODCAST}}}medium", None, "video"),
        element(f"{{{PODCAST}}}guid", None, podcast_guid(own)),
        *_channel_image(records, settings),
        *(_item(record, settings) for record in records),
    )
    return xml_bytes(element("rss", {"version": "2.0"}, channel))


def podcast_guid(address: str) -> str:
    """The feed's own id, by Podcasting 2.0's rule: from its address without scheme and last slash."""
    return str(uuid.uuid5(_PODCAST_GUIDS, address.partition("://")[2].rstrip("/")))


def item_guid(name: str) -> str:
    """An item's id: never changes, wherever the site is moved to."""
    return f"urn:uuid:{uuid.uuid5(_ITEM_GUIDS, name)}"


def _channel_image(records: tuple[SiteRecord, ...], settings: SiteSettings) -> list[ET.Element]:
    if not records:
        return []
    address = _address(records[0].poster, settings)
    picture = element(
        "image",
        None,
        element("url", None, address),
        element("title", None, settings.title),
        element("link", None, settings.base),
    )
    return [picture, element(f"{{{ITUNES}}}image", {"href": address})]


def _item(record: SiteRecord, settings: SiteSettings) -> ET.Element:
    enclosure = {
        "url": _address(record.video, settings),
        "length": str(record.video_bytes),
        "type": "video/mp4",
    }
    chapters = {"url": _address(record.chapters_file, settings), "type": "application/json+chapters"}
    transcripts = [
        element(
            f"{{{PODCAST}}}transcript",
            {
                "url": _address(file, settings),
                "type": "text/vtt",
                "language": language,
                "rel": "captions",
            },
        )
        for language, file in record.captions
    ]
    return element(
        "item",
        None,
        element("title", None, record.title),
        element("link", None, _address(record.page, settings)),
        element("guid", {"isPermaLink": "false"}, record.item or item_guid(record.name)),
        element("pubDate", None, format_datetime(record.published_at)),
        element("description", None, _description(record)),
        element("enclosure", enclosure),
        element(f"{{{ITUNES}}}title", None, record.title),
        element(f"{{{ITUNES}}}duration", None, str(round(record.duration))),
        element(f"{{{ITUNES}}}image", {"href": _address(record.poster, settings)}),
        element(f"{{{ITUNES}}}explicit", None, "false"),
        *([element(f"{{{PODCAST}}}chapters", chapters)] if record.chapters else []),
        *transcripts,
    )


def _description(record: SiteRecord) -> str:
    """The author's words, and the disclaimer where they lack it."""
    words = record.description or record.summary
    whole = words if record.disclaimer in words else f"{words}\n\n{record.disclaimer}".strip()
    return _as_html(whole)


def _as_html(text: str) -> str:
    """Readers take a description for HTML, so that text which looks like markup has to be written as text."""
    return escape(text, quote=False)


def _address(file: str, settings: SiteSettings) -> str:
    return urljoin(settings.base, quote(file))
