"""The remotes' limits, read from `limits.yaml`, and the checks that several remotes share."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from compiler.model.errors import BadMedia, Diagnostic, Severity
from compiler.model.hints import did_you_mean
from compiler.publish.release import Privacy, Release, read_part


class _Limits(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Quota(_Limits):
    """Daily allowances and what calls take of them."""

    uploads: int
    units: int
    captions: int
    captions_update: int
    thumbnail: int
    playlist: int
    update: int
    delete: int
    read: int
    time_zone: str


class YouTubeLimits(_Limits):
    """YouTube's; lengths in characters or in bytes of UTF-8 as named."""

    source: str
    title_characters: int
    description_bytes: int
    forbidden_characters: str
    tags_characters: int
    thumbnail_bytes: int
    thumbnail_formats: tuple[str, ...]
    chapter_seconds: int
    chapters_least: int
    categories: dict[str, int]
    quota: Quota


class PeerTubeLimits(_Limits):
    """PeerTube's defaults; an instance may differ."""

    source: str
    title_characters: int
    title_least_characters: int
    description_characters: int
    tags: int
    tag_characters: int
    tag_least_characters: int
    thumbnail_bytes: int
    thumbnail_formats: tuple[str, ...]
    categories: dict[str, int]


class Limits(_Limits):
    """The whole data file. `read_on` is the day the sources were read (ISO 8601)."""

    read_on: str
    youtube: YouTubeLimits
    peertube: PeerTubeLimits


@cache
def limits() -> Limits:
    """The data file that comes with the package."""
    text = Path(__file__).with_name("limits.yaml").read_text(encoding="utf-8")
    return Limits.model_validate(yaml.load(text, Loader=yaml.BaseLoader))


_SIGNATURES = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}


def thumbnail_format(data: bytes) -> str:
    """What the bytes say: jpeg, png or unknown."""
    return next((name for name, sign in _SIGNATURES.items() if data.startswith(sign)), "unknown")


def thumbnail_problems(release: Release, most_bytes: int, formats: tuple[str, ...]) -> list[Diagnostic]:
    """What keeps the thumbnail from being accepted; its size is warned of, as remotes have raised that."""
    try:
        data = read_part(release.thumbnail)
    except BadMedia as error:
        return list(error.diagnostics)
    found = []
    if len(data) > most_bytes:
        found.append(
            Diagnostic(
                message=f"{release.thumbnail} has {len(data):,} bytes, {most_bytes:,} is the known limit",
                hint="if it is refused, all the rest goes on",
                severity=Severity.WARNING,
            )
        )
    if thumbnail_format(data) not in formats:
        found.append(Diagnostic(message=f"{release.thumbnail} is none of {', '.join(formats)}"))
    return found


def reach_problems(release: Release) -> list[Diagnostic]:
    """That nobody but the channel's owner could watch what is meant for one person."""
    if not release.personal or release.privacy is not Privacy.PRIVATE:
        return []
    told = "only you can watch it: it is for one person, and private"
    hint = "write privacy: unlisted under publish: in the routine; then whoever has the link can watch"
    return [Diagnostic(message=told, hint=hint, severity=Severity.WARNING)]


def category_problems(release: Release, known: dict[str, int]) -> list[Diagnostic]:
    """An unknown category's diagnostic, with what there is. A number is taken as it is."""
    if release.category.isdecimal() or release.category in known:
        return []
    hint = did_you_mean(release.category, known) or f"there are {', '.join(known)}"
    return [Diagnostic(message=f"the category {release.category!r} is not known", hint=hint)]


def category_id(release: Release, known: dict[str, int]) -> int:
    """The remote's number for the release's category."""
    return int(release.category) if release.category.isdecimal() else known[release.category]
