"""Timeline -> the lines that somebody reads to be recorded: numbered, each once, with the time it may take."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from compiler.model.routine import Utterance, Voice
from compiler.model.timeline import Cue, StepKind, Timeline, TimelineStep
from compiler.model.timing import seconds_of
from compiler.narrate.estimate import estimate_seconds
from compiler.narrate.recordings import SHEET, found_recording, recording_name

_AS_LONG_AS_NEEDED = frozenset({StepKind.TITLE, StepKind.SAY, StepKind.SETUP})
"""Steps that become as long as their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptLine:
    """One line: `number` counts from 1; `room` is the time it may take in seconds, None for as long as it needs.

    `name` is the file's name without its ending; `recording` is the file where there is one.
    """

    number: int
    speaker: str
    utterance: Utterance
    name: str
    usual: Fraction
    room: Fraction | None
    recording: Path | None

    @property
    def text(self) -> str:
        """The words."""
        return self.utterance.text


def script_lines(timeline: Timeline, speakers: Mapping[Voice, str]) -> tuple[ScriptLine, ...]:
    """Every line that is spoken, in the order of the video; `speakers` are those who have a name.

    What has a recording of its own (`audio:`) is left out.
    """
    rooms: dict[Utterance, Fraction | None] = {}
    for cue, room in rooms_of(timeline):
        if cue.utterance.recording is None:
            rooms[cue.utterance] = _less(rooms.get(cue.utterance), room) if cue.utterance in rooms else room
    return tuple(
        ScriptLine(
            number=number, speaker=speakers.get(utterance.voice, ""), utterance=utterance,
            name=recording_name(utterance.text), usual=estimate_seconds(utterance), room=room,
            recording=found_recording(utterance),
        )
        for number, (utterance, room) in enumerate(rooms.items(), 1)
    )  # fmt: skip


def rooms_of(timeline: Timeline) -> Iterator[tuple[Cue, Fraction | None]]:
    """Each cue with the time in seconds that there is for it; None where its step becomes as long as it needs."""
    for cue, step, stop in _placed(timeline):
        free = step.kind in _AS_LONG_AS_NEEDED
        yield cue, None if free else seconds_of(stop - cue.range.start, timeline.frame_rate)


def _placed(timeline: Timeline) -> Iterable[tuple[Cue, TimelineStep, int]]:
    """Each cue with its step and the frame by which it has to be over."""
    cues = sorted(timeline.cues, key=lambda cue: cue.range.start)
    following = [*(cue.range.start for cue in cues[1:]), timeline.frames]
    for cue, after in zip(cues, following, strict=True):
        step = next(s for s in timeline.steps if cue.range.start < s.range.stop)
        yield cue, step, max(cue.range.start + 1, min(after, step.range.stop))


def _less(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return min((room for room in (one, other) if room is not None), default=None)


def in_folder(lines: Sequence[ScriptLine], folder: Path) -> tuple[ScriptLine, ...]:
    """The same lines as they are recorded in `folder`, for voices that name none yet."""
    return tuple(line if line.utterance.voice.folder else _at_home(line, folder) for line in lines)


def _at_home(line: ScriptLine, folder: Path) -> ScriptLine:
    utterance = replace(line.utterance, voice=replace(line.utterance.voice, folder=folder))
    return replace(line, utterance=utterance, recording=found_recording(utterance))


def numbers_sheet(lines: Sequence[ScriptLine]) -> str:
    """What makes a file that is called by its number known for good: numbers and names, as JSON."""
    rows = [{"number": line.number, "name": line.name, "text": line.text} for line in lines]
    return json.dumps({"lines": rows}, ensure_ascii=False, indent=1) + "\n"


def text_sheet(lines: Sequence[ScriptLine], title: str) -> str:
    """The sheet as text."""
    rows = [title, ""]
    for line in lines:
        who = f" · {line.speaker}" if line.speaker else ""
        done = " · recorded" if line.recording else ""
        rows += [
            f"{line.number:>3}.{who} · {room_text(line)} · {line.name}.wav{done}",
            f"     {line.text}",
            "",
        ]
    return "\n".join(rows)


def room_text(line: ScriptLine) -> str:
    """How long the line may take, for people."""
    usual = f"about {float(line.usual):.1f} s"
    return usual if line.room is None else f"{usual}, at most {float(line.room):.1f} s"


__all__ = [
    "SHEET",
    "ScriptLine",
    "in_folder",
    "numbers_sheet",
    "room_text",
    "rooms_of",
    "script_lines",
    "text_sheet",
]
