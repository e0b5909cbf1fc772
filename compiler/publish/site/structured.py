"""What a page tells search engines: the release's words of schema.org, with the addresses that they have here."""

import json
from typing import Any

from compiler.publish.site.record import SiteRecord
from compiler.publish.site.settings import SiteSettings

_IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end the script, or begin a comment in it; JSON reads the same from both spellings."""


def json_ld(record: SiteRecord, settings: SiteSettings) -> str:
    """The text of a script element of type application/ld+json; empty where nothing is known in such words."""
    if not record.structured:
        return ""
    graph = [_placed(node, record, settings) for node in record.structured["@graph"]]
    text = json.dumps({**record.structured, "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_IN_A_SCRIPT)


def _placed(node: dict[str, Any], record: SiteRecord, settings: SiteSettings) -> dict[str, Any]:
    """A plan with its page; a video with its file and picture, and where each of its clips is played."""
    page = settings.shared(record.page)
    if node["@type"] != "VideoObject":
        return {**node, "url": page}
    clips = [{**clip, "url": f"{page}?t={clip['startOffset']}"} for clip in node.get("hasPart", [])]
    return {
        **node,
        "url": page,
        "contentUrl": settings.shared(record.video),
        "thumbnailUrl": settings.shared(record.poster),
        "uploadDate": record.published,
        "contentSize": str(record.video_bytes),
        "encodingFormat": "video/mp4",
        **({"hasPart": clips} if clips else {}),
    }
