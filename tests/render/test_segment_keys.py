"""What is kept of a video is never stale: whatever is seen of a scene is in the keys of its segments."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.draw import load_theme
from compiler.draw.painter import Painter
from compiler.media import Picture
from compiler.media.clip import ClipWriter, Ground
from compiler.model.callouts import Corner, ShownCallout
from compiler.model.routine import Footage, MissingClip
from compiler.model.scene_words import WORDS
from compiler.model.timeline import (
    BurntCaption,
    Clip,
    InsetClip,
    ProgressBar,
    RepsRing,
    Ring,
    RunningPhase,
    Scene,
    SecondsRing,
    SpokenWords,
    StepKind,
    Timeline,
    TimelineStep,
    Way,
)
from compiler.model.timing import FrameRange
from compiler.render.compose import Compositor
from compiler.render.encoder import DRAFT
from compiler.render.kept import ConformedClip
from compiler.render.segments import Segment, cut, told

SIZE, RATE, FRAMES, LENGTH = (160, 90), Fraction(4), 8, 44  # a chunk has 20 frames

HALF = Fraction(1, 2)

Kept = dict[str, ConformedClip]
Words = tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("clips")
    return {name: _clip(folder / f"{name}.mp4", shade) for name, shade in (("one", 60), ("two", 160))}


def _clip(path: Path, shade: int) -> ConformedClip:
    """A slanting edge that moves, so that all frames and their mirror images differ."""
    with ClipWriter(path, SIZE, RATE) as writer:
        for number in range(FRAMES):
            picture = Picture.blank(*SIZE)
            rows, columns = np.indices(picture.y.shape)
            picture.y[:] = np.where(columns + rows < 40 + 8 * number, shade, shade + 70)
            writer.write(picture)
    return ConformedClip(path, FRAMES, path.stem)


def clip(name: str = "one", **how: Any) -> Clip:
    return Clip(media=Footage(path=Path(f"{name}.mp4")), **how)


@pytest.fixture(scope="module")
def painter() -> Painter:
    theme, problems = load_theme("calm", burnt_in=True)
    assert theme, problems
    return Painter(theme, SIZE, RATE)


def segments(scene: Scene, kept: Kept, painter: Painter) -> tuple[Segment, ...]:
    step = TimelineStep(kind=StepKind.SAY, name="", range=FrameRange(0, LENGTH), scene=scene)
    timeline = Timeline(
        slug="", title="", summary="", language="en", disclaimer="", theme="calm", size=SIZE, frame_rate=RATE,
        steps=(step,),
    )  # fmt: skip
    inset = scene.inset.clip if scene.inset else None
    ways = scene.way.clips if scene.way else ()
    filmed = [c for c in (scene.clip, scene.preview, inset, *ways) if c and isinstance(c.media, Footage)]
    return cut(timeline, kept, {c: c.media.path.stem for c in filmed}, painter, DRAFT)  # type: ignore[union-attr]


MOVING = Scene(
    layout="exercise",
    words=(("name", "Bridge"), ("detail", "Hold")),
    clip=clip(first=1, loop=FrameRange(0, 4), phase_frames=(2, 2)),
    preview=clip("two", first=2, loop=FrameRange(2, 3), phase_frames=(3,)),
    ring=SecondsRing(start=0, total=LENGTH),
    progress=ProgressBar(index=1, count=3, start=Fraction(0), stop=Fraction(1, 2), frames=LENGTH),
    phases=RunningPhase(names=("Hold", "Lower"), frames=(7, 15)),
    captions=(BurntCaption(start=4, stop=20, text="Lie down."),),
    callouts=(ShownCallout(text="Knees out", at=(HALF, HALF / 2), ranges=((4, 20),)),),
    inset=InsetClip(
        clip=clip("two", first=1, loop=FrameRange(1, 4), phase_frames=(4,)),
        corner=Corner.TOP_LEFT,
        share=HALF,
    ),
    spoken=(SpokenWords(start=0, text="Lie down"), SpokenWords(start=12, text="and wait.")),
    way=Way(
        clips=(
            clip("two", first=3, loop=FrameRange(0, 5), phase_frames=(5,)),
            clip("two", first=3, loop=FrameRange(0, 8), phase_frames=(8,)),
        ),
        stops=(5, 13),
    ),
)


def changed(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """`value` with one of its leaves changed, for every leaf in it."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name != "media" and field.compare:  # what is kept of it has a key of its own
                for path, other in changed(getattr(value, field.name), f"{name}.{field.name}"):
                    yield path, replace(value, **{field.name: other})
    elif name == "scene.layout":
        yield name, "rest"
    elif name == "scene.words":
        yield from reworded(value)
    elif isinstance(value, Corner):
        yield name, Corner.BOTTOM_RIGHT
    elif isinstance(value, str):
        yield name, f"{value} more"
    elif isinstance(value, bool):
        yield name, not value
    elif isinstance(value, int | Fraction):
        yield name, value + 1
    elif isinstance(value, tuple) and value:
        yield name, (*value, value[-1])
    else:
        raise AssertionError(f"{name} is {value!r}: give the scene MOVING something that can be changed")


def reworded(words: Words) -> Iterator[tuple[str, Words]]:
    """One word other, and one word less."""
    for position, (word, text) in enumerate(words):
        yield f"another {word}", (*words[:position], (word, f"{text} more"), *words[position + 1 :])
        yield f"no {word}", (*words[:position], *words[position + 1 :])


@pytest.mark.parametrize(("name", "other"), list(changed(MOVING, "scene")))
def test_every_field_of_a_scene_is_in_the_keys(name: str, other: Scene, kept: Kept, painter: Painter) -> None:
    before = {s.key for s in segments(MOVING, kept, painter)}
    after = {s.key for s in segments(other, kept, painter)}
    assert not before & after, name


SELDOM = [("captions", ()), ("callouts", ()), ("inset", None), ("spoken", ()), ("way", None)]


@pytest.mark.parametrize(("name", "none"), SELDOM)
def test_a_scene_without_what_is_seldom_keeps_the_key_that_it_had_before_there_was_any(
    name: str, none: object
) -> None:
    bare, whole = told(replace(MOVING, **{name: none})), told(MOVING)
    assert whole.pop(name) and whole == bare


def test_rings_differ_in_their_fields_since_their_classes_are_not_named() -> None:
    rings = [tuple(field.name for field in fields(ring)) for ring in get_args(Ring)]
    assert len(set(rings)) == len(rings)


TEXTS = {"name": "Bridge", "title": "Bridge", "detail": "Hold", "ring_unit": "sec", "text": "Lie down."}


def scene_with(scene: Scene, **how: Any) -> Scene:
    """Another scene; of its words, those that its layout has."""
    layout, words = how.get("layout", scene.layout), how.pop("words", scene.words)
    return replace(scene, words=tuple(pair for pair in words if pair[0] in WORDS[layout]), **how)


WORDINGS = st.sets(st.sampled_from([*TEXTS, "missing"])).map(
    lambda names: tuple((name, TEXTS.get(name, "to be filmed")) for name in sorted(names))
)
SCENES = st.builds(
    lambda layout, words, **how: scene_with(Scene(layout=layout, **how), words=words),
    layout=st.sampled_from(["say", "exercise", "rest", "switch", "title"]),
    words=WORDINGS,
    clip=st.sampled_from([
        None, clip(), clip(mirrored=True), clip("two"), clip(loop=FrameRange(2, 3), first=2),
        clip(first=3), Clip(media=MissingClip(name="Bridge")), Clip(media=MissingClip(name="Cat Cow")),
    ]),
    preview=st.sampled_from([None, clip(first=2, loop=FrameRange(2, 3)), clip("two")]),
    ring=st.sampled_from([
        None,
        SecondsRing(start=20, total=24),
        SecondsRing(start=0, total=LENGTH),
        RepsRing(reps=3, rep_frames=10),
    ]),
    progress=st.sampled_from([
        None,
        ProgressBar(index=0, count=3, start=Fraction(0), stop=Fraction(0), frames=LENGTH),
        ProgressBar(index=2, count=3, start=Fraction(0), stop=Fraction(0), frames=LENGTH),
        ProgressBar(index=0, count=3, start=Fraction(0), stop=Fraction(1), frames=LENGTH),
    ]),
    phases=st.sampled_from([
        None,
        RunningPhase(names=("Hold", "Lower"), frames=(7, 15)),
        RunningPhase(names=("Hold", "Lower"), frames=(15, 7)),
    ]),
    fade_in=st.booleans(),
    captions=st.sampled_from([
        (),
        (BurntCaption(start=2, stop=18, text="Lie down."),),
        (BurntCaption(start=2, stop=18, text="Lie down."), BurntCaption(start=18, stop=LENGTH, text="One")),
        (BurntCaption(start=20, stop=23, text="Two"), BurntCaption(start=25, stop=27, text="Two")),
    ]),
    callouts=st.sampled_from([
        (),
        (),
        (ShownCallout(text="Out", at=(HALF, HALF), ranges=((2, 18),)),),
        (ShownCallout(text="Out", at=(HALF, HALF), ranges=((2, 18), (24, 30)), arrow=True),),
        (ShownCallout(text="Out", at=(HALF / 2, HALF), ranges=((0, LENGTH),)),),
    ]),
    inset=st.sampled_from([
        None,
        None,
        InsetClip(clip=clip("two"), corner=Corner.TOP_LEFT, share=HALF / 2),
        InsetClip(clip=clip("two", loop=FrameRange(2, 3), first=2), corner=Corner.TOP_LEFT, share=HALF / 2),
    ]),
    spoken=st.sampled_from([
        (),
        (SpokenWords(start=0, text="Lie down"),),
        (SpokenWords(start=0, text="Lie"), SpokenWords(start=20, text="down.")),
    ]),
    way=st.sampled_from([
        None,
        None,
        Way(clips=(clip("one", loop=FrameRange(0, 1)), clip("two", first=3, loop=FrameRange(0, 8))), stops=(5, 13)),
        Way(clips=(clip("two", first=0, loop=FrameRange(0, 8)),), stops=(8,)),
    ]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(scene=SCENES, other=SCENES, field=st.sampled_from([field.name for field in fields(Scene)]))
def test_segments_of_one_key_show_the_same_frames(
    scene: Scene, other: Scene, field: str, kept: Kept, painter: Painter
) -> None:
    near = scene_with(scene, **{field: getattr(other, field)})
    shown: dict[str, list[bytes]] = {}
    for segment in (*segments(scene, kept, painter), *segments(near, kept, painter)):
        seen = frames(segment, painter)
        assert shown.setdefault(segment.key, seen) == seen


def frames(segment: Segment, painter: Painter) -> list[bytes]:
    canvas = Picture.blank(*SIZE)
    found = []
    with Compositor(segment, painter) as compositor:
        for frame in range(segment.start, segment.stop):
            compositor.draw(frame, canvas)
            found.append(canvas.y.tobytes() + canvas.u.tobytes() + canvas.v.tobytes())
    return found


@pytest.fixture(scope="module")
def boxed(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Clips in which only a box moves, as a figure's are kept."""
    folder = tmp_path_factory.mktemp("boxed")
    return {name: _boxed(folder / f"{name}.mp4", shade) for name, shade in (("one", 60), ("two", 160))}


def _boxed(path: Path, shade: int) -> ConformedClip:
    room = Picture.blank(*SIZE)
    room.y[:] = np.arange(SIZE[0]) + shade // 4
    with ClipWriter(path, (64, 40), RATE, Ground(room, (60, 30), (0, 1, 2, 3, 3, 2, 1, 0))) as writer:
        for number in range(4):
            picture = Picture.blank(64, 40)
            picture.y[:] = shade + 20 * number
            writer.write(picture)
    return ConformedClip(path, FRAMES, path.stem)


@pytest.mark.parametrize("left_out", [{}, {"preview": None, "inset": None, "way": None}])
def test_a_frame_after_others_looks_as_if_it_were_drawn_alone(
    left_out: dict[str, None], boxed: Kept, painter: Painter
) -> None:
    scene = replace(MOVING, **left_out)
    for segment in segments(scene, boxed, painter):
        numbers = range(segment.start, segment.stop)
        alone = [frames(replace(segment, start=n, stop=n + 1), painter)[0] for n in numbers]
        assert frames(segment, painter) == alone
        assert len(set(alone)) > 1
