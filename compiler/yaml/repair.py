"""What a slip of the pen is told as, and the lines without it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Lines `first` to `stop` become `lines`; told at `line` and `column`. All are 0-based."""

    message: str
    hint: str | None
    line: int
    column: int
    width: int = 1
    first: int
    stop: int
    lines: tuple[str, ...]


def on_line(at: int, text: str, message: str, hint: str | None, *, column: int, width: int = 1) -> Repair:
    """A repair of one line, which becomes `text`."""
    return Repair(
        message=message, hint=hint, line=at, column=column, width=width, first=at, stop=at + 1, lines=(text,)
    )


def lead(line: str) -> int:
    """How many blanks stand before a line."""
    return len(line) - len(line.lstrip(" \t"))


def content_column(line: str) -> int:
    """Where a line's text starts behind the dashes of lists."""
    found = re.match(r"\s*(?:-\s+)*", line)
    return found.end() if found else 0


def above(lines: tuple[str, ...], at: int) -> int | None:
    """The next line upwards that holds something."""
    return next((n for n in range(at - 1, -1, -1) if lines[n].strip()), None)


def path_hint(path: str) -> str:
    """How a file is named whose path is written as Windows does."""
    if re.match(r"[A-Za-z]:", path):
        name = re.split(r"[\\/]", path)[-1]
        return f"copy the file into the project's assets and write its name alone: {name}"
    return "write / between folders: " + re.sub(r"\\+", "/", path)


def shown(text: str, most: int = 70) -> str:
    """A piece of text for a hint."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
