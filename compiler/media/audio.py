"""Sound files -> samples."""

import os
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from compiler.errors import BadMedia

SAMPLE_RATE = 48_000

_FORMATS = "wav,mp3,flac,ogg,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,aiff,caf,aac,w64,amr"
_OPTIONS = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}


def read_samples(path: Path) -> Iterator[NDArray[np.float32]]:
    """Blocks of (n, 2) float32 at 48 kHz, full scale 1, of the first sound stream; mono is on both sides.

    Raises:
        BadMedia: there is no such file, it has no sound, or it cannot be read to its end.
    """
    if not path.is_file():
        raise BadMedia(f"there is no file {path}")
    try:
        with av.open(os.fspath(path), options=_OPTIONS) as container:
            if not container.streams.audio:
                raise BadMedia(f"{path} has no sound")
            resampler = av.AudioResampler(format="flt", layout="stereo", rate=SAMPLE_RATE)
            for frame in container.decode(audio=0):
                for block in resampler.resample(frame):
                    yield np.asarray(block.to_ndarray(), np.float32).reshape(-1, 2)
            for block in resampler.resample(None):
                yield np.asarray(block.to_ndarray(), np.float32).reshape(-1, 2)
    except av.FFmpegError as error:
        raise BadMedia(f"{path} cannot be read as sound: {error.strerror}") from error
