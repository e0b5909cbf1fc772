"""Words and pictures of a step -> its scene."""

from collections.abc import Mapping

from compiler.language import Phrases
from compiler.model.routine import MissingClip
from compiler.model.timeline import Clip, ProgressBar, Ring, RunningPhase, Scene


def scene_of(
    layout: str,
    words: Mapping[str, str],
    phrases: Phrases,
    *,
    clip: Clip | None = None,
    preview: Clip | None = None,
    ring: Ring | None = None,
    progress: ProgressBar | None = None,
    phases: RunningPhase | None = None,
    fade_in: bool = True,
) -> Scene:
    """A Scene of what is shown. Empty words are left out; a clip that is not filmed yet is told of."""
    missing = phrases.to_be_filmed if clip and isinstance(clip.media, MissingClip) else ""
    told = {**words, "missing": missing} if layout == "exercise" else words
    return Scene(
        layout=layout,
        words=tuple((name, text) for name, text in told.items() if text),
        clip=clip,
        preview=preview,
        ring=ring,
        progress=progress,
        phases=phases,
        fade_in=fade_in,
    )
