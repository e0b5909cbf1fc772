"""MoviePy's video effects by name: checked against their constructors, applied to a kept clip."""

import inspect
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compiler.media.clip import ClipReader
from compiler.media.planes import frame_of_picture
from compiler.model.errors import Diagnostic, InvalidRoutine
from compiler.model.routine import Effect

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_INK_RGB = np.array([16, 36, 31], np.float32)
_LONGEST_SECONDS = 24 * 60 * 60
_EXACT = 4 | 0x2000 | 0x40000
"""Bicubic chroma, full horizontal chroma interpolation, exact rounding: numbers of libswscale."""


def effect_names() -> tuple[str, ...]:
    """The names of MoviePy's video effects, in order."""
    from moviepy.video import fx

    return tuple(sorted(name for name in fx.__all__ if inspect.isclass(getattr(fx, name))))


def check_effect(effect: Effect) -> list[Diagnostic]:
    """What is wrong with an effect's name and parameters; values are judged when it is applied."""

    def wrong(message: str, hint: str | None = None) -> Diagnostic:
        return Diagnostic(message=message, hint=hint, span=effect.span)

    names = effect_names()
    if effect.name not in names:
        near = _nearest(effect.name, names)
        return [
            wrong(f"MoviePy has no video effect {effect.name!r}", near or f"there are {', '.join(names)}")
        ]
    allowed = inspect.signature(_effect_class(effect.name)).parameters
    given = [name for name, _ in effect.parameters]
    known = f"{effect.name} knows {', '.join(allowed)}" if allowed else f"{effect.name} takes no parameters"
    problems = [
        wrong(f"{effect.name} has no parameter {name!r}", _nearest(name, tuple(allowed)) or known)
        for name in given
        if name not in allowed
    ]
    for name, parameter in allowed.items():
        if parameter.default is not inspect.Parameter.empty:
            continue
        if not _writable(parameter.annotation):
            return [wrong(f"{effect.name} cannot be used here: its {name!r} must be made in Python")]
        if name not in given:
            problems.append(wrong(f"{effect.name} needs the parameter {name!r}", known))
    return problems


def _effect_class(name: str) -> Any:
    from moviepy.video import fx

    return getattr(fx, name)


def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    by_lower = {name.lower(): name for name in known}
    close = get_close_matches(word.lower().replace("_", ""), by_lower, n=3, cutoff=0.6)
    return f"did you mean {' or '.join(by_lower[name] for name in close)}?" if close else None


def _writable(annotation: Any) -> bool:
    """Whether a number, a text or yes/no can be such a parameter."""
    return annotation in {int, float, str, bool, inspect.Parameter.empty}


def effect_frames(source: Path, effects: tuple[Effect, ...]) -> Iterator["VideoFrame"]:
    """The kept clip `source` with `effects` applied in order: rgb24 frames of whatever size comes out.

    Raises:
        InvalidRoutine: an effect does not exist or makes the clip endless or empty.
    """
    problems = [problem for effect in effects for problem in check_effect(effect)]
    if problems:
        raise InvalidRoutine(*problems)
    with ClipReader(source) as reader:
        clip = _moviepy_clip(reader)
        for effect in effects:
            clip = _effect_class(effect.name)(**dict(effect.parameters)).apply(clip)
            if clip.duration is None or not 0 < clip.duration < _LONGEST_SECONDS:
                raise InvalidRoutine(
                    f"{effect.name} leaves a clip without an end or without length", span=effect.span
                )
        total = max(1, round(clip.duration * float(reader.frame_rate)))
        for index in range(total):
            yield _rgb_frame(clip, index / float(reader.frame_rate))


def _moviepy_clip(reader: ClipReader) -> Any:
    from moviepy import VideoClip

    rate = float(reader.frame_rate)

    def frame_at(seconds: float) -> NDArray[np.uint8]:
        index = min(max(0, int(seconds * rate + 1e-6)), reader.frames - 1)
        frame = frame_of_picture(reader.picture(index))
        rgb = frame.to_ndarray(
            format="rgb24", src_colorspace="ITU709", dst_color_range="JPEG", interpolation=_EXACT
        )
        return rgb.astype(np.uint8, copy=False)

    return VideoClip(frame_at, duration=reader.frames / rate).with_fps(rate)


def _rgb_frame(clip: Any, seconds: float) -> "VideoFrame":
    """The clip's pixels at `seconds`, what its mask leaves transparent filled with ink."""
    from av import VideoFrame

    at = min(seconds, clip.duration - 1e-6)
    pixels = np.asarray(clip.get_frame(at))
    if clip.mask is not None:
        mask = np.clip(np.asarray(clip.mask.get_frame(at), np.float32), 0, 1)[..., None]
        pixels = _INK_RGB + (pixels.astype(np.float32) - _INK_RGB) * mask
    solid = np.ascontiguousarray(np.clip(np.rint(pixels), 0, 255).astype(np.uint8))
    return VideoFrame.from_ndarray(solid, format="rgb24")
