"""The sound of clips that keep it: brought to a level, lower while somebody speaks, in step with the picture."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from compiler.media.footage_sound import footage_samples, part_seconds
from compiler.mix.loudness import LoudnessMeter
from compiler.mix.music import ducking
from compiler.mix.samples import SAMPLE_RATE, Samples, amplitude, sample_at
from compiler.mix.speaking import SPEECH_LUFS
from compiler.model.errors import BadMedia
from compiler.model.routine import Footage, Playback
from compiler.model.timeline import Timeline

_FADE_SECONDS = 0.03
_LONGEST_LISTENED = Fraction(60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A film whose sound is heard from sample `start` up to `stop` of the mix."""

    footage: Footage
    start: int
    stop: int

    @property
    def key(self) -> list[object]:
        """Everything but the file's bytes that decides how it sounds."""
        footage = self.footage
        assert footage.sound
        return [self.start, self.stop, footage.start, footage.stop, footage.playback, footage.sound.level_db]

    @property
    def part(self) -> Footage:
        """What of the film is heard, if it is longer."""
        end = self.footage.start + Fraction(self.stop - self.start, SAMPLE_RATE)
        stop = self.footage.stop
        return replace(self.footage, stop=end if stop is None else min(stop, end))

    def samples(self, spoken: list[tuple[int, int]]) -> Samples:
        """(1, n): what is heard, lower in the ranges of samples in which somebody speaks.

        Raises:
            BadMedia: the film is missing, unreadable or damaged, or has no sound.
        """
        count = self.stop - self.start
        found = _as_long_as(self.footage, count)
        places, levels = ducking(spoken)
        corners = np.arange(self.start, self.stop + SAMPLE_RATE // 100, SAMPLE_RATE // 100)
        curve = 10 ** (np.interp(corners, places, levels) / 20)
        levelled = found * np.interp(np.arange(self.start, self.stop), corners, curve).astype(np.float32)
        return (_soft(levelled) * np.float32(_gain(self.footage, found))).reshape(1, -1)


def heard_clips(timeline: Timeline) -> Iterator[Heard]:
    """Each step whose clip keeps its sound, in order."""
    for step in timeline.steps:
        media = step.scene.clip.media if step.scene.clip else None
        if isinstance(media, Footage) and media.sound and not media.sound.speaks:
            start, stop = (sample_at(n, timeline.frame_rate) for n in (step.range.start, step.range.stop))
            yield Heard(footage=media, start=start, stop=stop)


def check_clip_sound(footage: Footage) -> None:
    """That the clip has sound that can be heard, as far as the first minute tells.

    Raises:
        BadMedia: it has none, or it cannot be read.
    """
    found = footage_samples(footage, min(part_seconds(footage), _LONGEST_LISTENED))
    if _loudness(found) == float("-inf"):
        raise BadMedia(f"nothing can be heard in {footage.path}", hint="leave sound: out")


def _as_long_as(footage: Footage, count: int) -> Samples:
    """The part's sound, again and again where its pictures come again."""
    part = part_seconds(footage)
    found = footage_samples(footage, min(part, Fraction(count, SAMPLE_RATE)))
    if footage.playback is Playback.LOOP:
        return np.tile(found, -(-count // len(found)))[:count]
    return np.pad(found, (0, max(0, count - len(found))))[:count]


def _loudness(samples: Samples) -> float:
    meter = LoudnessMeter()
    meter.add(samples.reshape(1, -1))
    return meter.integrated()


def _gain(footage: Footage, samples: Samples) -> float:
    """What brings it to its level below speech; nothing is made louder than that in a short or silent part."""
    loudness = _loudness(samples)
    assert footage.sound
    return (
        amplitude(SPEECH_LUFS + float(footage.sound.level_db) - loudness) if loudness > float("-inf") else 0.0
    )


def _soft(samples: Samples) -> Samples:
    """The same, faded in and out, so that nothing clicks."""
    length = min(len(samples) // 2, int(_FADE_SECONDS * SAMPLE_RATE))
    ramp = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
    soft = samples.copy()
    soft[:length] *= ramp
    soft[len(soft) - length :] *= ramp[::-1]
    return soft
