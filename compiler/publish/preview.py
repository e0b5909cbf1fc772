"""What a dry run shows of a release: how it will look at the remote, and what differs from what is there."""

import base64
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from xml.etree import ElementTree as ET

from compiler.model.timing import clock
from compiler.publish.limits import thumbnail_format
from compiler.publish.markup import element
from compiler.publish.planning import Outlook, PublishPlan
from compiler.publish.publisher import PartKind, Publisher
from compiler.publish.release import Release, read_part


class Change(StrEnum):
    """What becomes of something that is published."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "taken away"
    SAME = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing of a release: lines as they are there and as they will be, or pictures (JPEG, PNG) instead."""

    what: str
    change: Change
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    pictures: tuple[bytes, ...] = ()

    def lines(self) -> Iterator[tuple[Change, str]]:
        """Each line with what becomes of it, in order; those that stay are left out where others do not."""
        matcher = difflib.SequenceMatcher(a=self.was, b=self.now, autojunk=False)
        for same, i1, i2, j1, j2 in matcher.get_opcodes():
            if same == "equal" and self.change is Change.CHANGED:
                continue
            yield from ((Change.GONE, line) for line in (self.was[i1:i2] if same != "equal" else ()))
            stays = Change.SAME if same == "equal" or self.change is Change.NEW else Change.NEW
            yield from ((stays, line) for line in self.now[j1:j2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a release will look at a remote, as an element of a page, in the remote's own `style` (CSS).

    `differences` are known where what is there can be looked at without asking anybody; else None.
    `beside` are names and titles of what is there, too.
    """

    mock_up: ET.Element
    style: str = ""
    differences: tuple[Difference, ...] | None = None
    beside: tuple[tuple[str, str], ...] = ()


def compared(what: str, was: tuple[str, ...] | None, now: tuple[str, ...]) -> Difference:
    """The difference between what is there (None: nothing of the release) and what will be."""
    change = (
        Change.NEW
        if not was
        else Change.GONE
        if not now
        else Change.SAME
        if was == now
        else Change.CHANGED
    )  # fmt: skip
    return Difference(what=what, change=change, was=was or (), now=now)


def differences_of(plan: PublishPlan) -> tuple[Difference, ...]:
    """As far as the ledger knows: for a remote that would have to be asked."""
    changes = {Outlook.DONE: Change.SAME, Outlook.CHANGED: Change.CHANGED}
    return tuple(
        Difference(what=_named(step.name), change=changes.get(step.outlook, Change.NEW), now=(step.sends,))
        for step in plan.steps
    )


_WORDS = {
    "uploaded": "Video",
    PartKind.CAPTIONS: "Captions",
    PartKind.THUMBNAIL: "Thumbnail",
    PartKind.PLAYLIST: "Playlist",
    PartKind.METADATA: "Title, description and tags",
    PartKind.VISIBILITY: "Who may watch",
}


def _named(step: str) -> str:
    """A step of the ledger in words for people: ``captions:en`` is "Captions en"."""
    kind, _, language = step.partition(":")
    return f"{_WORDS[kind]} {language}".strip()


def data_address(picture: bytes) -> str:
    """The picture itself as an address, so that a page is one file."""
    return f"data:image/{thumbnail_format(picture)};base64,{base64.b64encode(picture).decode()}"


def thumbnail(release: Release) -> ET.Element:
    """The thumbnail with the length in its corner."""
    picture = data_address(read_part(release.thumbnail))
    length = element("span", {"class": "length"}, clock(float(release.duration_seconds)))
    return element(
        "span", {"class": "thumbnail"}, element("img", {"src": picture, "alt": "the thumbnail"}), length
    )


def facts(rows: dict[str, str]) -> ET.Element:
    """A list of names with their values; what is empty is left out."""
    listed = [
        element("div", None, element("dt", None, name), element("dd", None, value))
        for name, value in rows.items()
        if value
    ]
    return element("dl", {"class": "facts"}, *listed)


def plain_look(_publisher: Publisher, release: Release) -> Look:
    """For a remote that has no look of its own: picture, title, description."""
    words = element(
        "div",
        None,
        element("p", {"class": "title"}, release.title),
        element("p", {"class": "description"}, release.description),
    )
    return Look(mock_up=element("div", {"class": "plain"}, thumbnail(release), words))


def size_words(count: int) -> str:
    """Bytes as people say them: `34.5 MB`."""
    return (
        f"{count / 1e6:.1f} MB"
        if count >= 1e6
        else f"{count / 1e3:.0f} kB"
        if count >= 1e3
        else f"{count} bytes"
    )


def style(name: str) -> str:
    """A style sheet of the dry run."""
    return Path(__file__).with_name("preview_styles").joinpath(name).read_text(encoding="utf-8")
