"""Piper: phonemes -> sound, each voice a network of its own with a description beside it (NAME.onnx.json)."""

import json
import unicodedata
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from compiler.narrate.neural.phonemes import raw_ipa
from compiler.narrate.neural.said import Said
from compiler.narrate.neural.sessions import BadVoice, session

_PAD, _START, _END = "_", "^", "$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What stands beside a network: its rate, its language for espeak-ng, the numbers of its phonemes."""

    sample_rate: int
    language: str
    length_scale: float
    speakers: int
    numbers: dict[str, list[int]]

    @classmethod
    def read(cls, text: bytes) -> Self:
        """Read the JSON.

        Raises:
            BadVoice: it is not the description of a Piper voice that reads espeak-ng's phonemes.
        """
        try:
            written = json.loads(text)
            if written.get("phoneme_type", "espeak") != "espeak":
                raise BadVoice(f"it reads {written['phoneme_type']} and not espeak-ng's phonemes")
            return cls(
                sample_rate=int(written["audio"]["sample_rate"]),
                language=str(written["espeak"]["voice"]),
                length_scale=float(written.get("inference", {}).get("length_scale", 1.0)),
                speakers=int(written.get("num_speakers", 1)),
                numbers={str(k): [int(n) for n in v] for k, v in written["phoneme_id_map"].items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadVoice(f"this is not the description of a Piper voice: {error!r}") from error

    def tokens(self, ipa: str) -> list[int]:
        """The numbers of the phonemes that are known, with a pad after each."""
        said = [self.numbers[c] for c in unicodedata.normalize("NFD", ipa) if c in self.numbers]
        if not said:
            return []
        pad = self.numbers.get(_PAD, [0])
        inner = [number for numbers in said for number in (*numbers, *pad)]
        return [*self.numbers.get(_START, [1]), *pad, *inner, *self.numbers.get(_END, [2])]


class Piper:
    """One voice, loaded once."""

    def __init__(self, network: bytes, description: bytes) -> None:
        self._session: Any = session(network)
        self.described = Description.read(description)

    def say(self, sentence: str, slowness: float) -> Said:
        """One sentence at the voice's rate; `slowness` multiplies the voice's own length.

        No noise is added: with it no two runs are the same.
        """
        described = self.described
        tokens = described.tokens(raw_ipa(sentence, described.language))
        if not tokens:
            raise BadVoice(f"no sound is known for {sentence!r}")
        feeds = {
            "input": np.array([tokens], np.int64),
            "input_lengths": np.array([len(tokens)], np.int64),
            "scales": np.array([0.0, described.length_scale * slowness, 0.0], np.float32),
        }
        if described.speakers > 1:
            feeds["sid"] = np.array([0], np.int64)
        return Said(samples=np.asarray(self._session.run(None, feeds)[0], np.float32).reshape(-1))
