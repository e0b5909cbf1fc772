"""What the site knows of each release: one JSON file, from which pages, index and feed are made again."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from compiler.model.errors import Conflict
from compiler.publish.release import TOKEN_SIGN, Release, ReleaseExercise, read_part

PERSONAL = "p"
"""The folder of what is for one person, each in a folder of its own that is called by its token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteExercise:
    """An exercise of a release: `start` in seconds, None where an earlier version wrote its name alone."""

    name: str
    dose: str = ""
    steps: tuple[str, ...] = ()
    needs: str = ""
    start: float | None = None
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """One release on the site. Files are paths in its folder; times are seconds, dates ISO 8601 with a zone.

    `chapters` are (start, title), `captions` (language, file), `transcript` (start, words). `structured` is
    what the release says in words of schema.org; records of earlier versions have none. `name` is what the release is
    called where others see it. `item` is what its item in the feed is known by, where that is not its name.
    """

    name: str
    title: str
    summary: str
    description: str
    disclaimer: str
    language: str
    duration: float
    video: str
    video_bytes: int
    poster: str
    chapters_file: str
    captions: tuple[tuple[str, str], ...]
    chapters: tuple[tuple[float, str], ...]
    exercises: tuple[SiteExercise, ...]
    tags: tuple[str, ...]
    transcript: tuple[tuple[float, str], ...]
    published: str
    structured: dict[str, Any] = field(default_factory=dict)
    item: str = ""

    @property
    def page(self) -> str:
        """Its page."""
        return page_name(self.name)

    @property
    def is_personal(self) -> bool:
        """Whether it is for one person, and listed nowhere."""
        return self.name.startswith(TOKEN_SIGN)

    @property
    def files(self) -> frozenset[str]:
        """All the media that its page and its feed's item name."""
        pictures = (exercise.picture for exercise in self.exercises)
        captions = (file for _, file in self.captions)
        found = {self.video, self.poster, self.chapters_file, *captions, *pictures}
        return frozenset(found - {""})

    @property
    def published_at(self) -> datetime:
        """When it first appeared."""
        return datetime.fromisoformat(self.published)

    def to_bytes(self) -> bytes:
        """As kept in the folder."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


def page_name(name: str) -> str:
    """The page of the release of that name; no release's name ends with ``_``, so this is nobody else's."""
    if name.startswith(TOKEN_SIGN):
        return f"{home(name)}index.html"
    return f"{name}_.html" if name == "index" else f"{name}.html"


def home(name: str) -> str:
    """The folder of a release's files in the site's folder, with a slash; empty for the site's folder itself."""
    return f"{PERSONAL}/{name.removeprefix(TOKEN_SIGN)}/" if name.startswith(TOKEN_SIGN) else ""


def record_path(folder: Path, name: str) -> Path:
    """Where a release's record is."""
    if name.startswith(TOKEN_SIGN):
        return folder / home(name) / "record.json"
    return folder / "records" / f"{name}.json"


def media_name(name: str, kind: str, digest: str, suffix: str) -> str:
    """Where a file of a release is, whose digest begins so: other bytes never come under the same name.

    ``<name>-<12 hex><suffix>``; of what is for one person ``p/<token>/<kind>-<12 hex><suffix>``.
    """
    place = home(name)
    return f"{place}{kind if place else name}-{digest}{suffix}"


def _media_name(name: str, kind: str, data: bytes, suffix: str) -> str:
    return media_name(name, kind, digest_of(data), suffix)


def load_record(path: Path) -> SiteRecord:
    """Read a record.

    Raises:
        Conflict: the file is not what was written.
    """
    try:
        fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for name in ("captions", "chapters", "transcript"):
            fields[name] = tuple(tuple(pair) for pair in fields[name])
        fields["tags"] = tuple(fields["tags"])
        fields["exercises"] = tuple(_exercise(one) for one in fields["exercises"])
        return SiteRecord(**fields)
    except (OSError, ValueError, KeyError, TypeError):
        hint = "delete it and publish its routine again"
        raise Conflict(f"{path} is damaged", hint=hint) from None


def _exercise(told: Any) -> SiteExercise:
    """An exercise of a record; earlier versions wrote its name alone."""
    if isinstance(told, str):
        return SiteExercise(name=told)
    return SiteExercise(**{**told, "steps": tuple(told["steps"])})


def load_records(folder: Path) -> tuple[SiteRecord, ...]:
    """All records of what is listed, the newest first."""
    found = [load_record(path) for path in sorted((folder / "records").glob("*.json"))]
    return tuple(sorted(found, key=lambda r: (r.published, r.name), reverse=True))


def load_personal(folder: Path) -> tuple[SiteRecord, ...]:
    """All records of what is for one person."""
    return tuple(load_record(path) for path in sorted((folder / PERSONAL).glob("*/record.json")))


def hashed_name(name: str, data: bytes, suffix: str) -> str:
    """``<name>-<12 hex><suffix>``."""
    return f"{name}-{digest_of(data)}{suffix}"


def digest_of(data: bytes) -> str:
    """The part of a digest that is in names."""
    return hashlib.sha256(data).hexdigest()[:12]


def chapters_json(release: Release) -> bytes:
    """The chapters as Podcasting 2.0 has them."""
    listed = [{"startTime": float(c.start_seconds), "title": c.title} for c in release.chapters]
    return json.dumps({"version": "1.2.0", "chapters": listed}, indent=1, ensure_ascii=False).encode()


def media_of(release: Release) -> dict[str, bytes]:
    """The files of a release but for its video and its captions: by their places, what is in them.

    Raises:
        BadMedia: the thumbnail or a picture is missing.
    """
    found = {_poster(release): read_part(release.thumbnail)}
    if not release.personal:
        found[_chapters_file(release)] = chapters_json(release)
    pictures = (exercise.picture for exercise in release.exercises)
    return found | {_picture(release, path): read_part(path) for path in pictures if path}


def record_of(release: Release, video: str, video_bytes: int, published: str) -> SiteRecord:
    """What the site is to know of a release.

    Raises:
        BadMedia: a caption, the thumbnail or a picture is missing.
    """
    return SiteRecord(
        name=release.outside_name,
        title=release.title,
        summary=release.summary,
        description=release.description,
        disclaimer=release.disclaimer or "General information, not medical advice.",
        language=release.language,
        duration=float(release.duration_seconds),
        video=video,
        video_bytes=video_bytes,
        poster=_poster(release),
        chapters_file="" if release.personal else _chapters_file(release),
        captions=tuple((c.language, caption_name(release, c.language, c.vtt)) for c in release.captions),
        chapters=tuple((float(c.start_seconds), c.title) for c in release.chapters),
        exercises=tuple(_told(release, exercise) for exercise in release.exercises),
        tags=release.tags,
        transcript=tuple((float(start), words) for start, words in release.transcript),
        published=published,
        structured={} if release.personal else dict(release.structured),
    )


def _told(release: Release, exercise: ReleaseExercise) -> SiteExercise:
    return SiteExercise(
        name=exercise.name,
        dose=exercise.dose,
        steps=exercise.steps,
        needs=exercise.needs,
        start=float(exercise.start_seconds),
        picture=_picture(release, exercise.picture) if exercise.picture else "",
    )


def _poster(release: Release) -> str:
    suffix = release.thumbnail.suffix.lower()
    return _media_name(release.outside_name, "poster", read_part(release.thumbnail), suffix)


def _picture(release: Release, path: Path) -> str:
    return _media_name(release.outside_name, "picture", read_part(path), path.suffix.lower())


def _chapters_file(release: Release) -> str:
    return _media_name(release.outside_name, "chapters", chapters_json(release), ".chapters.json")


def caption_name(release: Release, language: str, vtt: Path) -> str:
    """Where a caption file is on the site."""
    return _media_name(release.outside_name, "captions", read_part(vtt), f".{language}.vtt")


def local(file: str, name: str) -> str:
    """A file of a release as the release's own page names it."""
    return PurePosixPath(file).name if home(name) else file
