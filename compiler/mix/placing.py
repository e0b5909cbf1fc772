"""Timeline -> the whole mix in blocks, before mastering: each sound starts at its own sample."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from compiler.mix.clip_sound import heard_clips
from compiler.mix.music import Bed
from compiler.mix.samples import BLOCK, Samples, sample_at
from compiler.mix.speaking import SpeechShelf, Spoken
from compiler.mix.tones import tone
from compiler.model.routine import Utterance
from compiler.model.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Placed:
    """A sound that starts at sample `start`; made when it is needed."""

    start: int
    samples: Callable[[], Samples]


def placed_sounds(timeline: Timeline, speech: Mapping[Utterance, Spoken]) -> list[Placed]:
    """Everything spoken, the sound of clips and every tone, in order of time."""
    rate, shelf = timeline.frame_rate, SpeechShelf(speech)
    words = [
        Placed(sample_at(cue.range.start, rate), partial(shelf.take, cue.utterance)) for cue in timeline.cues
    ]
    heard = list(heard_clips(timeline))
    spoken = spoken_ranges(timeline) if heard else []
    clips = [Placed(one.start, partial(one.samples, spoken)) for one in heard]
    tones = [Placed(sample_at(t.frame, rate), partial(tone, t.kind)) for t in timeline.tones]
    return sorted([*words, *clips, *tones], key=lambda placed: placed.start)


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


def mixed(sounds: list[Placed], total: int, music: Bed | None) -> Iterator[Samples]:
    """The mix of `total` samples in blocks of (1, n), or of (2, n) where there is music."""
    waiting = deque(sounds)
    playing: list[tuple[int, Samples]] = []
    for start in range(0, total, BLOCK):
        stop = min(start + BLOCK, total)
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
