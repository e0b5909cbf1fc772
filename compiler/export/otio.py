"""Timeline -> OpenTimelineIO, to go on in an editor: films where they are shown, the finished video elsewhere.

Pictures, speech, music and the finished video lie on tracks of their own; chapters and captions are markers. All
times are whole frames at the video's rate, and media are named by their way from the file.
"""

from collections.abc import Iterator
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from compiler.export.programme import Programme
from compiler.export.shots import Shot, shots
from compiler.model.caption_timing import captions
from compiler.model.errors import Diagnostic, Severity, ToolFailed
from compiler.model.routine import Footage
from compiler.model.timeline import Timeline, TimelineStep
from compiler.model.timing import FrameRange, frames_of

if TYPE_CHECKING:
    import opentimelineio as otio

COLOURS = ("GREEN", "BLUE", "ORANGE", "PURPLE", "CYAN", "PINK", "YELLOW", "MAGENTA")
"""Of exercises, one after the other; what belongs to none is white."""
OURS = "followalong"


def write_otio(programme: Programme, destination: Path) -> tuple[Diagnostic, ...]:
    """The edit as an .otio file, which is JSON.

    Raises:
        ToolFailed: OpenTimelineIO is not installed.
    """
    if not find_spec("opentimelineio"):
        hint = "pip install opentimelineio, with a Python that it is made for"
        raise ToolFailed("OpenTimelineIO is not installed", hint=hint)
    text: str = _edit(programme).to_json_string(indent=1)
    destination.write_text(text + "\n", encoding="utf-8", newline="\n")
    return tuple(_left_out(programme.timeline))


def _left_out(timeline: Timeline) -> Iterator[Diagnostic]:
    if timeline.music and not timeline.music.path:
        yield Diagnostic(
            message="music of followalong's own has no file: in the edit it is heard in the finished sound only",
            span=timeline.music.span,
            hint="name a music file of yours to have it on a track",
            severity=Severity.WARNING,
        )


def _edit(programme: Programme) -> "otio.schema.Timeline":
    import opentimelineio as otio

    timeline = programme.timeline
    kinds = otio.schema.TrackKind
    finished = _track("Finished video", kinds.Video, [_finished(programme, FrameRange(0, timeline.frames))])
    finished.enabled = False
    mix = _track("Finished sound", kinds.Audio, [_finished(programme, FrameRange(0, timeline.frames))])
    mix.enabled = False
    speech = _track("Speech", kinds.Audio, [*_speech(programme)])
    speech.markers.extend(_caption_markers(timeline))
    tracks = [finished, _track("Picture", kinds.Video, [*_pictures(programme)]), speech]
    heard = [*_clip_sounds(programme)]
    if any(isinstance(one, otio.schema.Clip) for one in heard):
        tracks.append(_track("Clip sound", kinds.Audio, heard))
    if timeline.music and timeline.music.path:
        music = [*_music(programme, timeline.music.path)]
        tracks.append(_track("Music", kinds.Audio, music))
    about = {"summary": timeline.summary, "language": timeline.language, "size": list(timeline.size)}
    edit = otio.schema.Timeline(name=timeline.title, tracks=[*tracks, mix], metadata={OURS: about})
    edit.tracks.markers.extend(_chapter_markers(timeline))
    return edit


def _track(name: str, kind: str, children: list[Any]) -> "otio.schema.Track":
    import opentimelineio as otio

    return otio.schema.Track(name=name, kind=kind, children=children)


def _pictures(programme: Programme) -> Iterator["otio.schema.Clip"]:
    """For each step its films, cut as they are shown, or its stretch of the finished video."""
    timeline = programme.timeline
    for step in timeline.steps:
        clip = step.scene.clip
        kept = programme.films.get(clip) if clip else None
        if clip is None or kept is None or step.scene.preview:
            yield _dressed(_finished(programme, step.range), step)
            continue
        for shot in shots(clip, kept, len(step.range), timeline.frame_rate):
            yield _dressed(_film(programme, shot), step)


def _dressed(clip: "otio.schema.Clip", step: TimelineStep) -> "otio.schema.Clip":
    """With the step's name, and the colour of its exercise."""
    import opentimelineio as otio

    clip.name = step.name
    clip.color = getattr(otio.core.Color, _colour(step.exercise_index))
    told = {"kind": step.kind.value, "exercise": step.exercise, "set": step.set}
    clip.metadata[OURS] = {
        **clip.metadata.get(OURS, {}),
        **told,
        "side": step.side.value if step.side else None,
    }
    return clip


def _colour(exercise: int | None) -> str:
    return "WHITE" if exercise is None else COLOURS[exercise % len(COLOURS)]


def _finished(programme: Programme, shown: FrameRange) -> "otio.schema.Clip":
    """A stretch of the finished video."""
    import opentimelineio as otio

    timeline = programme.timeline
    assert programme.video
    whole = _range(Fraction(0), timeline.frames, timeline)
    return otio.schema.Clip(
        name=timeline.title,
        media_reference=_media(programme, programme.video, whole),
        source_range=_range(Fraction(shown.start), len(shown), timeline),
    )


def _film(programme: Programme, shot: Shot) -> "otio.schema.Clip":
    """A cut of a film; what runs backwards begins, in the file, where it ends."""
    import opentimelineio as otio

    timeline = programme.timeline
    start = shot.start * timeline.frame_rate
    whole = frames_of(programme.film_seconds[shot.path], timeline.frame_rate)
    effects: list[Any] = []
    if shot.speed == 0:
        effects.append(otio.schema.FreezeFrame())
    elif shot.speed != 1:
        effects.append(otio.schema.LinearTimeWarp(time_scalar=float(shot.speed)))
    if shot.speed < 0:
        start += (shot.frames - 1) * shot.speed
    return otio.schema.Clip(
        media_reference=_media(programme, shot.path, _range(Fraction(0), whole, timeline)),
        source_range=_range(start, shot.frames, timeline),
        effects=effects,
        metadata={OURS: {"mirrored": shot.mirrored}},
    )


def _speech(programme: Programme) -> Iterator[Any]:
    """What is said, each line from its frame on, with gaps in between."""
    import opentimelineio as otio

    timeline, at = programme.timeline, 0
    for cue in timeline.cues:
        if cue.range.start > at:
            yield _gap(cue.range.start - at, timeline)
        at = cue.range.stop
        available = _range(Fraction(0), len(cue.range), timeline)
        reference = _media(programme, programme.speech[cue.utterance], available)
        yield otio.schema.Clip(name=cue.text, media_reference=reference, source_range=available)


def _clip_sounds(programme: Programme) -> Iterator[Any]:
    """The sound of films that keep it, cut as their pictures are; its level and fades are the editor's to set."""
    for step in programme.timeline.steps:
        clip = step.scene.clip
        kept = programme.films.get(clip) if clip else None
        sound = clip.media.sound if clip and isinstance(clip.media, Footage) else None
        if clip is None or kept is None or sound is None or sound.speaks:
            yield _gap(len(step.range), programme.timeline)
            continue
        for shot in shots(clip, kept, len(step.range), programme.timeline.frame_rate):
            if shot.speed == 1:
                yield _dressed(_film(programme, shot), step)
            else:  # a picture that stands still is silent
                yield _gap(shot.frames, programme.timeline)


def _gap(frames: int, timeline: Timeline) -> "otio.schema.Gap":
    import opentimelineio as otio

    return otio.schema.Gap(duration=otio.opentime.RationalTime(frames, float(timeline.frame_rate)))


def _music(programme: Programme, path: Path) -> Iterator["otio.schema.Clip"]:
    """The music, again and again, as long as the video; its levels are the editor's to set."""
    import opentimelineio as otio

    timeline = programme.timeline
    lap = max(1, frames_of(programme.music_seconds, timeline.frame_rate))
    for start in range(0, timeline.frames, lap):
        yield otio.schema.Clip(
            name=path.stem,
            media_reference=_media(programme, path, _range(Fraction(0), lap, timeline)),
            source_range=_range(Fraction(0), min(lap, timeline.frames - start), timeline),
        )


def _media(programme: Programme, path: Path, available: Any) -> "otio.schema.ExternalReference":
    import opentimelineio as otio

    return otio.schema.ExternalReference(target_url=quote(programme.places[path]), available_range=available)


def _chapter_markers(timeline: Timeline) -> Iterator["otio.schema.Marker"]:
    colours = {step.range.start: _colour(step.exercise_index) for step in timeline.steps}
    stops = [*(chapter.start for chapter in timeline.chapters[1:]), timeline.frames]
    for chapter, stop in zip(timeline.chapters, stops, strict=False):
        yield _marker(
            chapter.title, FrameRange(chapter.start, stop), colours.get(chapter.start, "WHITE"), timeline
        )


def _caption_markers(timeline: Timeline) -> Iterator["otio.schema.Marker"]:
    for one in captions(timeline):
        start, stop = (frames_of(seconds, timeline.frame_rate) for seconds in (one.start, one.stop))
        yield _marker(one.text, FrameRange(start, stop), "YELLOW", timeline)


def _marker(name: str, marked: FrameRange, colour: str, timeline: Timeline) -> "otio.schema.Marker":
    import opentimelineio as otio

    where = _range(Fraction(marked.start), len(marked), timeline)
    return otio.schema.Marker(name=name, marked_range=where, color=colour)


def _range(start: Fraction, frames: int, timeline: Timeline) -> "otio.opentime.TimeRange":
    """From frame `start`, which in a film may lie between two, for so many frames."""
    from opentimelineio import opentime

    rate = float(timeline.frame_rate)
    return opentime.TimeRange(opentime.RationalTime(float(start), rate), opentime.RationalTime(frames, rate))
