"""What a file holds, as far as its header and first frame tell."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.media.opening import open_media, refuse_too_large
from compiler.media.orientation import orientation
from compiler.media.photos import moving_webp, probe_photo, still_kind, webp_seconds
from compiler.model.errors import BadMedia, Diagnostic, ExitCode, Severity
from compiler.model.routine import Footage, Motion
from compiler.model.timing import written_duration

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_STRANGE_RATE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaInfo:
    """A file with moving pictures.

    `size` is the upright width and height in pixels as they are seen: turned, and with square pixels.
    `frame_rate` is the average one. `duration` is in seconds, of the pictures; of a photo, which is `still`, 0.
    """

    path: Path
    size: tuple[int, int]
    frame_rate: Fraction
    duration: Fraction
    video_codec: str
    audio_codec: str | None
    interlaced: bool = False
    still: bool = False

    @property
    def has_audio(self) -> bool:
        """Whether there is sound in it."""
        return self.audio_codec is not None


def probe(path: Path) -> MediaInfo:
    """What the file holds: a film, an animation or a photo.

    Raises:
        BadMedia: missing, no regular file, unreadable, cut off, encrypted, of an unknown format or codec, too
            large, or without pictures.
    """
    if still_kind(path) or moving_webp(path):
        return _probed_photo(path)
    with open_media(path) as container:
        stream = video_stream(container, path)
        frame = first_frame(container, stream, path)
        width, height = display_size(stream, frame)
        return MediaInfo(
            path=path,
            size=(width, height),
            frame_rate=frame_rate_of(stream),
            duration=promised_duration(container, stream)[0] or lasting_seconds(path),
            video_codec=stream.codec_context.name,
            audio_codec=next(
                (s.codec_context.name for s in container.streams.audio if s.codec_context), None
            ),
            interlaced=frame.interlaced_frame,
        )


def _probed_photo(path: Path) -> MediaInfo:
    photo = probe_photo(path)
    return MediaInfo(
        path=path,
        size=photo.size,
        frame_rate=Fraction(10),
        duration=webp_seconds(path) if photo.kind.moving else Fraction(0),
        video_codec=photo.kind.name,
        audio_codec=None,
        still=not photo.kind.moving,
    )


def check_footage(footage: Footage) -> list[Diagnostic]:
    """What is wrong with a use of a file: the file itself, or a part of it that is not there."""
    try:
        infos = [probe(path) for path in footage.photos or (footage.path,)]
    except BadMedia as error:
        return [
            Diagnostic(message=d.message, hint=d.hint, span=footage.span, exit_code=ExitCode.BAD_MEDIA)
            for d in error.diagnostics
        ]
    info = infos[0]
    if footage.photos or footage.motion is not Motion.NONE or info.still:
        return _check_photos(footage, infos)
    one_frame = Fraction(1) / info.frame_rate
    trouble = trim_trouble(footage, info.duration, one_frame)
    if trouble:  # the header may say too little
        trouble = trim_trouble(footage, max(info.duration, lasting_seconds(footage.path)), one_frame)
    if not trouble:
        return []
    return [Diagnostic(message=trouble, span=footage.span, exit_code=ExitCode.BAD_MEDIA)]


def _check_photos(footage: Footage, infos: list[MediaInfo]) -> list[Diagnostic]:
    def wrong(message: str, hint: str, severity: Severity = Severity.ERROR) -> list[Diagnostic]:
        return [Diagnostic(message=message, hint=hint, span=footage.span, severity=severity)]

    moving = [info.path.name for info in infos if not info.still]
    if moving:
        only = "photos: is" if footage.photos else "motion: is"
        return wrong(
            f"{moving[0]} is no photo that stands still", f"{only} for photos; {moving[0]} moves by itself"
        )
    if footage.start or footage.stop is not None or footage.speed != 1:
        name = footage.path.name
        return wrong(
            f"{name} is a photo: in, out and speed change nothing", "leave them out", Severity.WARNING
        )
    return []


def cropped_share(info: MediaInfo, size: tuple[int, int]) -> Fraction:
    """How much of the picture `fit: cover` takes away in a frame of `size`: 0 is nothing, 1/2 half of it."""
    across = Fraction(size[0] * info.size[1], size[1] * info.size[0])
    return 1 - min(across, 1 / across)


def lasting_seconds(path: Path) -> Fraction:
    """How long the pictures last, by their packets: the whole file is read, and nothing decoded.

    Raises:
        BadMedia: as :func:`probe`.
    """
    if moving_webp(path):
        return webp_seconds(path)
    with open_media(path) as container:
        stream = video_stream(container, path)
        base = time_base_of(stream)
        one_frame = 1 / frame_rate_of(stream)
        end = Fraction(0)
        for packet in container.demux(stream):
            if packet.pts is not None:
                lasts = packet.duration * base if packet.duration else one_frame
                end = max(end, (packet.pts - (stream.start_time or 0)) * base + lasts)
        return end


def trim_trouble(footage: Footage, duration: Fraction, tolerance: Fraction) -> str | None:
    """Words for a trim that lies outside of `duration` seconds (by more than `tolerance`), or None."""
    name, lasts = footage.path.name, written_duration(Fraction(round(duration, 2)))
    if footage.stop is not None and footage.stop <= footage.start:
        return f"{name}: the part to use ends at or before its start"
    if footage.start >= duration:
        return f"{name} lasts {lasts}; the part to use starts at {written_duration(footage.start)}"
    if footage.stop is not None and footage.stop > duration + max(tolerance, Fraction(1, 10)):
        return f"{name} lasts {lasts}; the part to use ends at {written_duration(footage.stop)}"
    return None


def video_stream(container: "InputContainer", path: Path) -> "VideoStream":
    """The first moving pictures of a file that can be decoded; cover art is none.

    Raises:
        BadMedia: there are none, their codec is unknown, or they are too large.
    """
    moving = [s for s in container.streams.video if not is_no_film(s)]
    if not moving:
        raise BadMedia(f"{path} has no moving pictures in it", hint="name a video or a photo here")
    stream = next((s for s in moving if s.codec_context), None)
    if stream is None:
        raise BadMedia(f"{path} is in a codec that is not known here", hint="export it as H.264 in an MP4")
    refuse_too_large(path, stream.codec_context.width, stream.codec_context.height)
    return stream


def is_no_film(stream: "VideoStream") -> bool:
    """Cover art, thumbnails, and what is only a part of a picture or of another stream."""
    from av.stream import Disposition

    no_film = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.dependent
    return bool(Disposition(stream.disposition) & no_film)


def promised_duration(container: "InputContainer", stream: "VideoStream") -> tuple[Fraction, bool]:
    """How many seconds of pictures the header promises, and whether it says so of the pictures themselves.

    Where it does not, the whole file's length stands in, which may be that of its sound.
    """
    if stream.duration and stream.time_base:
        return stream.duration * stream.time_base, True
    tagged = _clock_tag(stream.metadata.get("DURATION", ""))
    if tagged:
        return tagged, True
    return Fraction(container.duration or 0, 1_000_000), False


def _clock_tag(text: str) -> Fraction | None:
    """Seconds of a Matroska tag such as 00:00:30.003000000."""
    parts = text.split(":")
    if len(parts) != 3 or not all(p.replace(".", "", 1).isdigit() for p in parts):
        return None
    return int(parts[0]) * 3600 + int(parts[1]) * 60 + Fraction(parts[2])


def frame_rate_of(stream: "VideoStream") -> Fraction:
    """Frames per second on average; a guess of 30 where the file makes no sense of it."""
    for rate in (stream.average_rate, stream.guessed_rate, stream.base_rate):
        if rate and 0 < rate <= _STRANGE_RATE:
            return Fraction(rate)
    return Fraction(30)


def time_base_of(stream: "VideoStream") -> Fraction:
    """The second's part that its stamps count; thousandths where the file does not say."""
    return stream.time_base or Fraction(1, 1000)


def first_second(stream: "VideoStream") -> Fraction:
    """From which second of the file its pictures count."""
    return (stream.start_time or 0) * time_base_of(stream)


def pixel_aspect(stream: "VideoStream") -> Fraction:
    """How much wider than high a pixel is; 1 where the file does not say or says nonsense."""
    aspect = stream.sample_aspect_ratio or stream.codec_context.sample_aspect_ratio
    return Fraction(aspect) if aspect and Fraction(1, 8) < aspect < 8 else Fraction(1)


def display_size(stream: "VideoStream", frame: "VideoFrame") -> tuple[int, int]:
    """Upright width and height as seen, in square pixels, each at least 1."""
    width = max(1, round(frame.width * pixel_aspect(stream)))
    return (frame.height, width) if orientation(frame).transposed else (width, frame.height)


def refuse_encrypted(packet: object, path: Path) -> None:
    """Encrypted pictures decode to noise or not at all.

    Raises:
        BadMedia: the packet says that it is encrypted.
    """
    if packet.has_sidedata("encryption_info"):  # type: ignore[attr-defined]
        raise BadMedia(f"{path} is encrypted", hint="use a copy without copy protection")


def first_frame(container: "InputContainer", stream: "VideoStream", path: Path) -> "VideoFrame":
    """The first picture that can be decoded.

    Raises:
        BadMedia: there is none, or it is encrypted.
    """
    import av

    stream.thread_type = "NONE"
    for packet in container.demux(stream):
        if packet.size:
            refuse_encrypted(packet, path)
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue  # a file may begin in the middle of a group of pictures
        if frames:
            return frames[0]
    raise BadMedia(f"{path} has no picture that can be decoded", hint="copy or export it again")
