"""A file's bytes -> the text in it, bounded: regular files only, 1 MiB, UTF-8."""

import re
import stat
from collections.abc import Sequence
from pathlib import Path

from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.hints import near_name_hint
from compiler.model.limits import LONGEST_FILE_BYTES
from compiler.yaml.formats import other_format


def read_text(path: Path) -> tuple[str | None, list[Diagnostic]]:
    """The file's text without BOM and with plain line ends, or None with what is wrong.

    A line ends where an editor ends it: at LF, CR LF or CR. U+0085, U+2028 and U+2029 are characters of a line.
    """
    raw, problems = read_bounded(path, irregular="is not a file that can be read as YAML")
    if raw is None:
        return None, problems
    return decoded(raw, path)


def read_bounded(path: Path, *, irregular: str) -> tuple[bytes | None, list[Diagnostic]]:
    """A file's first bytes, one more than 1 MiB at the most, or None with what is wrong.

    `irregular` tells what is wrong with a folder, a pipe or a device, none of which is read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None, [_wrong(path, irregular)]
        with path.open("rb") as file:
            return file.read(LONGEST_FILE_BYTES + 1), []
    except FileNotFoundError:
        return None, [_wrong(path, "there is no such file", near_name_hint(path))]
    except OSError as error:
        return None, [_wrong(path, f"cannot be read: {error.strerror}")]
    except ValueError:
        return None, [_wrong(path, "is not a file name")]


def _wrong(path: Path, message: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(message=f"{path}: {message}", hint=hint)


def decoded(raw: bytes, path: Path) -> tuple[str | None, list[Diagnostic]]:
    """The text in a file's bytes; what is returned is as with :func:`read_text`."""
    other = other_format(raw)
    if other:
        return None, [Diagnostic(message=other.message, span=span_at(path, (), 0, 0), hint=other.hint)]
    if len(raw) > LONGEST_FILE_BYTES:
        return None, [_wrong(path, "is larger than 1 MiB; a routine is a few kilobytes of text")]
    try:
        text = _plain_line_ends(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return None, [_not_utf8(raw, error.start, path)]
    bad = _FORBIDDEN.search(text)
    if bad:
        span = span_at(path, text.split("\n"), text.count("\n", 0, bad.start()), _column(text, bad.start()))
        message = f"a character that cannot stand in YAML (U+{ord(bad[0]):04X})"
        return None, [Diagnostic(message=message, span=span, hint="delete it")]
    return text, []


_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def _plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(raw: bytes, position: int, path: Path) -> Diagnostic:
    """Shown as the commonest other encoding reads it, so that the letter can be found."""
    before = _plain_line_ends(raw[:position].decode("utf-8-sig", "replace"))
    line = _plain_line_ends(raw[position : position + 200].decode("cp1252", "replace")).split("\n")[0]
    source = before.split("\n")[-1] + line
    span = SourceSpan(path=path, line=before.count("\n") + 1, column=_column(before, len(before)) + 1,
                      source_line=source)  # fmt: skip
    hint = "save the file as UTF-8 in your editor"
    return Diagnostic(message="this is not UTF-8 text", span=span, hint=hint)


def _column(text: str, position: int) -> int:
    return position - (text.rfind("\n", 0, position) + 1)


def span_at(path: Path, lines: Sequence[str], line: int, column: int, width: int = 1) -> SourceSpan:
    """A span from 0-based line and column, as PyYAML counts them."""
    line = min(line, max(0, len(lines) - 1))
    source = lines[line] if lines else ""
    return SourceSpan(path=path, line=line + 1, column=column + 1, width=max(1, width), source_line=source)
