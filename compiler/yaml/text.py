"""A file's bytes -> the text in it, bounded: regular files only, 1 MiB, UTF-8."""

import re
import stat
from collections.abc import Sequence
from pathlib import Path

from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.hints import near_name_hint

LONGEST_FILE_BYTES = 1 << 20


def read_text(path: Path) -> tuple[str | None, list[Diagnostic]]:
    """The file's text without BOM and with plain line ends, or None with what is wrong."""

    def wrong(message: str, hint: str | None = None) -> tuple[None, list[Diagnostic]]:
        return None, [Diagnostic(message=f"{path}: {message}", hint=hint)]

    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return wrong("is not a file that can be read as YAML")
        with path.open("rb") as file:
            raw = file.read(LONGEST_FILE_BYTES + 1)
    except FileNotFoundError:
        return wrong("there is no such file", near_name_hint(path))
    except OSError as error:
        return wrong(f"cannot be read: {error.strerror}")
    except ValueError:
        return wrong("is not a file name")
    if len(raw) > LONGEST_FILE_BYTES:
        return wrong("is larger than 1 MiB; a routine is a few kilobytes of text")
    return _decode(raw, path)


def _decode(raw: bytes, path: Path) -> tuple[str | None, list[Diagnostic]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        span = SourceSpan(path=path, line=line, column=column, source_line="")
        hint = "save the file as UTF-8 in your editor"
        return None, [Diagnostic(message="this is not UTF-8 text", span=span, hint=hint)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text)
    if bad:
        span = span_at(path, text.split("\n"), text.count("\n", 0, bad.start()), _column(text, bad.start()))
        message = f"a character that cannot stand in YAML (U+{ord(bad[0]):04X})"
        return None, [Diagnostic(message=message, span=span, hint="delete it")]
    return text, []


def _column(text: str, position: int) -> int:
    return position - (text.rfind("\n", 0, position) + 1)


def span_at(path: Path, lines: Sequence[str], line: int, column: int, width: int = 1) -> SourceSpan:
    """A span from 0-based line and column, as PyYAML counts them."""
    line = min(line, max(0, len(lines) - 1))
    source = lines[line] if lines else ""
    return SourceSpan(path=path, line=line + 1, column=column + 1, width=max(1, width), source_line=source)
