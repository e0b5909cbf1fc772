"""The whole mix -> one gain, a limiter and an encoder; measured until it is as loud as it should be.

Every utterance comes at -19 LUFS and pauses do not count (the measure is gated), so the gain is about 6 dB
whatever the routine: how loud a cue is hardly depends on the rest. A mix in which nobody speaks gets a fixed
gain unmeasured, so that a few ticks are not blown up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from compiler.mix.clip_sound import heard_clips
from compiler.mix.encode import write_aac
from compiler.mix.limiter import TruePeakMeter, limited
from compiler.mix.loudness import LoudnessMeter
from compiler.mix.music import Bed, bed
from compiler.mix.placing import Placed, mixed, placed_sounds, quiet_ranges, total_samples
from compiler.mix.samples import Samples, amplitude, level_db
from compiler.mix.speaking import SPEECH_LUFS, Spoken
from compiler.model.routine import Utterance
from compiler.model.timeline import Timeline

MIX_VERSION = 2
"""Raised when the same timeline and speech come to another sound; part of the key it is kept under."""

TARGET_LUFS = -14.0
CEILING_DBTP = -1.0
"""No true peak of the finished file is above this."""

_LIMITER_DBTP = -1.5
"""Where the limiter holds: the encoder adds a little to peaks."""
_LOST_DB = 1.1
"""What the limiter and the short pauses between words take: the search starts at the nominal gain and this."""
_CLOSE_ENOUGH = 0.6
"""A correction of less than this is made without being measured before the last pass."""
_MOST_ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A finished track of `samples` at 48 kHz, stereo, and what was measured on it before it was encoded.

    `loudness_lufs` is minus infinity where the whole is silent; `gain_db` is what the mix was raised by.
    """

    path: Path
    samples: int
    loudness_lufs: float
    true_peak_dbtp: float
    gain_db: float


@dataclass(frozen=True, slots=True)
class _Mixer:
    """Makes the blocks of the limited mix, as often as they are needed."""

    sounds: list[Placed]
    total: int
    music: Bed | None

    def blocks(self, gain_db: float) -> Iterator[Samples]:
        gain = np.float32(amplitude(gain_db))
        raised = (block * gain for block in mixed(self.sounds, self.total, self.music))
        return limited(raised, amplitude(_LIMITER_DBTP))


def mix(
    timeline: Timeline,
    speech: Mapping[Utterance, Spoken],
    *,
    destination: Path,
    target_lufs: float = TARGET_LUFS,
    on_progress: Callable[[float], None] | None = None,
) -> Sound:
    """Write the sound of `timeline` to `destination`: AAC-LC, 48 kHz, stereo, in an MP4 container.

    Each cue and tone starts at the sample of its frame; what outlasts the timeline is cut there.
    The whole comes out at `target_lufs`, pauses not counted. `on_progress` gets shares from 0 to 1. The same input
    makes the same bytes.

    Raises:
        BadMedia: the music or a speech file is missing or cannot be read.
        KeyError: `speech` lacks an utterance of the timeline.
    """
    total = total_samples(timeline)
    music = timeline.music
    with bed(music, quiet_ranges(timeline), total) if music else nullcontext() as under:
        mixer = _Mixer(placed_sounds(timeline, speech), total, under)
        progress = _Progress(total, on_progress)
        gain_db = target_lufs - SPEECH_LUFS
        if _has_speech_or_clips(timeline):
            gain_db = _gain(mixer, progress, target_lufs)
        return _write(mixer, gain_db, destination, progress)


def _has_speech_or_clips(timeline: Timeline) -> bool:
    return bool(timeline.cues) or any(heard_clips(timeline))


def _gain(mixer: _Mixer, progress: "_Progress", target_lufs: float) -> float:
    """The gain in dB that brings the limited mix to the target; the nominal one where all is silent."""
    gain_db = target_lufs - SPEECH_LUFS + _LOST_DB
    for done in range(_MOST_ROUNDS):
        meter = LoudnessMeter()
        for block in progress.over(mixer.blocks(gain_db), done / (done + 2), (done + 1) / (done + 3)):
            meter.add(block)
        missing = target_lufs - meter.integrated()
        if missing == float("inf"):
            return target_lufs - SPEECH_LUFS
        gain_db += missing
        if abs(missing) < _CLOSE_ENOUGH:
            break
    return gain_db


def _write(mixer: _Mixer, gain_db: float, destination: Path, progress: "_Progress") -> Sound:
    loudness, peak = LoudnessMeter(), TruePeakMeter()

    def watched() -> Iterator[Samples]:
        for block in progress.over(mixer.blocks(gain_db), progress.reached, 1.0):
            loudness.add(block)
            peak.add(block)
            yield block

    samples = write_aac(destination, watched())
    return Sound(
        path=destination,
        samples=samples,
        loudness_lufs=loudness.integrated(),
        true_peak_dbtp=level_db(peak.finish()),
        gain_db=gain_db,
    )


class _Progress:
    """Tells how far the work is, over several passes."""

    def __init__(self, total: int, tell: Callable[[float], None] | None) -> None:
        self._total = max(1, total)
        self._tell = tell
        self.reached = 0.0

    def over(self, blocks: Iterable[Samples], start: float, stop: float) -> Iterator[Samples]:
        """`blocks`, telling after each a share from `start` to `stop`."""
        done = 0
        for block in blocks:
            yield block
            done += block.shape[1]
            self.reached = start + (stop - start) * done / self._total
            if self._tell:
                self._tell(min(1.0, self.reached))
