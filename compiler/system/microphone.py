"""The machine's microphone, by `sounddevice` (the extra `record`)."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compiler.model.errors import ToolFailed

Samples = NDArray[np.float32]

_HINT = 'pip install "followalong[record]"; on Linux also PortAudio: apt install libportaudio2'
_BLOCK_SECONDS = 0.05
_PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemMicrophone:
    """The default input, one channel."""

    sample_rate: int = 48_000

    @contextmanager
    def blocks(self) -> Iterator[Iterator[Samples]]:
        """What it hears, in pieces of 50 ms.

        Raises:
            ToolFailed: there is no microphone, no library for it, or it may not be used.
        """
        try:
            import sounddevice
        except (ImportError, OSError) as error:
            raise ToolFailed(f"the microphone cannot be used: {error}", hint=_HINT) from error
        heard: queue.SimpleQueue[Samples] = queue.SimpleQueue()

        def hear(block: Samples, *_: object) -> None:
            heard.put(block[:, 0].copy())

        try:
            with sounddevice.InputStream(
                samplerate=self.sample_rate, channels=1, dtype="float32", callback=hear,
                blocksize=int(self.sample_rate * _BLOCK_SECONDS),
            ):  # fmt: skip
                yield _pieces(heard)
        except sounddevice.PortAudioError as error:
            hint = "is one plugged in, and may this program use it (the system's privacy settings)?"
            raise ToolFailed(f"the microphone cannot be used: {error}", hint=hint) from error


def _pieces(heard: "queue.SimpleQueue[Samples]") -> Iterator[Samples]:
    while True:
        try:
            yield heard.get(timeout=_PATIENCE_SECONDS)
        except queue.Empty:
            raise ToolFailed(
                "the microphone hears nothing at all", hint="is it plugged in and switched on?"
            ) from None
