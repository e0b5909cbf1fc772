"""What is shown for the video, as a scene: an exercise or what its author chose, with a few words of the title."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction

from compiler.language.parting import parted
from compiler.model.limits import MOST_THUMBNAIL_WORDS
from compiler.model.routine import ExerciseStep, MissingClip, Thumbnail
from compiler.model.timeline import Clip, Scene, TimelineStep
from compiler.model.timing import FrameRange, clock
from compiler.plan.pictures import still
from compiler.plan.scenes import scene_of
from compiler.plan.setting import Setting

FEWEST_WORDS = 2
MOST_LINES, LINE_LETTERS = 4, 10
"""What there is room for in letters a sixth as high as the picture."""


def thumbnail_scene(steps: Sequence[TimelineStep], setting: Setting) -> Scene:
    """The scene that a thumbnail is drawn from. It has no picture where the author leaves the choice: see `poses`."""
    chosen, phrases = setting.routine.thumbnail, setting.phrases
    clip = _clip(chosen, steps, setting) if chosen and _is_chosen(chosen) else None
    title = parted(_words(chosen, setting), phrases.word_parts)
    words = {"kicker": _kicker(steps, setting), "title": title}
    return scene_of("thumbnail", words, phrases, preview=clip, fade_in=False)


def poses(setting: Setting) -> tuple[Clip, ...]:
    """A still of each exercise, of which the most telling one is shown; none where the author chose a picture."""
    if _is_chosen(setting.routine.thumbnail):
        return ()
    exercises = [step for step in setting.routine.steps if isinstance(step, ExerciseStep)]
    clips = (_pose(step, setting) for step in exercises)
    return tuple(clip for clip in dict.fromkeys(clips) if not isinstance(clip.media, MissingClip))


def _is_chosen(thumbnail: Thumbnail | None) -> bool:
    return thumbnail is not None and bool(thumbnail.picture or thumbnail.at is not None or thumbnail.exercise)


def _kicker(steps: Sequence[TimelineStep], setting: Setting) -> str:
    """How long the video is, and whose: by name where no logo tells."""
    minutes = max(1, round(setting.seconds(steps[-1].range.stop) / 60))
    brand = setting.routine.brand
    name = brand.name if brand and not brand.logo else ""
    return " · ".join(filter(None, (setting.phrases.length.format(n=minutes), name)))


def _words(chosen: Thumbnail | None, setting: Setting) -> str:
    if chosen and chosen.words:
        return chosen.words.text
    title = chosen.title.text if chosen and chosen.title else setting.routine.title
    return large_words(title, setting.phrases.small_words)


def large_words(title: str, small: Collection[str]) -> str:
    """At most five words of a title: its first clause, and where that has more, so many that no small word ends them.

    A clause of one word has the next one with it. What follows a small word is left out where the letters would be
    small for it.
    """
    clauses = [clause.strip() for clause in re.split(r"\s[-–—|·]\s|[:;,.!?]\s+", title) if clause.strip()]
    words: list[str] = []
    for clause in clauses:
        if len(words) < FEWEST_WORDS:
            words += clause.split()
    if len(clauses) == 1 and len(words) <= MOST_THUMBNAIL_WORDS and _lines(words) <= MOST_LINES:
        return title
    starts = [
        n
        for n, word in enumerate(words)
        if n and _is_small(word, small) and not _is_small(words[n - 1], small)
    ]
    for end in reversed([*starts, len(words)]):
        if FEWEST_WORDS <= end <= MOST_THUMBNAIL_WORDS and _lines(words[:end]) <= MOST_LINES:
            return " ".join(words[:end])
    return " ".join(_ended(words[:MOST_THUMBNAIL_WORDS], small))


def _ended(words: list[str], small: Collection[str]) -> list[str]:
    """The words without small ones at their end."""
    while len(words) > 1 and _is_small(words[-1], small):
        words = words[:-1]
    return words


def _is_small(word: str, small: Collection[str]) -> bool:
    return word.casefold() in small


def _lines(words: Sequence[str]) -> int:
    """How many lines of large letters they take, where long words are parted."""
    lines, used = 0, LINE_LETTERS
    for word in words:
        if used + 1 + len(word) <= LINE_LETTERS:
            used += 1 + len(word)
        else:
            parts = 1 if len(word) <= LINE_LETTERS else -(-(len(word) + 1) // (LINE_LETTERS - 2))
            lines, used = lines + parts, min(len(word), LINE_LETTERS)
    return lines


def _clip(chosen: Thumbnail, steps: Sequence[TimelineStep], setting: Setting) -> Clip | None:
    if chosen.picture:
        return Clip(media=chosen.picture)
    if chosen.at is not None:
        return _at(chosen, chosen.at, steps, setting)
    exercises = [step for step in setting.routine.steps if isinstance(step, ExerciseStep)]
    step = next((one for one in exercises if chosen.exercise in {"", one.id}), None)
    step = step or next(iter(exercises), None)  # this version leaves the one out that was chosen
    if step is None:
        return None
    return _pose(step, setting)


def _pose(step: ExerciseStep, setting: Setting) -> Clip:
    """A still on the side that comes first; of a film, no moment is named: its middle is shown."""
    clip = still(step, step.dose.sides[0] if step.dose.sides else None, setting)
    return clip if clip.phase_frames else Clip(media=clip.media, mirrored=clip.mirrored)


def _at(chosen: Thumbnail, at: Fraction, steps: Sequence[TimelineStep], setting: Setting) -> Clip | None:
    """The picture of the clip that is seen at that time, without what lies over it."""
    frame = setting.frames(at)
    step = next((one for one in steps if one.range.start <= frame < one.range.stop), None)
    if step is None:
        length = clock(setting.seconds(steps[-1].range.stop))
        setting.complain(
            f"the video ends at {length}, before {clock(at)}", chosen.span, "choose an earlier time"
        )
        return None
    clip = step.scene.clip
    if clip is None or isinstance(clip.media, MissingClip):
        filmed = (
            one for one in steps if one.scene.clip and not isinstance(one.scene.clip.media, MissingClip)
        )
        near = min(filmed, key=lambda one: abs(one.range.start - frame), default=None)
        hint = f"{clock(setting.seconds(near.range.start) + 1)} has one" if near else "choose a picture"
        setting.complain(f"at {clock(at)} there is a card, and no picture of a clip", chosen.span, hint)
        return None
    first = clip.first + frame - step.range.start
    if clip.loop is None:
        return replace(clip, first=first)
    shown = clip.loop.start + (first - clip.loop.start) % len(clip.loop)
    return replace(clip, first=shown, loop=FrameRange(shown, shown + 1))
