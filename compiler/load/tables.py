"""A table of patients, one a line -> rows: who, what results are called, and the same keys as a patient's file.

A column is called like a key of that file, or by a dose and an exercise: `hold`, `hold knee_to_chest`, `reps bridge`. A
unit may stand in it: `hold (s)`. What is no key is not read, and told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from compiler.customise.layers import DoseKind
from compiler.load.cells import Cell, Line, read_cells
from compiler.load.companions import PatientFile
from compiler.load.scalars import week_of
from compiler.model.errors import Diagnostic, Severity, SourceSpan, errors_among
from compiler.model.hints import did_you_mean, key_hint
from compiler.model.limits import MOST_PATIENTS
from compiler.model.names import composed, slug
from compiler.yaml import Entry, Listing, Mapping, Node, Problem, Scalar

BY_EXERCISE = (*DoseKind, "load")
"""Keys that may be followed by an exercise's name."""
SPLIT_AT = {"only": ",;", "skip": ",;", "avoid": ",;", "notes": ";\n", "stop_if": ";\n"}
"""Keys that hold several values, and the signs between them."""
OF_THE_TABLE = ("name", "file", "routine", "week")
NOT_IN_TABLES = ("cues", "progression")
KEYS = (*OF_THE_TABLE, *(k for k in PatientFile.model_fields if k not in {"name", *NOT_IN_TABLES}))

_UNIT = re.compile(r"\s*[(\[]\s*(s|sec|secs|seconds|min|kg|g|lb|oz)\.?\s*[)\]]\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+([.,]\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a table. `file` is what results are called, `routines` the ones that it is for (all, where empty).

    `keys` are those of a patient's file with their values, `problems` what is wrong with the line itself.
    """

    name: str
    file: str
    span: SourceSpan
    keys: Mapping
    routines: tuple[Scalar, ...] = ()
    week: int | None = None
    problems: tuple[Diagnostic, ...] = ()

    def also(self, problem: Diagnostic) -> "Row":
        """The row with another problem."""
        return replace(self, problems=(*self.problems, problem))


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column says: a key, the exercise that it is about, and the unit of its numbers."""

    key: str
    exercise: str = ""
    unit: str = ""
    span: SourceSpan | None = None


def read_table(path: Path) -> tuple[tuple[Row, ...], list[Diagnostic]]:
    """The patients of a table; none, with what is wrong, where the table itself cannot be used."""
    lines, problems = read_cells(path)
    if problems:
        return (), problems
    if not lines:
        return (), [Diagnostic(message=f"{path}: holds no line", hint="the first line names the columns")]
    columns, problems = _columns(lines[0])
    if not any(column and column.key == "name" for column in columns) and not errors_among(problems):
        hint = "the first line names the columns: name; file; hold; reps bridge"
        problems.append(
            Diagnostic(message="the table has no column 'name'", span=lines[0][0].span, hint=hint)
        )
    if len(lines) - 1 > MOST_PATIENTS:
        message = f"a table holds at most {MOST_PATIENTS} patients, this one {len(lines) - 1}"
        problems.append(Diagnostic(message=message, span=lines[MOST_PATIENTS + 1][0].span, hint="split it"))
    if errors_among(problems):
        return (), problems
    return tuple(_row(line, columns) for line in lines[1:]), problems


# --- columns ------------------------------------------------------------------------------------------------


def _columns(line: Line) -> tuple[list[_Column | None], list[Diagnostic]]:
    columns: list[_Column | None] = []
    problems: list[Diagnostic] = []
    for cell in line:
        column = _column(cell)
        if column and any(
            one and (one.key, one.exercise) == (column.key, column.exercise) for one in columns
        ):
            problems.append(Diagnostic(message=f"two columns are called {cell.text!r}", span=cell.span))
        if column is None and cell.text:
            problems.append(_unknown(cell))
        columns.append(column)
    return columns, problems


def _column(cell: Cell) -> _Column | None:
    unit = _UNIT.search(cell.text)
    words = (cell.text[: unit.start()] if unit else cell.text).strip()
    key, exercise = _words_of(words)
    if key not in KEYS or (exercise and key not in BY_EXERCISE):
        return None
    return _Column(key, exercise, unit[1].lower() if unit else "", cell.span)


def _words_of(text: str) -> tuple[str, str]:
    """The key, and the exercise behind it: `hold knee_to_chest`, `hold: bridge`, `Reps (bridge)`."""
    plain = re.sub(r"[\s-]+", "_", text.lower())
    if plain in KEYS:
        return plain, ""
    found = re.fullmatch(r"(\w+?)\s*[\s:=(\[]\s*(.+?)\s*[)\]]?", text)
    return (found[1].lower(), composed(found[2])) if found else (plain, "")


def _unknown(cell: Cell) -> Diagnostic:
    """A column that is nearly a key is a mistake, because somebody would get another dose; others are only not read."""
    first = re.split(r"[\s:=(\[]", cell.text.lower())[0]
    hint = key_hint(cell.text.lower(), KEYS) or did_you_mean(first, BY_EXERCISE)
    if first in NOT_IN_TABLES:
        hint = "a table has no room for it: write it in a patient's file"
    known = f"columns that are read: {', '.join(KEYS)}; and hold, reps, sets, rest or load with an exercise"
    return Diagnostic(
        message=f"no patient has {cell.text!r}" if hint else f"the column {cell.text!r} is not read",
        span=cell.span,
        hint=hint or known,
        severity=Severity.ERROR if hint else Severity.WARNING,
    )


# --- rows ---------------------------------------------------------------------------------------------------


def _row(line: Line, columns: list[_Column | None]) -> Row:
    given = [(column, cell) for column, cell in zip(columns, line, strict=False) if column and cell.text]
    own = {column.key: cell for column, cell in given if column.key in OF_THE_TABLE}
    name, file = own.get("name"), own.get("file")
    week, problems = _week(own.get("week"))
    row = Row(
        name=name.text if name else "",
        file=slug((file or name or line[0]).text),
        span=(name or line[0]).span,
        keys=Mapping(dict(_entries(given)), line[0].span),
        routines=tuple(_several(own["routine"], ",;")) if "routine" in own else (),
        week=week,
        problems=tuple(problems),
    )
    if file and Path(file.text).suffix.lower() in {".yaml", ".yml"}:
        hint = "the column file is what results are called; give a patient's file by itself: --for ana.yaml"
        problem = Diagnostic(message=f"{file.text} is not read from a table", span=file.span, hint=hint)
        row = row.also(problem)
    extra = [cell for cell in line[len(columns) :] if cell.text]
    if extra:
        hint = "put text that holds the sign between columns in quotes"
        row = row.also(
            Diagnostic(message="this line has more cells than the first one", span=extra[0].span, hint=hint)
        )
    return row if name else row.also(Diagnostic(message="this patient has no name", span=line[0].span))


def _entries(given: list[tuple[_Column, Cell]]) -> Iterator[tuple[str, Entry]]:
    """Keys of a patient's file, those with an exercise gathered into one mapping."""
    by_key: dict[str, list[tuple[_Column, Cell]]] = {}
    for column, cell in given:
        if column.key not in OF_THE_TABLE[1:]:
            by_key.setdefault(column.key, []).append((column, cell))
    for key, cells in by_key.items():
        column, cell = cells[0]
        if not any(one.exercise for one, _ in cells):
            yield key, Entry(cell.span, _value(column, cell))
            continue
        entries = {one.exercise or "all": Entry(c.span, _value(one, c)) for one, c in cells}
        yield key, Entry(cell.span, Mapping(entries, cell.span))


def _value(column: _Column, cell: Cell) -> Node:
    signs = SPLIT_AT.get(column.key)
    if signs:
        return Listing(tuple(_several(cell, signs)), cell.span)
    number = column.unit and _NUMBER.fullmatch(cell.text)
    return Scalar(f"{cell.text} {column.unit}" if number else cell.text, cell.span)


def _several(cell: Cell, signs: str) -> Iterator[Scalar]:
    for part in re.split(f"[{signs}]", cell.text):
        if part.strip():
            yield Scalar(part.strip(), cell.span)


def _week(cell: Cell | None) -> tuple[int | None, list[Diagnostic]]:
    try:
        return week_of(cell.text) if cell else None, []
    except Problem as problem:
        return None, [Diagnostic(message=str(problem), span=cell.span if cell else None, hint=problem.hint)]
