"""A routine's outputs -> what is published: the release with its words, captions and pictures."""

import json
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from compiler.model.routine import ChannelNotes
from compiler.pipeline.build import Built, OnProgress, Options, build
from compiler.publish import CaptionFiles, Privacy, Release, ReleaseChapter


@dataclass(frozen=True, slots=True)
class Prepared:
    """A release and the build it comes from."""

    release: Release
    built: Built


def prepare_release(path: Path, options: Options, on_progress: OnProgress = lambda *_: None) -> Prepared:
    """Build what is missing (nothing is made twice) and gather what goes to a channel.

    Raises:
        FollowalongError: as `pipeline.build` does.
    """
    built = build(path, options, on_progress)
    return Prepared(release_of(built), built)


def release_of(built: Built) -> Release:
    """The outputs of a build as a release."""
    files = {_kind(file): file for file in built.files}
    told: dict[str, Any] = json.loads(files["timeline"].read_text(encoding="utf-8"))
    notes = built.timeline.channel
    return Release(
        slug=built.timeline.slug,
        variant=files[".mp4"].stem.removeprefix(built.timeline.slug).lstrip("."),
        title=built.timeline.title,
        summary=built.timeline.summary,
        description=files["description"].read_text(encoding="utf-8"),
        disclaimer=built.timeline.disclaimer,
        video=files[".mp4"],
        thumbnail=files["thumbnail"],
        duration_seconds=built.timeline.duration_seconds,
        captions=(CaptionFiles(language=built.timeline.language, vtt=files[".vtt"], srt=files[".srt"]),),
        chapters=tuple(
            ReleaseChapter(title=c.title, start_seconds=Fraction(c.start) / built.timeline.frame_rate)
            for c in built.timeline.chapters
        ),
        exercises=tuple(entry["name"] for entry in told["exercises"]),
        tags=built.timeline.tags,
        category=notes.category or "Education",
        language=built.timeline.language,
        playlist=notes.playlist or None,
        publish_at=_moment(notes),
        privacy=Privacy(notes.privacy),
        made_for_kids=notes.made_for_kids,
        synthetic_media=notes.synthetic_media,
    )


def _kind(file: Path) -> str:
    """`.mp4`, `.srt` and `.vtt` by their ending; the others by what their name starts with."""
    return file.suffix if file.suffix in {".mp4", ".srt", ".vtt"} else file.name.split(".")[0]


def _moment(notes: ChannelNotes) -> datetime | None:
    """When to publish, with its zone; `load` has checked it."""
    return datetime.fromisoformat(notes.publish_at) if notes.publish_at else None
