"""The decoder for a stream: one that stops at damage instead of painting over it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from av.video.codeccontext import VideoCodecContext
    from av.video.stream import VideoStream

STRICT = {"err_detect": "explode+crccheck"}
"""Damage is an error, also what a checksum in the stream tells (HEVC may carry one of each picture)."""

_ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
_STRICT_DECODERS = {("vp9", "Profile 0"): "libvpx-vp9"}
"""Of two decoders that show the same, the one that minds it when the bytes of a picture run out."""


def decoder_of(stream: "VideoStream") -> "VideoCodecContext | Any":
    """The stream's own decoder, one that knows of transparency where the stream has it, or a stricter one.

    Frame threads notice more damage than slice threads do.
    """
    name, profile = stream.codec_context.name, stream.codec_context.profile
    if name in _ALPHA_DECODERS and stream.metadata.get("alpha_mode") == "1":
        return _other(_ALPHA_DECODERS[name], stream)
    strict = _STRICT_DECODERS.get((name, profile or ""))
    decoder = _other(strict, stream) if strict else stream.codec_context
    decoder.options = STRICT
    decoder.thread_type = "FRAME"
    decoder.thread_count = 2
    return decoder


def _other(name: str, stream: "VideoStream") -> Any:
    """A decoder of that name, which is told what only the container says of the colours."""
    import av

    own: Any = stream.codec_context
    decoder: Any = av.CodecContext.create(name, "r")
    for told in ("color_primaries", "color_trc", "colorspace", "color_range"):
        setattr(decoder, told, getattr(own, told))
    return decoder
