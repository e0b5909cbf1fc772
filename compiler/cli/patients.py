"""What is given to --for: patients' files, several with commas, patterns, and tables; and who gets which routine."""

import glob
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from compiler.cli.arguments import distinct, there
from compiler.cli.terminal import tell
from compiler.model.errors import Diagnostic, InvalidRoutine, errors_among

if TYPE_CHECKING:
    from compiler.load import Row
    from compiler.pipeline.request import Request
    from compiler.pipeline.variants import Asked, Variant


def patients_of(given: Iterable[str]) -> "list[Asked]":
    """Each patient who is asked for, a row of a table each.

    Raises:
        BadParameter: a file is a folder, or no file is called like a pattern.
        InvalidRoutine: a table cannot be used.
    """
    from compiler.load.cells import SUFFIXES, WORKBOOKS
    from compiler.pipeline.variants import Asked

    paths = there(path for text in given for path in _paths_in(text))
    tables = list(dict.fromkeys(path for path in paths if path.suffix.lower() in SUFFIXES | WORKBOOKS))
    files = distinct(path for path in paths if path not in tables)
    return [*map(Asked, files), *(Asked(path, row) for path in tables for row in _rows(path))]


def _paths_in(text: str) -> Iterator[Path]:
    """A file by that name; else the files of a list with commas, each of which may be a pattern."""
    if Path(text).exists():
        yield Path(text)
        return
    for name in filter(None, (part.strip() for part in text.split(","))):
        found = [] if Path(name).exists() else sorted(glob.glob(name))  # noqa: PTH207 - of any folder
        yield from map(Path, found or [name])


def _rows(path: Path) -> "tuple[Row, ...]":
    from compiler.load import read_table

    rows, problems = read_table(path)
    if errors_among(problems):
        raise InvalidRoutine(*problems)
    tell(tuple(problems))
    return rows


def requests_of(routines: Sequence[Path], wanted: "Sequence[Variant]", **more: Any) -> "list[Request]":
    """Every routine in every variant that is for it, routine by routine.

    Raises:
        BadParameter: no patient is for any of the routines.
    """
    from compiler.pipeline.request import Request

    paths = distinct(routines)
    asked = [
        Request(path=path, variant=for_it, **more)
        for path in paths
        for for_it in for_routine(path, paths, wanted)
    ]
    if not asked:
        raise typer.BadParameter("no patient of the table is for this routine", param_hint="--for")
    return asked


def for_routine(path: Path, routines: Sequence[Path], wanted: "Sequence[Variant]") -> "Iterator[Variant]":
    """The variants of one routine; what two rows would write under one name is a mistake of the second."""
    taken: dict[tuple[object, ...], Variant] = {}
    named = any(variant.row and variant.row.routines for variant in wanted)
    nearby = _nearby(routines) if named else _Nearby()
    for variant in wanted:
        row = variant.row
        if row is None:
            yield variant
            continue
        chosen, problem = _routines_of(row, routines, nearby)
        if path not in chosen:
            continue
        first = taken.setdefault((row.file.casefold(), variant.profile, variant.week, variant.size), variant)
        problem = problem or (_same_name(row, first.row) if first is not variant and first.row else None)
        yield replace(variant, row=row.also(problem)) if problem else variant


@dataclass(frozen=True, slots=True)
class _Nearby:
    """What a row can name as its routine: the files beside those that are given, and what results are called."""

    names: tuple[str, ...] = ()
    slugs: frozenset[str] = frozenset()


def _nearby(routines: Sequence[Path]) -> _Nearby:
    from compiler.load import slug_of

    beside = [path for folder in {path.parent for path in routines} for path in folder.glob("*.y*ml")]
    slugs = frozenset(slug_of(path) for path in (*beside, *routines))
    return _Nearby(tuple(sorted(path.name for path in beside)), slugs)


def _routines_of(
    row: "Row", routines: Sequence[Path], nearby: _Nearby
) -> tuple[Sequence[Path], Diagnostic | None]:
    """The routines that a row is for; one that is nowhere is told with the first of them."""
    from compiler.load import slug_of
    from compiler.model.hints import did_you_mean

    if not row.routines:
        return routines, None
    for one in row.routines:
        if _called(one.text) not in nearby.slugs:
            stems = [Path(name).stem for name in nearby.names]
            hint = did_you_mean(one.text, stems) or f"there are: {', '.join(nearby.names)}"
            message = f"there is no routine {one.text!r} beside those that are given"
            return routines[:1], Diagnostic(message=message, span=one.span, hint=hint)
    called = {_called(one.text) for one in row.routines}
    return [path for path in routines if slug_of(path) in called], None


def _called(text: str) -> str:
    from compiler.model.names import slug

    return slug(text.removesuffix(".yaml").removesuffix(".yml"))


def _same_name(row: "Row", first: "Row") -> Diagnostic:
    message = f"the results of {row.name} would be called like those of {first.name} (line {first.span.line})"
    return Diagnostic(message=message, span=row.span, hint="give it a name of its own in a column file")
