"""A file's lines as PyYAML gets them: as written, or with slips mended so that reading can go on behind them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from compiler.model.errors import SourceSpan
from compiler.model.lookalikes import LINE_ENDS

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_AS_BLANKS = str.maketrans(dict.fromkeys(LINE_ENDS, " "))
"""To YAML these end a line and to no editor, so all places after them would be wrong."""


@dataclass(frozen=True)
class Draft:
    """`lines` is what is read; `origins` says which line of the file, `written`, each of them comes from."""

    path: Path
    written: tuple[str, ...]
    lines: tuple[str, ...]
    origins: tuple[int, ...]

    @staticmethod
    def of(text: str, path: Path) -> "Draft":
        """The file as it is."""
        written = tuple(text.split("\n"))
        return Draft(path, written, written, tuple(range(len(written))))

    def text_from(self, line: int = 0) -> str:
        """The lines from one on, for PyYAML."""
        return "\n".join(self.lines[line:]).translate(_AS_BLANKS)

    def replaced(self, first: int, stop: int, lines: list[str]) -> "Draft":
        """Lines `first` to `stop` as others; what is more than there was comes from the last of them."""
        own = [self.origins[min(first + n, stop - 1)] for n in range(len(lines))]
        return Draft(
            self.path,
            self.written,
            (*self.lines[:first], *lines, *self.lines[stop:]),
            (*self.origins[:first], *own, *self.origins[stop:]),
        )

    def span(self, line: int, column: int, width: int = 1) -> SourceSpan:
        """The place in the file of a 0-based line and column of this draft."""
        origin = self.origins[line] if line < len(self.origins) else self.origins[-1]
        source, wide = self.written[origin], width if width > 1 else 1
        return SourceSpan(path=self.path, line=origin + 1, column=column + 1, width=wide, source_line=source)
