"""What the site knows of each release: one JSON file, from which pages, index and feed are made again."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from compiler.model.errors import Conflict
from compiler.publish.release import Release, read_part


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """One release on the site. Files are names in its folder; times are seconds, dates ISO 8601 with a zone.

    `chapters` are (start, title), `captions` (language, file), `transcript` (start, words). `structured` is
    what the release says in words of schema.org; records of earlier versions have none.
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
    exercises: tuple[str, ...]
    tags: tuple[str, ...]
    transcript: tuple[tuple[float, str], ...]
    published: str
    structured: dict[str, Any] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The name of its page."""
        return page_name(self.name)

    @property
    def published_at(self) -> datetime:
        """When it first appeared."""
        return datetime.fromisoformat(self.published)

    def to_bytes(self) -> bytes:
        """As kept in the folder."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


def page_name(name: str) -> str:
    """The page of the release of that name; no release's name ends with ``_``, so this is nobody else's."""
    return f"{name}_.html" if name == "index" else f"{name}.html"


def record_path(folder: Path, name: str) -> Path:
    """Where a release's record is."""
    return folder / "records" / f"{name}.json"


def load_record(path: Path) -> SiteRecord:
    """Read a record.

    Raises:
        Conflict: the file is not what was written.
    """
    try:
        fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for name in ("captions", "chapters", "transcript"):
            fields[name] = tuple(tuple(pair) for pair in fields[name])
        for name in ("exercises", "tags"):
            fields[name] = tuple(fields[name])
        return SiteRecord(**fields)
    except (OSError, ValueError, KeyError, TypeError):
        hint = "delete it and publish its routine again"
        raise Conflict(f"{path} is damaged", hint=hint) from None


def load_records(folder: Path) -> tuple[SiteRecord, ...]:
    """All records, the newest first."""
    found = [load_record(path) for path in sorted((folder / "records").glob("*.json"))]
    return tuple(sorted(found, key=lambda r: (r.published, r.name), reverse=True))


def hashed_name(name: str, data: bytes, suffix: str) -> str:
    """``<name>-<12 hex><suffix>``: other bytes never come under the same name."""
    return f"{name}-{hashlib.sha256(data).hexdigest()[:12]}{suffix}"


def chapters_json(release: Release) -> bytes:
    """The chapters as Podcasting 2.0 has them."""
    listed = [{"startTime": float(c.start_seconds), "title": c.title} for c in release.chapters]
    return json.dumps({"version": "1.2.0", "chapters": listed}, indent=1, ensure_ascii=False).encode()


def record_of(release: Release, video: str, video_bytes: int, published: str) -> SiteRecord:
    """What the site is to know of a release.

    Raises:
        BadMedia: a caption or the thumbnail is missing.
    """
    return SiteRecord(
        name=release.name,
        title=release.title,
        summary=release.summary,
        description=release.description,
        disclaimer=release.disclaimer or "General information, not medical advice.",
        language=release.language,
        duration=float(release.duration_seconds),
        video=video,
        video_bytes=video_bytes,
        poster=hashed_name(release.name, read_part(release.thumbnail), release.thumbnail.suffix.lower()),
        chapters_file=hashed_name(release.name, chapters_json(release), ".chapters.json"),
        captions=tuple((c.language, caption_name(release, c.language, c.vtt)) for c in release.captions),
        chapters=tuple((float(c.start_seconds), c.title) for c in release.chapters),
        exercises=release.exercises,
        tags=release.tags,
        transcript=tuple((float(start), words) for start, words in release.transcript),
        published=published,
        structured=dict(release.structured),
    )


def caption_name(release: Release, language: str, vtt: Path) -> str:
    """The name of a caption file on the site."""
    return hashed_name(release.name, read_part(vtt), f".{language}.vtt")
