"""Speech files -> samples at one loudness, so that every voice and recording is heard alike."""

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np

from compiler.media.audio import read_samples
from compiler.mix.loudness import loudness_of
from compiler.mix.samples import SAMPLE_RATE, Samples, amplitude, level_db
from compiler.model.errors import BadMedia
from compiler.model.routine import Utterance
from compiler.store import file_digest

SPEECH_LUFS = -19.0
"""Every utterance is brought to this, before the gain of the whole mix."""

_MOST_KEPT_BYTES = 64_000_000


class Spoken(Protocol):
    """Words in a sound file, as narration makes them."""

    @property
    def path(self) -> Path:
        """The file: any rate, any number of channels."""
        ...


SoundName = tuple[Path, float, str]

_kept: "OrderedDict[SoundName, Samples]" = OrderedDict()
"""What this process levelled last, by file and volume, oldest use first: versions of a routine say much the same."""


class SpeechShelf:
    """Levelled speech by utterance. What was used last is kept, up to a fixed number of bytes, for other mixes, too."""

    def __init__(self, speech: Mapping[Utterance, Spoken]) -> None:
        self._speech = speech

    def name(self, utterance: Utterance) -> SoundName:
        """What words of the same sound have in common, in any mix."""
        path, volume = self._speech[utterance].path, float(utterance.voice.volume)
        return path, volume, _digest(path)

    def take(self, utterance: Utterance) -> Samples:
        """The words, (1, n), at :data:`SPEECH_LUFS` changed by the voice's volume.

        Raises:
            BadMedia: the file is not there or cannot be read.
        """
        key = self.name(utterance)
        path, volume, _ = key
        if key not in _kept:
            _kept[key], _ = levelled_speech(path, volume)
            while sum(one.nbytes for one in _kept.values()) > _MOST_KEPT_BYTES and len(_kept) > 1:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key]


def _digest(path: Path) -> str:
    """What is in the file; nothing of one that cannot be read, which is told when it is."""
    try:
        return file_digest(path)
    except OSError:
        return ""


def levelled_speech(path: Path, volume: float) -> tuple[Samples, int]:
    """The words in a sound file, (1, n) at :data:`SPEECH_LUFS` changed by `volume` (0 to 1), and their sample rate.

    Raises:
        BadMedia: the file is not there, cannot be read or holds nothing.
    """
    blocks = [block.mean(axis=1) for block in read_samples(path)]
    if not blocks:
        raise BadMedia(f"{path} holds no sound")
    samples = np.concatenate(blocks).astype(np.float32)[None]
    loudness = loudness_of(samples)
    if volume <= 0 or loudness == float("-inf"):
        return np.zeros_like(samples), SAMPLE_RATE
    gain = np.float32(amplitude(SPEECH_LUFS + level_db(volume) - loudness))
    return samples * gain, SAMPLE_RATE
