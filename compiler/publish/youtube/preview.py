"""A dry run of YouTube: the video as it will look in a search, beside another one, on a phone and where it is watched.

YouTube cuts titles and descriptions by lines, so the page does, too, at the widths that YouTube uses.
"""

from xml.etree import ElementTree as ET

from compiler.publish.limits import limits
from compiler.publish.markup import Child, element
from compiler.publish.preview import Look, facts, style, thumbnail
from compiler.publish.publisher import Publisher
from compiler.publish.release import Release
from compiler.publish.youtube.resource import chapters_shown, tag_characters


def look(publisher: Publisher, release: Release) -> Look:
    """How the release will look.

    Raises:
        BadMedia: the thumbnail is missing.
    """
    account = publisher.known_account()
    channel = account.name if account else "your channel"
    places = (("search", "In a search"), ("beside", "Beside another video"), ("phone", "On a phone"))
    shown = [_place(kind, caption, release, channel) for kind, caption in places]
    mock_up = element("div", {"class": "youtube"}, *shown, _watch_page(release, channel), _facts(release))
    return Look(mock_up=mock_up, style=style("youtube.css"))


def _place(kind: str, caption: str, release: Release, channel: str) -> ET.Element:
    words = element(
        "div",
        {"class": "words"},
        element("p", {"class": "title"}, release.title),
        element("p", {"class": "channel"}, channel),
        element("p", {"class": "snippet"}, _one_line(release.description)),
    )
    card = element("div", {"class": f"place {kind}"}, thumbnail(release), words)
    return element("figure", None, element("figcaption", None, caption), card)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _watch_page(release: Release, channel: str) -> ET.Element:
    folded = element("p", {"class": "description folded"}, release.description)
    whole = element(
        "details",
        None,
        element("summary", None, "…more"),
        element("p", {"class": "description"}, release.description),
    )
    title = element("p", {"class": "title"}, release.title)
    card = element(
        "div", {"class": "place watch"}, title, element("p", {"class": "channel"}, channel), folded, whole
    )
    return element("figure", None, element("figcaption", None, "Where it is watched"), card)


def _facts(release: Release) -> ET.Element:
    known = limits().youtube
    tags = tag_characters(release.tags)
    chapters = chapters_shown(release)
    listed: list[Child] = [element("li", None, line) for line in chapters]
    names = [element("span", {"class": "tag"}, tag) for tag in release.tags]
    return element(
        "div",
        {"class": "told"},
        facts(
            {
                "Who may watch": _audience(release),
                "Made for children": _answer(release.made_for_kids),
                "Altered or synthetic": _answer(release.synthetic_media),
                "Category": release.category,
                "Language": release.language,
                "Captions": ", ".join(one.language for one in release.captions),
                "Playlist": release.playlist or "",
                "Title": f"{len(release.title)} of {known.title_characters} characters",
                "Description": f"{len(release.description.encode()):,} of {known.description_bytes:,} bytes",
                "Tags": f"{tags} of {known.tags_characters} characters" if tags else "none",
            }
        ),
        element("p", {"class": "tags"}, *names),
        element("h3", None, "Chapters" if chapters else "No chapters"),
        element("ol", {"class": "chapters"}, *listed),
    )


def _audience(release: Release) -> str:
    if release.publish_at:
        return f"nobody but you until {release.publish_at:%d %B %Y, %H:%M %Z}, then everybody"
    return {
        "private": "nobody but you (private)",
        "unlisted": "who has the link (unlisted)",
        "public": "everybody (public), once all of it is there",
    }[release.privacy.value]


def _answer(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "not answered yet"}[value]
