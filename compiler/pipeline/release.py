"""A routine's outputs -> what is published: the release with its words, captions and pictures."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from compiler.deliver.captions import transcript
from compiler.export.schema_org import schema_org
from compiler.model.routine import ChannelNotes
from compiler.pipeline.build import Built, OnWarnings, build
from compiler.pipeline.request import BuildSettings, Request
from compiler.publish import CaptionFiles, Privacy, Release, ReleaseChapter
from compiler.system.workshop import Workshop


@dataclass(frozen=True, slots=True)
class PreparedRelease:
    """A release and the build it comes from."""

    release: Release
    built: Built


def prepare_release(
    request: Request, settings: BuildSettings, shop: Workshop, *, on_warnings: OnWarnings = lambda _: None
) -> PreparedRelease:
    """Build what is missing (nothing is made twice) and gather what goes to a channel.

    Raises:
        FollowalongError: as `pipeline.build` does.
    """
    built = build(request, settings, shop, on_warnings=on_warnings)
    return PreparedRelease(release_of(built), built)


def release_of(built: Built) -> Release:
    """The outputs of a build as a release."""
    outputs, timeline = built.outputs, built.timeline
    notes = timeline.channel
    return Release(
        slug=timeline.slug,
        variant=timeline.variant,
        title=timeline.title,
        summary=timeline.summary,
        description=outputs.description.read_text(encoding="utf-8"),
        disclaimer=timeline.disclaimer,
        video=outputs.mp4,
        thumbnail=outputs.thumbnail,
        duration_seconds=timeline.duration_seconds,
        captions=(CaptionFiles(language=timeline.language, vtt=outputs.vtt, srt=outputs.srt),),
        chapters=tuple(
            ReleaseChapter(title=c.title, start_seconds=Fraction(c.start) / timeline.frame_rate)
            for c in timeline.chapters
        ),
        transcript=transcript(timeline),
        exercises=tuple(exercise.name for exercise in timeline.exercises),
        tags=timeline.tags,
        category=notes.category or "Education",
        language=timeline.language,
        playlist=notes.playlist or None,
        publish_at=_moment(notes),
        privacy=Privacy(notes.privacy),
        made_for_kids=notes.made_for_kids,
        synthetic_media=notes.synthetic_media,
        structured=schema_org(timeline),
    )


def _moment(notes: ChannelNotes) -> datetime | None:
    """When to publish, with its zone; `load` has checked it."""
    return datetime.fromisoformat(notes.publish_at) if notes.publish_at else None
