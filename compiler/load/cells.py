"""A spreadsheet saved as text -> cells that know their place, however the program that saved it writes them.

Columns are parted by the sign that parts most of the first line (`;`, `,` or a tab, or what Excel's `sep=` says). Text
is UTF-8, UTF-16, or else Windows' own (cp1252), in which every German or Spanish spreadsheet was once saved.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.limits import LONGEST_FILE_BYTES
from compiler.yaml import read_bounded

SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt"})
"""Of tables; what else is given for a patient is one patient's file."""
WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".numbers"})

_SEPARATORS = ";,\t"
_MARKS = (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")
_DECLARED = re.compile(r"sep=(.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, without blanks around it, and where it stands."""

    text: str
    span: SourceSpan


Line = tuple[Cell, ...]


def read_cells(path: Path) -> tuple[tuple[Line, ...], list[Diagnostic]]:
    """The lines of a table that hold anything, or what is wrong with the file."""
    raw, problems = _read(path)
    if raw is None:
        return (), problems
    text = _decoded(raw)
    if "\0" in text:
        return (), [_wrong(f"{path}: is no text", "save it as CSV")]
    cells = list(_lines(text.replace("\r\n", "\n").replace("\r", "\n"), path))
    return tuple(line for line in cells if any(cell.text for cell in line)), []


def _read(path: Path) -> tuple[bytes | None, list[Diagnostic]]:
    if path.suffix.lower() in WORKBOOKS:
        return None, [
            _wrong(f"{path}: is a spreadsheet", "save it as CSV: columns of text, a patient a line")
        ]
    raw, problems = read_bounded(path, irregular="is not a file")
    if raw and len(raw) > LONGEST_FILE_BYTES:
        return None, [_wrong(f"{path}: is larger than 1 MiB; a table of a thousand patients is smaller")]
    return raw, problems


def _wrong(message: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(message=message, hint=hint)


def _decoded(raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if raw[1:2] == b"\0" or raw[:1] == b"\0":
        return raw.decode("utf-16-le" if raw[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _lines(text: str, path: Path) -> Iterator[Line]:
    """Cells of each line; a cell in quotes may hold separators and ends of lines."""
    first = text.partition("\n")[0]
    declared = _DECLARED.fullmatch(first.strip('" '))
    separator = declared[1] if declared else max(_SEPARATORS, key=_outside_quotes(text).count)
    one = re.escape(separator)
    blank = rf"[^\S\n{one}]*"
    cell = re.compile(rf'{blank}"((?:[^"]|"")*)"{blank}(?={one}|\n|\Z)|([^{one}\n]*)')
    source, line, at, cells = text.split("\n"), 1, 0, []
    start = 0
    if declared:
        line, at = 2, len(first) + 1
        start = at
    while at <= len(text):
        found = cell.match(text, at)
        assert found
        written = found[2] if found[1] is None else found[1].replace('""', '"')
        span = SourceSpan(
            path=path, line=line, column=at - start + 1, width=max(1, len(found[0].split("\n")[0])),
            source_line=source[line - 1],
        )  # fmt: skip
        cells.append(Cell(written.strip(), span))
        line += found[0].count("\n")
        start = at + found[0].rfind("\n") + 1 if "\n" in found[0] else start
        at = found.end() + 1
        if found.end() >= len(text) or text[found.end()] == "\n":
            yield tuple(cells)
            line, start, cells = line + 1, at, []


def _outside_quotes(text: str) -> str:
    """The first line that holds anything, without what is in quotes."""
    return re.sub(r'"[^"]*"', "", next((line for line in text.split("\n") if line.strip()), ""))
