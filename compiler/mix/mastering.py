"""The whole mix -> one gain, a limiter and an encoder; measured until it is as loud as it should be.

Every utterance comes at -19 LUFS and pauses do not count (the measure is gated), so the gain is about 6 dB
whatever the routine: how loud a cue is hardly depends on the rest. A mix in which nobody speaks gets a fixed
gain unmeasured, so that a few ticks are not blown up.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from compiler.mix.clip_sound import heard_clips
from compiler.mix.encode import write_aac
from compiler.mix.foreseeing import foreseen_loudness
from compiler.mix.limiter import TruePeakMeter, raised
from compiler.mix.loudness import HOP, LoudnessMeter, gated_loudness
from compiler.mix.music import Bed, bed
from compiler.mix.pauses import halves
from compiler.mix.placing import Placed, mixed, placed_sounds, quiet_ranges, total_samples
from compiler.mix.samples import Samples, amplitude, level_db
from compiler.mix.speaking import SPEECH_LUFS, Spoken
from compiler.model.routine import Utterance
from compiler.model.timeline import Timeline

MIX_VERSION = 3
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
class Mixer:
    """Makes the blocks of the limited mix, as often as they are needed."""

    sounds: list[Placed]
    parts: tuple[range, ...]
    music: Bed | None

    @property
    def total(self) -> int:
        return self.parts[-1].stop

    def blocks(self, gain_db: float, part: range) -> Iterator[Samples]:
        """Those of a part of the mix, raised by so many dB."""
        return raised(mixed(self.sounds, part, self.music), gain_db, amplitude(_LIMITER_DBTP))

    def measured(self, gain_db: float) -> float:
        """How loud the mix is at a gain: measured on the whole of it."""
        meter = LoudnessMeter()
        for block in self.blocks(gain_db, range(self.total)):
            meter.add(block)
        return meter.integrated()

    def foreseen(self, gain_db: float) -> float:
        """How loud it will be, told from its sounds."""
        return foreseen_loudness(self.sounds, self.total, gain_db, amplitude(_LIMITER_DBTP))


@dataclass(slots=True)
class _Watched:
    """Blocks of a part, measured as they go by."""

    blocks: Iterator[Samples]
    loudness: LoudnessMeter = field(default_factory=LoudnessMeter)
    peak: TruePeakMeter = field(default_factory=TruePeakMeter)

    def __iter__(self) -> Iterator[Samples]:
        for block in self.blocks:
            self.loudness.add(block)
            self.peak.add(block)
            yield block


def mix(
    timeline: Timeline,
    speech: Mapping[Utterance, Spoken],
    *,
    destination: Path,
    target_lufs: float = TARGET_LUFS,
) -> Sound:
    """Write the sound of `timeline` to `destination`: AAC-LC, 48 kHz, stereo, in an MP4 container.

    Each cue and tone starts at the sample of its frame; what outlasts the timeline is cut there.
    The whole comes out at `target_lufs`, pauses not counted. The same input makes the same bytes.

    Raises:
        BadMedia: the music or a speech file is missing or cannot be read.
        KeyError: `speech` lacks an utterance of the timeline.
    """
    total = total_samples(timeline)
    sounds, music = placed_sounds(timeline, speech), timeline.music
    alone = music is None and not any(heard_clips(timeline))
    with bed(music, quiet_ranges(timeline), total) if music else nullcontext() as under:
        mixer = Mixer(sounds, halves(sounds, total) if alone else (range(total),), under)
        gain_db = nominal_gain(timeline, target_lufs)
        if _has_speech_or_clips(timeline):
            gain_db = _gain(mixer.foreseen if alone else mixer.measured, gain_db, target_lufs)
        return _write(mixer, gain_db, destination)


def nominal_gain(timeline: Timeline, target_lufs: float) -> float:
    """The gain in dB that is near the one which brings the mix to the target; the very one where nobody speaks."""
    return target_lufs - SPEECH_LUFS + (_LOST_DB if _has_speech_or_clips(timeline) else 0)


def _has_speech_or_clips(timeline: Timeline) -> bool:
    return bool(timeline.cues) or any(heard_clips(timeline))


def _gain(loudness_at: Callable[[float], float], gain_db: float, target_lufs: float) -> float:
    """The gain in dB that brings the limited mix to the target, near `gain_db`; a plain one where all is silent."""
    for _ in range(_MOST_ROUNDS):
        missing = target_lufs - loudness_at(gain_db)
        if missing == float("inf"):
            return target_lufs - SPEECH_LUFS
        gain_db += missing
        if abs(missing) < _CLOSE_ENOUGH:
            break
    return gain_db


def _write(mixer: Mixer, gain_db: float, destination: Path) -> Sound:
    watched = [_Watched(mixer.blocks(gain_db, part)) for part in mixer.parts]
    samples = write_aac(destination, watched)
    hops = np.concatenate([one.loudness.hop_energies() for one in watched])
    return Sound(
        path=destination,
        samples=samples,
        loudness_lufs=gated_loudness(hops[: samples // HOP]),
        true_peak_dbtp=level_db(max(one.peak.finish() for one in watched)),
        gain_db=gain_db,
    )
