"""Words and pictures of a step -> its scene."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from compiler.language import Phrases
from compiler.model.caption_timing import captions_of
from compiler.model.routine import MissingClip
from compiler.model.timeline import (
    BurntCaption,
    Clip,
    Cue,
    ProgressBar,
    Ring,
    RunningPhase,
    Scene,
    SpokenWords,
    Way,
)
from compiler.model.timing import frames_of


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
    spoken: tuple[SpokenWords, ...] = (),
    way: Way | None = None,
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
        spoken=spoken,
        way=way,
    )


def captioned(scene: Scene, cues: Iterable[Cue], frames: int, frame_rate: Fraction) -> Scene:
    """The scene of a step of so many frames with what is said in it burnt in.

    What a step shows depends on its own cues alone, so that a change in one step leaves the others as they are: a
    caption goes with its step, though in the captions' files it may stay a little longer. Words that are shown as they
    are spoken anyway are not shown twice.
    """
    if scene.spoken:
        return scene
    found = (
        BurntCaption(
            start=frames_of(one.start, frame_rate), stop=frames_of(one.stop, frame_rate), text=one.text
        )
        for one in captions_of(cues, frames, frame_rate)
    )
    return replace(scene, captions=tuple(one for one in found if one.start < one.stop))
