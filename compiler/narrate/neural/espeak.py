"""Words -> IPA by espeak-ng, which comes with `espeakng-loader`; nothing is spoken. One process, one thread."""

import ctypes
import os
from pathlib import Path

from compiler.narrate.neural.clauses import marked

MARKS = ".,;:!?…—"
"""Marks that a voice reads: kept at their places, as espeak-ng drops them."""

_PLAIN_IPA = 0x02
_TIED_IPA = 0x82 | ord("^") << 8
_UTF8 = 1
_NO_SOUND = 2
_STAY_ALIVE = 0x8000


class _Voice(ctypes.Structure):
    """What the library takes as a description of a voice; only the languages are filled in."""

    _fields_ = [
        ("name", ctypes.c_char_p), ("languages", ctypes.c_char_p), ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte), ("age", ctypes.c_ubyte), ("variant", ctypes.c_ubyte),
        ("unused", ctypes.c_ubyte), ("score", ctypes.c_int), ("spare", ctypes.c_void_p),
    ]  # fmt: skip


class EspeakPhonemes:
    """The library, started once for this process.

    Raises:
        RuntimeError: its data is not there, or it has no such voice (language).
    """

    def __init__(self) -> None:
        import espeakng_loader

        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        data = Path(espeakng_loader.get_data_path())
        if self._library.espeak_Initialize(_NO_SOUND, 0, os.fsencode(data), _STAY_ALIVE) < 0:
            raise RuntimeError(f"espeak-ng cannot read its data at {data}")
        self._voice = ""

    def ipa(self, words: str, voice: str, *, tied: bool) -> str:
        """`words` as IPA in the language `voice`; with `tied`, letters of one sound have a ``^`` between them."""
        if voice != self._voice:
            self._choose(voice)
        said = ((self._clause(stretch, tied=tied), mark) for stretch, mark in marked(words, MARKS))
        return " ".join(f"{ipa}{mark}" for ipa, mark in said)

    def _choose(self, voice: str) -> None:
        """By its own name, else whatever speaks that language: `en-gb` is only a language."""
        wanted = _Voice(languages=voice.encode())
        if self._library.espeak_SetVoiceByName(voice.encode()) and self._library.espeak_SetVoiceByProperties(
            ctypes.byref(wanted)
        ):
            raise RuntimeError(f"espeak-ng has no language {voice!r}")
        self._voice = voice

    def _clause(self, words: str, *, tied: bool) -> str:
        text = ctypes.c_char_p(words.encode())
        mode = _TIED_IPA if tied else _PLAIN_IPA
        heard = []
        while text.value:
            part = self._library.espeak_TextToPhonemes(ctypes.byref(text), _UTF8, mode)
            heard.append((part or b"").decode("utf-8", "replace"))
        return " ".join(" ".join(heard).replace("_", " ").split())
