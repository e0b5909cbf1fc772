"""Timeline -> the whole mix in blocks, before mastering: each sound starts at its own sample."""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from compiler.mix.clip_sound import heard_clips
from compiler.mix.music import Bed
from compiler.mix.samples import BLOCK, Samples, sample_at
from compiler.mix.speaking import SpeechShelf, Spoken
from compiler.mix.tones import tone
from compiler.model.routine import Utterance
from compiler.model.timeline import Timeline, ToneKind


@dataclass(frozen=True, slots=True)
class Placed:
    """A sound from sample `start` up to `stop` or less; made when needed. Those of one `name` are the same sound."""

    start: int
    stop: int
    samples: Callable[[], Samples]
    name: Hashable


def placed_sounds(timeline: Timeline, speech: Mapping[Utterance, Spoken]) -> list[Placed]:
    """Everything spoken, the sound of clips and every tone, in order of time."""
    rate, shelf = timeline.frame_rate, SpeechShelf(speech)
    spoken = spoken_ranges(timeline)
    words = [
        Placed(start, stop, partial(shelf.take, cue.utterance), shelf.name(cue.utterance))
        for cue, (start, stop) in zip(timeline.cues, spoken, strict=True)
    ]
    clips = [Placed(one.start, one.stop, partial(one.samples, spoken), one) for one in heard_clips(timeline)]
    tones = [_placed_tone(t.kind, sample_at(t.frame, rate)) for t in timeline.tones]
    return sorted([*words, *clips, *tones], key=lambda placed: placed.start)


def _placed_tone(kind: ToneKind, start: int) -> Placed:
    return Placed(start, start + tone(kind).shape[1], partial(tone, kind), kind)


def spoken_ranges(timeline: Timeline) -> list[tuple[int, int]]:
    """The samples in which somebody speaks."""
    rate = timeline.frame_rate
    return [(sample_at(c.range.start, rate), sample_at(c.range.stop, rate)) for c in timeline.cues]


def quiet_ranges(timeline: Timeline) -> list[tuple[int, int]]:
    """The samples in which music is lower: somebody speaks, or a clip is as loud as that."""
    loud = (
        (one.start, one.stop)
        for one in heard_clips(timeline)
        if one.footage.sound and one.footage.sound.level_db >= 0
    )
    return sorted([*spoken_ranges(timeline), *loud])


def mixed(sounds: list[Placed], part: range, music: Bed | None) -> Iterator[Samples]:
    """A part of the mix, in blocks of (1, n), or of (2, n) with music."""
    waiting = deque(sound for sound in sounds if sound.start < part.stop and sound.stop > part.start)
    playing: list[tuple[int, Samples]] = []
    for start in part[::BLOCK]:
        stop = min(start + BLOCK, part.stop)
        while waiting and waiting[0].start < stop:
            placed = waiting.popleft()
            playing.append((placed.start, placed.samples()))
        block = music.block(start, stop) if music else np.zeros((1, stop - start), np.float32)
        for begin, samples in playing:
            _add(block, start, begin, samples)
        playing = [(begin, s) for begin, s in playing if begin + s.shape[1] > stop]
        yield block


def _add(block: Samples, start: int, begin: int, samples: Samples) -> None:
    """Add what lies in `block`, which starts at sample `start`, of `samples`, which begin at `begin`."""
    first, last = max(begin, start), min(begin + samples.shape[1], start + block.shape[1])
    if first < last:
        block[:, first - start : last - start] += samples[:, first - begin : last - begin]


def total_samples(timeline: Timeline) -> int:
    """The length of the sound: exactly that of the picture, to the nearest sample."""
    return sample_at(timeline.frames, timeline.frame_rate)
