"""Legal YAML that is read otherwise than it was meant: lines that a text swallows, and a `#` that cuts one."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.lookalikes import BULLETS, DASHES
from compiler.yaml.draft import Draft
from compiler.yaml.repair import path_hint, shown


@dataclass(frozen=True, slots=True)
class Swallowed:
    """`problems` are told in any case; `doubt` only where the text turns out to be no good value."""

    problems: list[Diagnostic] = field(default_factory=list)
    doubt: Diagnostic | None = None


_NOTHING = Swallowed()
_GLUED = re.compile(r"\s*(?:-\s*)?([\w-]+):(?=\S)(?!//)")
_BARE = re.compile(r"\s*(?:-\s+)?([\w-]+)\s+\S")
_MARK = re.compile(rf"\s*(-\s|[{re.escape(BULLETS)}]\s|[{re.escape(DASHES)}]\s)")


def swallowed(draft: Draft, first: int, last: int, keys: AbstractSet[str]) -> Swallowed:
    """What is wrong with the lines after the first one of a plain text from line `first` to line `last`."""
    if last <= first:
        return _NOTHING
    problems: list[Diagnostic] = []
    doubt = None
    for line in range(first + 1, min(last + 1, len(draft.lines))):
        text = draft.lines[line]
        column = len(text) - len(text.lstrip())
        glued, bare, mark = _GLUED.match(text), _BARE.match(text), _MARK.match(text)
        if glued and glued[1] in keys:
            problems.append(_no_blank(glued, draft.span(line, 0)))
        elif mark:
            span = draft.span(line, column)
            message = f"this line is read as more of the text that starts on line {draft.origins[first] + 1}"
            hint = 'an entry of a list starts with "- ", as far in as the entries before it; text is put in quotes'
            problems.append(Diagnostic(message=message, span=span, hint=hint, severity=Severity.WARNING))
        elif bare and bare[1] in keys and doubt is None:
            doubt = _no_colon(bare, draft.span(line, column))
    return Swallowed(problems, doubt)


def doubtful_key(span: SourceSpan, keys: AbstractSet[str]) -> Diagnostic | None:
    """The doubt about an entry of a list such as `say:Hello` or `say Hello`."""
    glued = _GLUED.match(span.source_line, span.column - 1)
    bare = _BARE.match(span.source_line, span.column - 1)
    if glued and glued[1] in keys:
        return _no_blank(glued, span)
    return _no_colon(bare, span) if bare and bare[1] in keys else None


def _no_blank(glued: re.Match[str], span: SourceSpan) -> Diagnostic:
    written = f"{glued[1]}: {span.source_line[glued.end() :].strip()}"
    place = replace(span, column=glued.end(), width=1)
    message = f"no blank after the colon of {glued[1]}"
    return Diagnostic(message=message, span=place, hint=f"write {shown(written, 60)}")


_INSTEAD_OF_A_COLON = re.compile(r"^(=|->|→|;)\s*")


def _no_colon(bare: re.Match[str], span: SourceSpan) -> Diagnostic:
    value = span.source_line[bare.end(1) :].strip()
    written = f"{bare[1]}: {_INSTEAD_OF_A_COLON.sub('', value)}"
    place = replace(span, column=bare.start(1) + 1, width=len(bare[1]))
    return Diagnostic(message=f"no colon after {bare[1]}", span=place, hint=f"write {shown(written, 60)}")


_COMMENT = re.compile(r"(?P<blanks>[ \t]+)#(?P<text>\d|[^\W\d_])")


def comment_in_text(draft: Draft, line: int, column: int) -> SourceSpan | None:
    """Where a comment that looks like a part of the text before it starts: `Exercise #1`, `Stretches #backpain`.

    A comment has a blank after its `#`, or two before it; a number after `#` is none in either case.
    """
    if line >= len(draft.lines) or "#" not in draft.lines[line]:
        return None
    found = _COMMENT.match(draft.lines[line], column)
    if not found or (len(found["blanks"]) > 1 and not found["text"].isdigit()):
        return None
    at = column + len(found["blanks"])
    return draft.span(line, at, len(draft.lines[line].rstrip()) - at)


class _Wrong(NamedTuple):
    message: str
    hint: str


_PATH = re.compile(r'"(?:[A-Za-z]:)?(?:\.{0,2}|[\w .-]+)(?:\\(?!\\)[\w .-]+)+"')


def path_in_double_quotes(span: SourceSpan) -> _Wrong | None:
    r"""A Windows path whose `\n` or `\t` YAML reads as a line break or a tab."""
    written = span.source_line[span.column - 1 : span.column - 1 + span.width]
    drive = re.match(r'"[A-Za-z]:\\(?!\\)', written)
    if not drive and not (_PATH.fullmatch(written) and re.search(r"\.\w{2,4}\"$", written)):
        return None
    message = "a path in double quotes: each \\ starts a special character there"
    return _Wrong(message, path_hint(written[1:-1]))
