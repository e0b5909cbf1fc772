"""Sound from any file, as the mixer takes it: 48 kHz, stereo, 32-bit float."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compiler.media.ogg import pages_hold
from compiler.media.opening import open_media, require_file
from compiler.media.photo_kinds import photo_words
from compiler.model.errors import BadMedia

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

SAMPLE_RATE = 48_000

Samples = NDArray[np.float32]
"""(n, 2) float32, left and right, full scale being 1.0."""

INAUDIBLE = 10 ** (-75 / 20)
"""What stays below has nothing in it that can be heard."""
MOST_AMPLITUDE = 100.0
"""40 dB over full scale: what is larger is no sound, or one in the numbers of another scale."""

_SLACK_SECONDS = Fraction(1, 4)
_MOST_BAD_PACKETS = 3


def read_samples(path: Path) -> Iterator[Samples]:
    """The file's first sound, in pieces of some thousand samples.

    More than two channels are mixed down, one is heard on both sides.

    Raises:
        BadMedia: missing, no regular file, unreadable, cut off, of an unknown format or codec, or without
            sound; also when less can be decoded than the file promises, or where samples are no numbers or far
            beyond full scale.
    """
    with open_sound(path) as (container, stream):
        if not pages_hold(path):
            raise BadMedia(
                f"{path} is damaged: not all of it is as it was written", hint="copy or export it again"
            )
        heard = 0
        for part in resampled(sound_frames(container, stream, path), "stereo"):
            heard += part.samples
            yield _samples(part, path)
        _check_length(path, Fraction(heard, SAMPLE_RATE), container, stream)


@contextmanager
def open_sound(
    path: Path, hint: str = "name a sound file here, such as a WAV or MP3"
) -> Iterator[tuple["InputContainer", "AudioStream"]]:
    """The file as an open container and its sound, for the length of a `with` block; `hint` where it has none.

    Raises:
        BadMedia: as :func:`open_media`; also where it is a photo, or has no sound that can be decoded.
    """
    require_file(path)
    words = photo_words(path)
    if words:
        raise BadMedia(f"{path} is {words} and has no sound", hint=hint)
    with open_media(path) as container:
        yield container, _sound_stream(container, path, hint)


def _sound_stream(container: "InputContainer", path: Path, hint: str) -> "AudioStream":
    """The first track that can be decoded: phones put one of their own before the one for everybody.

    Raises:
        BadMedia: there is none.
    """
    if not container.streams.audio:
        raise BadMedia(f"{path} has no sound in it", hint=hint)
    for stream in container.streams.audio:
        if stream.codec_context is not None and stream.codec_context.sample_rate:
            return stream
    raise BadMedia(f"{path} is in a sound codec that is not known here", hint="export it as WAV or MP3")


def sound_frames(container: "InputContainer", stream: "AudioStream", path: Path) -> Iterator["AudioFrame"]:
    """The frames of the track.

    Raises:
        BadMedia: it is encrypted or damaged.
    """
    import av

    bad = 0
    for packet in container.demux(stream):
        if packet.has_sidedata("encryption_info"):
            raise BadMedia(f"{path} is encrypted", hint="use a copy without copy protection")
        try:
            frames = packet.decode()
        except av.error.InvalidDataError as error:
            bad += 1  # some files begin or end with a scrap of a packet
            if bad > _MOST_BAD_PACKETS:
                raise BadMedia(f"{path} is damaged: its sound cannot be decoded") from error
            continue
        yield from frames


def resampled(frames: Iterable["AudioFrame"], layout: str) -> Iterator["AudioFrame"]:
    """Frames as the mixer takes them, one after the other; what they are may change on the way.

    Files that were put together from several do so, and so does one with a damaged header of a frame.
    """
    from av import AudioResampler

    resampler, before = None, None
    for frame in frames:
        what = (frame.format.name, frame.layout.name, frame.sample_rate)
        if resampler is None or what != before:
            if resampler is not None:
                yield from resampler.resample(None)
            resampler, before = AudioResampler(format="flt", layout=layout, rate=SAMPLE_RATE), what
        frame.pts = None  # so that the resampler does not mind their times
        yield from resampler.resample(frame)
    if resampler is not None:
        yield from resampler.resample(None)


def _samples(frame: "AudioFrame", path: Path) -> Samples:
    return require_sound(frame.to_ndarray().reshape(-1, 2).astype(np.float32, copy=False), path)


def require_sound(samples: Samples, path: Path) -> Samples:
    """The same samples, which are sound.

    Raises:
        BadMedia: some are no numbers, or far beyond full scale.
    """
    peak = float(np.abs(samples).max(initial=0))
    if not peak <= MOST_AMPLITUDE:  # also where it is no number
        what = f"up to {peak:g} times full scale" if np.isfinite(peak) else "no numbers"
        raise BadMedia(f"{path} is damaged: some of its samples are {what}", hint="export it as 16-bit WAV")
    return samples


def _promised(container: "InputContainer", stream: "AudioStream") -> Fraction:
    if stream.duration and stream.time_base:
        return stream.duration * stream.time_base
    return Fraction(container.duration or 0, 1_000_000)


def _check_length(path: Path, heard: Fraction, container: "InputContainer", stream: "AudioStream") -> None:
    promised = _promised(container, stream)
    exact = bool(stream.duration) and container.format.name not in {"mp3", "aac"}
    slack = _SLACK_SECONDS if exact else max(Fraction(1), promised / 10)
    if not heard or heard + slack < promised:
        raise BadMedia(
            f"{path} is damaged or cut off: {float(heard):.1f} s of {float(promised):.1f} s are there",
            hint="copy or export it again",
        )
