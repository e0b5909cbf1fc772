"""What lies in a theme's folder and no card looks at: a colour that nothing is drawn in, a drawing of no card."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.hints import did_you_mean

_USES = re.compile(r"\b(?:fill|stroke|stop|mark)-([A-Za-z][\w-]*)")
_FOLDERS = ("", "big/", "captions/", "big/captions/", "thumbnail/")


def unseen(
    folder: Path, colours: Mapping[str, SourceSpan], usual: Collection[str], drawings: Collection[str]
) -> Iterator[Diagnostic]:
    """A warning for each; `colours` are the theme's own with their places, `usual` those of the package's drawings.

    `drawings` are what a card's drawings may be called, as in ``rest.portrait``.
    """
    files = [(inside, path) for inside in _FOLDERS for path in sorted((folder / inside).glob("*.svg"))]
    used = {name for _, path in files for name in _USES.findall(_text(path))}
    for name, place in colours.items():
        if name not in used and name not in usual:
            hint = did_you_mean(name, {*used, *usual}) or f"the drawings use {', '.join(sorted(usual))}"
            yield _warning(f"the colour {name!r} has no effect: nothing is drawn in it", place, hint)
    for inside, path in files:
        if path.stem not in drawings:
            hint = did_you_mean(path.stem, drawings) or f"there are {', '.join(sorted(drawings))}"
            place = SourceSpan(path=path, line=1, column=1)
            yield _warning(f"{inside}{path.name} has no effect: no card is called so", place, hint)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _warning(message: str, span: SourceSpan, hint: str) -> Diagnostic:
    return Diagnostic(message=message, span=span, hint=hint, severity=Severity.WARNING)
