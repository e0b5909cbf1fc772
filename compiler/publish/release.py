"""What is published: one finished video with its words and pictures."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

from compiler.model.brand import Brand
from compiler.model.errors import BadMedia
from compiler.store import file_digest

TOKEN_SIGN = "~"
"""No slug has it, so that a token is never taken for a name."""


class Privacy(StrEnum):
    """Who may watch, once everything is attached."""

    PRIVATE = "private"
    UNLISTED = "unlisted"
    PUBLIC = "public"


class CaptionFormat(StrEnum):
    """The forms that captions are built in."""

    VTT = "vtt"
    SRT = "srt"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionFiles:
    """The captions of one language (a BCP 47 tag such as "en"), in both forms."""

    language: str
    vtt: Path
    srt: Path

    def file(self, form: CaptionFormat) -> Path:
        """The file in that form."""
        return self.srt if form is CaptionFormat.SRT else self.vtt


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseChapter:
    """A named place in the video; lasts until the next one."""

    title: str
    start_seconds: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseExercise:
    """An exercise of the video: how much of it, how it is done, and from where it starts."""

    name: str
    dose: str = ""
    steps: tuple[str, ...] = ()
    needs: str = ""
    start_seconds: Fraction = Fraction(0)
    picture: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a video was made from: the full paths of its routine and of the patient's file, and a digest of both.

    It stays on this machine: by it a routine is known again whose file was renamed.
    """

    routine: str = ""
    patient: str = ""
    digest: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether one of the files is not there any more."""
        return any(not Path(name).exists() for name in (self.routine, self.patient) if name)


NOWHERE = Origin()
"""Of what is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A finished video and all that goes with it.

    `playlist` is a playlist's name or id, None for no playlist. `publish_at` carries a time zone.
    `made_for_kids` and `synthetic_media` are declarations that only the author can make: None means that
    nobody has answered yet. `variant` is empty for the plain video. `transcript` is (start in seconds, words) of all
    that is said. `structured` is the same in the words of schema.org, for pages that tell search engines.

    With `personal`, it is for one person: it is listed nowhere, and its name, which may be the person's, goes nowhere;
    `token` stands for it. `kept` is what of an earlier place of it goes on at another one. `brand` is its project's.
    """

    slug: str
    title: str
    description: str
    video: Path
    thumbnail: Path
    duration_seconds: Fraction
    captions: tuple[CaptionFiles, ...] = ()
    chapters: tuple[ReleaseChapter, ...] = ()
    transcript: tuple[tuple[Fraction, str], ...] = ()
    exercises: tuple[ReleaseExercise, ...] = ()
    summary: str = ""
    disclaimer: str = ""
    tags: tuple[str, ...] = ()
    category: str = "Education"
    language: str = "en"
    playlist: str | None = None
    publish_at: datetime | None = None
    privacy: Privacy = Privacy.PRIVATE
    made_for_kids: bool | None = None
    synthetic_media: bool | None = None
    variant: str = ""
    structured: Mapping[str, Any] = field(default_factory=dict)
    personal: bool = False
    token: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)
    origin: Origin = NOWHERE
    brand: Brand | None = None

    @property
    def name(self) -> str:
        """What the release is called in the ledger and in file names: ``stretches-in-bed.gentle``."""
        return f"{self.slug}.{self.variant}" if self.variant else self.slug

    @property
    def outside_name(self) -> str:
        """What it is called where others see it: no name of a file begins with the sign of a token."""
        return f"{TOKEN_SIGN}{self.token}" if self.personal else self.name


def for_one_person(release: Release) -> Release:
    """The same, to be shown to one person: in no playlist, on no day, told to no search engine, and never public."""
    privacy = Privacy.PRIVATE if release.privacy is Privacy.PRIVATE else Privacy.UNLISTED
    return replace(release, personal=True, privacy=privacy, playlist=None, publish_at=None, structured={})


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoFacts:
    """The video's bytes as they were looked at: what is published is exactly this, or nothing."""

    path: Path
    sha256: str
    bytes: int
    modified_ns: int

    @staticmethod
    def of(path: Path) -> "VideoFacts":
        """Read the file once.

        Raises:
            BadMedia: it is missing, empty or cannot be read.
        """
        try:
            before = path.stat()
            facts = VideoFacts(
                path=path, sha256=file_digest(path), bytes=before.st_size, modified_ns=before.st_mtime_ns
            )
        except OSError as error:
            hint = "build the routine first"
            raise BadMedia(f"{path} cannot be read: {error.strerror}", hint=hint) from error
        if not facts.bytes:
            raise BadMedia(f"{path} is empty", hint="build the routine again")
        if not facts.untouched():
            raise BadMedia(f"{path} changed while it was read", hint="wait until the build is done")
        return facts

    def untouched(self) -> bool:
        """Whether the file still has the length and the time it had when it was looked at."""
        try:
            now = self.path.stat()
        except OSError:
            return False
        return (now.st_size, now.st_mtime_ns) == (self.bytes, self.modified_ns)


def read_part(path: Path) -> bytes:
    """A caption's or a thumbnail's bytes.

    Raises:
        BadMedia: it is missing, empty or cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadMedia(f"{path} cannot be read: {error.strerror}", hint="build the routine first") from error
    if not data:
        raise BadMedia(f"{path} is empty", hint="build the routine again")
    return data


def fingerprint(*values: object) -> str:
    """16 hex digits over texts, numbers, lists and bytes; equal for what is equal."""
    text = json.dumps(values, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return str(value)
