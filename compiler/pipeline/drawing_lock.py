"""Which drawing code the ready clips come from, and whether today's still draws their pictures.

A clip's key holds a version that is raised by hand. So that nobody forgets to, `assets/clips/` keeps the digests
of the code that decides a figure's pixels. Comments, docstrings and where in the package a name is imported from
are left out of them, so that these cost nothing. Where a digest differs, pictures are compared.
"""

import ast
import io
import json
import tokenize
from itertools import accumulate
from pathlib import Path

import numpy as np

from compiler.media import Picture
from compiler.media.clip import ClipReader
from compiler.media.picture import Plane
from compiler.render.clips import ClipJob
from compiler.shipped import script_digest

LOCK = "drawn_by.json"
"""In `assets/clips/`: source file -> digest of its code."""

LEAST_PSNR = 52.0
"""Decibels between a ready clip's plane and the drawn one. Compression leaves 55; one level everywhere makes 48."""

BLOCK, MOST_IN_A_BLOCK = 16, 10.0
"""Levels (root mean square) that a block of so many pixels a side may differ. Compression leaves 6; an edge that
moves by one pixel makes 20."""

_PACKAGE = Path(__file__).resolve().parent.parent
_ELSEWHERE = ("draw/fonts.py", "draw/pixels.py", "draw/raster.py", "media/picture.py")


def drawing_sources() -> dict[str, str]:
    """Path within the package -> digest, of every file that decides what a figure looks like."""
    within = sorted((_PACKAGE / "figure").glob("*.py"))
    files = [*(path for path in within if path.name != "key.py"), *(_PACKAGE / name for name in _ELSEWHERE)]
    return {
        path.relative_to(_PACKAGE).as_posix(): script_digest(code_of(path.read_text("utf-8")))
        for path in files
    }


def code_of(source: str) -> str:
    """A module's text without comments, strings that stand alone, imports from the package and empty lines.

    It is the same for every version of Python, which a syntax tree is not.
    """
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for node in filter(_tells_nothing, ast.walk(ast.parse(source))):
        assert isinstance(node, ast.stmt)
        lines[node.lineno - 1 : node.end_lineno] = [""] * len(lines[node.lineno - 1 : node.end_lineno])
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _tells_nothing(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "compiler"


def changed_sources(folder: Path) -> list[str]:
    """The files that are not what they were when the clips in `folder` were drawn or compared last."""
    path = folder / LOCK
    locked = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return sorted({name for name, _ in drawing_sources().items() ^ locked.items()})


def differing_frames(job: ClipJob, path: Path) -> list[int]:
    """Those of two frames of each phase that are drawn today otherwise than the clip at `path` shows them."""
    chosen = sorted(_moments(job.phase_frames))
    with ClipReader(path) as reader:
        drawn = zip(chosen, job.drawn(frozenset(chosen)), strict=True)
        return [number for number, picture in drawn if not alike(reader.picture(number), picture)]


def _moments(phase_frames: tuple[int, ...]) -> set[int]:
    """The frame halfway into each phase, and its last one."""
    phases = zip(phase_frames, accumulate(phase_frames), strict=True)
    return {number for n, stop in phases if n for number in (stop - 1 - n // 2, stop - 1)}


def alike(kept: Picture, drawn: Picture) -> bool:
    """Whether they are the same picture but for what compression does to it."""
    planes = ((kept.y, drawn.y), (kept.u, drawn.u), (kept.v, drawn.v))
    return all(_alike(one, other) for one, other in planes)


def _alike(one: Plane, other: Plane) -> bool:
    squares = (one.astype(np.float32) - other) ** 2
    psnr = 10 * np.log10(255**2 / max(float(squares.mean()), 1e-9))
    height, width = (length // BLOCK * BLOCK for length in squares.shape)
    blocks = squares[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK)
    return bool(psnr >= LEAST_PSNR and blocks.mean(axis=(1, 3)).max() <= MOST_IN_A_BLOCK**2)
