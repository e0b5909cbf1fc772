"""Kokoro: phonemes and a style -> sound. 82 million weights for all voices; a voice is a table of styles."""

from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compiler.model.aligning import places
from compiler.narrate.neural.clauses import halves
from compiler.narrate.neural.phonemes import phonemes
from compiler.narrate.neural.said import Said, one_after_the_other
from compiler.narrate.neural.sessions import BadVoice, session, telling
from compiler.narrate.neural.stretching import stretched

SAMPLE_RATE = 24_000
MOST_PHONEMES = 400
"""The network takes 510 at once; a little before that it begins to hurry."""
STYLE_SHAPE = (510, 256)

_DURATIONS = "/encoder/Clip_output_0"
"""What the network has for how long each token lasts, the two at the ends among them."""

SAMPLES_OF_A_DURATION = 600

SLOWEST = 1.05
"""Below this speed the network puts a murmur of a tenth of a second before the first word, a voice where there
should be none: "a six", "uh, pelvic tilt", "angle" for "ankle". What is to be slower is stretched afterwards."""

_SYMBOLS = {
    ";": 1,
    ":": 2,
    ",": 3,
    ".": 4,
    "!": 5,
    "?": 6,
    "—": 9,
    "…": 10,
    '"': 11,
    "(": 12,
    ")": 13,
    "“": 14,
    "”": 15,
    " ": 16,
    "\u0303": 17,
    "ʣ": 18,
    "ʥ": 19,
    "ʦ": 20,
    "ʨ": 21,
    "ᵝ": 22,
    "ꭧ": 23,
    "A": 24,
    "I": 25,
    "O": 31,
    "Q": 33,
    "S": 35,
    "T": 36,
    "W": 39,
    "Y": 41,
    "ᵊ": 42,
    "a": 43,
    "b": 44,
    "c": 45,
    "d": 46,
    "e": 47,
    "f": 48,
    "h": 50,
    "i": 51,
    "j": 52,
    "k": 53,
    "l": 54,
    "m": 55,
    "n": 56,
    "o": 57,
    "p": 58,
    "q": 59,
    "r": 60,
    "s": 61,
    "t": 62,
    "u": 63,
    "v": 64,
    "w": 65,
    "x": 66,
    "y": 67,
    "z": 68,
    "ɑ": 69,
    "ɐ": 70,
    "ɒ": 71,
    "æ": 72,
    "β": 75,
    "ɔ": 76,
    "ɕ": 77,
    "ç": 78,
    "ɖ": 80,
    "ð": 81,
    "ʤ": 82,
    "ə": 83,
    "ɚ": 85,
    "ɛ": 86,
    "ɜ": 87,
    "ɟ": 90,
    "ɡ": 92,
    "ɥ": 99,
    "ɨ": 101,
    "ɪ": 102,
    "ʝ": 103,
    "ɯ": 110,
    "ɰ": 111,
    "ŋ": 112,
    "ɳ": 113,
    "ɲ": 114,
    "ɴ": 115,
    "ø": 116,
    "ɸ": 118,
    "θ": 119,
    "œ": 120,
    "ɹ": 123,
    "ɾ": 125,
    "ɻ": 126,
    "ʁ": 128,
    "ɽ": 129,
    "ʂ": 130,
    "ʃ": 131,
    "ʈ": 132,
    "ʧ": 133,
    "ʊ": 135,
    "ʋ": 136,
    "ʌ": 138,
    "ɣ": 139,
    "ɤ": 140,
    "χ": 142,
    "ʎ": 143,
    "ʒ": 147,
    "ʔ": 148,
    "ˈ": 156,
    "ˌ": 157,
    "ː": 158,
    "ʰ": 162,
    "ʲ": 164,
    "↓": 169,
    "→": 171,
    "↗": 172,
    "↘": 173,
    "ᵻ": 177,
}
"""What the network was trained on: each phoneme's number, from the configuration of Kokoro-82M (Apache-2.0)."""

Samples = NDArray[np.float32]


def styles(table: bytes) -> Samples:
    """A voice's file: a style for each number of phonemes."""
    values = np.frombuffer(table, "<f4")
    if values.size != STYLE_SHAPE[0] * STYLE_SHAPE[1]:
        raise BadVoice(
            f"a Kokoro voice holds {STYLE_SHAPE[0]} × {STYLE_SHAPE[1]} numbers, this {values.size}"
        )
    return values.reshape(STYLE_SHAPE)


class Kokoro:
    """The network, loaded once."""

    def __init__(self, network: bytes) -> None:
        self._session: Any = session(telling(network, _DURATIONS))

    def say(self, sentence: str, language: str, table: Samples, speed: float) -> Said:
        """One sentence, with the quiet that the network leaves around it, at 24 kHz."""
        spelt = phonemes(sentence, language)
        parts = halves(sentence) if len(spelt) > MOST_PHONEMES else None
        if parts:
            return one_after_the_other([self.say(part, language, table, speed) for part in parts])
        symbols = [symbol for symbol in spelt if symbol in _SYMBOLS][: STYLE_SHAPE[0]]
        tokens = [_SYMBOLS[symbol] for symbol in symbols]
        if not tokens:
            raise BadVoice(f"no sound is known for {sentence!r}")
        feeds = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": table[len(tokens) - 1][None],
            "speed": np.array([max(speed, SLOWEST)], np.float32),
        }
        samples, durations = (
            np.asarray(value, np.float32).reshape(-1) for value in self._session.run(None, feeds)
        )
        tempo = min(1.0, speed / SLOWEST)
        slow = samples if tempo == 1 else stretched(samples, SAMPLE_RATE, tempo)
        cut = len(samples) / tempo - len(slow)  # the filter takes some 25 ms off the beginning
        begins = np.maximum(0, np.cumsum(durations) * SAMPLES_OF_A_DURATION / tempo - cut)
        words = sentence.split()
        firsts = _first_symbols(words, language, symbols)
        return Said(
            samples=slow,
            words=tuple((round(begins[first]), word) for first, word in zip(firsts, words, strict=True)),
        )


def _first_symbols(words: list[str], language: str, symbols: list[str]) -> list[int]:
    """Which of a sentence's symbols each of its words begins with, as far as its own phonemes are found in them."""
    spelt = [phonemes(word, language) if any(map(str.isalnum, word)) else "" for word in words]
    firsts = [0, *accumulate(map(len, spelt))][:-1]
    found = places("".join(spelt), symbols)
    return [found[min(first, len(found) - 1)] if found else 0 for first in firsts]
