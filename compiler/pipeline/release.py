"""A routine's outputs -> what is published: the release with its words, captions and pictures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from compiler.deliver.captions import transcript
from compiler.export.schema_org import schema_org
from compiler.model.routine import ChannelNotes
from compiler.model.timeline import Timeline
from compiler.pipeline.build import Built, OnWarnings, build
from compiler.pipeline.request import BuildSettings, Request
from compiler.pipeline.variants import full_path
from compiler.publish import CaptionFiles, Privacy, Release, ReleaseChapter
from compiler.publish.release import Origin, ReleaseExercise, for_one_person
from compiler.render.stills import exercise_pictures
from compiler.store import content_key, file_digest
from compiler.system.workshop import Workshop


@dataclass(frozen=True, slots=True)
class PreparedRelease:
    """A release and the build it comes from."""

    release: Release
    built: Built


def prepare_release(
    request: Request,
    settings: BuildSettings,
    shop: Workshop,
    *,
    public: bool = False,
    on_warnings: OnWarnings = lambda _: None,
) -> PreparedRelease:
    """Build what is missing (nothing is made twice) and gather what goes to a channel.

    A patient's version is for one person, unless it is said to be `public`.

    Raises:
        FollowalongError: as `pipeline.build` does.
    """
    built = build(request, settings, shop, on_warnings=on_warnings)
    pictures = exercise_pictures(built.timeline, shop)
    release = replace(release_of(built, pictures), origin=_origin(request))
    for_one = request.variant.patient is not None and not public
    return PreparedRelease(for_one_person(release) if for_one else release, built)


def _origin(request: Request) -> Origin:
    """By what the routine is known again once its file, or the patient's, has another name."""
    patient = request.variant.patient
    row = request.variant.row_name
    files = [full_path(path) for path in (request.path, patient) if path]
    return Origin(
        routine=str(files[0]),
        patient=str(files[1]) if patient else "",
        digest=content_key(*(file_digest(path) for path in files), *([row] if row else [])),
    )


def release_of(built: Built, pictures: Mapping[int, tuple[Path, ...]]) -> Release:
    """The outputs of a build as a release; `pictures` are those of each exercise, by its index."""
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
        exercises=tuple(_exercises(timeline, pictures)),
        tags=timeline.tags,
        category=notes.category or "Education",
        language=timeline.language,
        playlist=notes.playlist or None,
        publish_at=_moment(notes),
        privacy=Privacy(notes.privacy),
        made_for_kids=notes.made_for_kids,
        synthetic_media=notes.synthetic_media,
        structured=schema_org(timeline),
        brand=timeline.brand,
    )


def _exercises(timeline: Timeline, pictures: Mapping[int, tuple[Path, ...]]) -> Iterator[ReleaseExercise]:
    for index in timeline.listed:
        exercise = timeline.exercises[index]
        own = pictures.get(index, ())
        yield ReleaseExercise(
            name=exercise.name,
            dose=exercise.dose_words,
            steps=exercise.setup,
            needs=exercise.needs,
            start_seconds=Fraction(_start(timeline, index)) / timeline.frame_rate,
            picture=own[-1] if own else None,
        )


def _start(timeline: Timeline, index: int) -> int:
    """Where an exercise's chapter starts; where the exercise does, if the chapter has another title."""
    first = next(step for step in timeline.steps if step.exercise_index == index)
    inside = [chapter for chapter in timeline.chapters if chapter.start <= first.range.start]
    own = inside and inside[-1].title == timeline.exercises[index].name
    return inside[-1].start if own else first.range.start


def _moment(notes: ChannelNotes) -> datetime | None:
    """When to publish, with its zone; `load` has checked it."""
    return datetime.fromisoformat(notes.publish_at) if notes.publish_at else None
