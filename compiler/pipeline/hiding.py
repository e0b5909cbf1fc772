"""What a layout, a theme or a logo of one's own lays over a drawn exercise: a warning where it is chosen.

The package's own drawings and cameras go together: tests hold them so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from compiler.draw import Theme
from compiler.draw.captioning import overlay_boxes
from compiler.figure.camera import Bounds
from compiler.figure.hiding import hidden_parts
from compiler.figure.overlays import disc
from compiler.model.brand import CountAt
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.routine import FigureUse
from compiler.model.shapes import shape_of
from compiler.model.timeline import Clip, Scene, StepKind, Timeline
from compiler.render.clips import figure_of

_CALLED = {"words": "panel", "progress": "progress bar", "number": "count"}
_SHAPES = {"": "wide", ".portrait": "upright", ".square": "square"}
_NAMED = 3
"""Exercises that a warning names."""


def hiding_problems(timeline: Timeline, theme: Theme) -> Iterator[Diagnostic]:
    """A warning for each kind of overlay under which more than a little of what has to be seen lies."""
    hidden: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for name, scene, clip in _shown(timeline):
        for kind, boxes in _overlays(scene, theme, timeline).items():
            assert isinstance(clip.media, FigureUse)
            parts = hidden_parts(figure_of(clip.media), timeline.size, clip.mirrored, tuple(boxes))
            if parts:
                hidden[kind][name] = hidden[kind].get(name, frozenset()) | parts
    for kind, exercises in hidden.items():
        yield _told(kind, exercises, timeline)


def _shown(timeline: Timeline) -> Iterator[tuple[str, Scene, Clip]]:
    """Each drawn exercise as it is done, once for each of its sides."""
    seen = set()
    for step in timeline.steps:
        clip = step.scene.clip
        if (
            step.kind not in {StepKind.HOLD, StepKind.REPS}
            or clip is None
            or not isinstance(clip.media, FigureUse)
        ):
            continue
        key = step.exercise, clip.media, clip.mirrored
        if key not in seen:
            seen.add(key)
            yield step.name, step.scene, clip


def _overlays(scene: Scene, theme: Theme, timeline: Timeline) -> Mapping[str, list[Bounds]]:
    """What lies over the picture, by kind; a count that its author wants in the middle hides nothing by mistake."""
    found: dict[str, list[Bounds]] = defaultdict(list)
    for kind, box in overlay_boxes(scene, theme, timeline.size):
        around = Bounds(box.x, box.y, box.x + box.width, box.y + box.height)
        if timeline.layout.count_at is CountAt.MIDDLE and kind in {"ring", "bar", "number"}:
            continue
        found[kind] += disc(around) if kind == "ring" else (around,)
    return found


def _told(kind: str, exercises: Mapping[str, frozenset[str]], timeline: Timeline) -> Diagnostic:
    named = [f"{_listed(_words(parts))} of {name}" for name, parts in list(exercises.items())[:_NAMED]]
    more = len(exercises) - len(named)
    others = f", and more in {more} other {'exercise' if more == 1 else 'exercises'}" if more else ""
    shape = _SHAPES[shape_of(timeline.size)]
    return Diagnostic(
        message=f"the {_CALLED.get(kind, kind)} covers {_listed(named)}{others} in the {shape} picture",
        span=_place(kind, timeline),
        hint="the drawn exercises keep clear of where the usual layout has it: choose another place, or another size",
        severity=Severity.WARNING,
    )


def _words(parts: frozenset[str]) -> list[str]:
    """Parts as people call them, the face first: both feet are "the feet"."""
    sides: dict[str, int] = defaultdict(int)
    for part in parts:
        sides[part.removeprefix("left_").removeprefix("right_")] += 1
    ordered = sorted(sides.items(), key=lambda one: (one[0] != "face", one[0]))
    return [_called(name, count) for name, count in ordered]


def _called(name: str, count: int) -> str:
    if name in {"face", "hips", "toes"}:
        return f"the {name}"
    if count > 1:
        return "the feet" if name == "foot" else f"the {name}s"
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _place(kind: str, timeline: Timeline) -> SourceSpan | None:
    """Where it is chosen: in a routine, a brand, or the theme's own drawing."""
    brand = timeline.brand
    if kind == "logo":
        return brand.logo.span if brand and brand.logo else None
    if timeline.layout.span or not isinstance(timeline.theme, Path):
        return timeline.layout.span
    return _in_drawing(kind, timeline.theme, timeline.size)


def _in_drawing(kind: str, folder: Path, size: tuple[int, int]) -> SourceSpan:
    """The group of that kind in the theme's drawing of exercises, or the theme's own file."""
    names = (f"exercise{shape_of(size)}.svg", "exercise.svg", "theme.yaml")
    path = next(folder / name for name in names if (folder / name).is_file())
    wanted = 'data-word="name"' if kind == "words" else f'data-layer="{kind}"'
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    number, line = next(
        ((n, one) for n, one in enumerate(lines, 1) if wanted in one), (1, lines[0] if lines else "")
    )
    column = line.find(wanted) + 1
    return SourceSpan(
        path=path,
        line=number,
        column=max(1, column),
        width=max(1, len(wanted) * (column > 0)),
        source_line=line,
    )
