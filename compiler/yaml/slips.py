"""Where YAML breaks off -> the slip of the pen behind it, and the file without it.

What is told is never guessed from PyYAML's words, which are often about the line after. Each kind of slip proposes
lines without it; the first proposal with which the reading gets past the place is what was meant. So the hint is
true: who follows it gets past the place, too.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

import yaml

from compiler.model.errors import Diagnostic
from compiler.yaml import laying, quoting
from compiler.yaml.draft import Draft, Loader
from compiler.yaml.odd_characters import odd_characters, odd_line_ends
from compiler.yaml.repair import Repair, above

_KINDS = (
    odd_line_ends,
    odd_characters,
    laying.tabs,
    laying.fences,
    laying.dashes,
    laying.dashed_keys,
    laying.colons,
    laying.stray_signs,
    laying.doubled_commas,
    laying.list_on_the_line,
    laying.nameless_lists,
    laying.two_keys,
    quoting.opened_key,
    laying.missing_dashes,
    laying.brackets,
    quoting.long_quotes,
    quoting.text_repairs,
    quoting.long_text,
    laying.indents,
    laying.strays,
    laying.continuations,
)
_SURE = (laying.dashes, laying.colons)
_MOST_NEIGHBOURS = 8
_LONGEST_BLOCK = 64 << 10
"""A mistake further than these characters from the last key at the left edge is only told in PyYAML's words."""


class Slips(NamedTuple):
    """What is wrong, and the file without it; None where nothing can be made of it."""

    diagnostics: tuple[Diagnostic, ...]
    mended: Draft | None


def find_slips(draft: Draft, error: yaml.MarkedYAMLError, keys: AbstractSet[str]) -> Slips:
    """The slip behind an error of syntax, or several on neighbouring lines; `keys` are the words that may be keys."""
    place = _place(draft, error)
    start = _block_start(draft, min(place))
    if sum(map(len, draft.lines[start : max(place) + 1])) < _LONGEST_BLOCK:
        for repairs in _proposals(draft, place, keys):
            mended = draft
            for repair in repairs:
                mended = mended.replaced(repair.first, repair.stop, list(repair.lines))
            if _reads_on(mended, start, place[0] + len(mended.lines) - len(draft.lines)):
                return Slips(tuple(_told(draft, repair) for repair in repairs), mended)
    return Slips((_in_other_words(draft, error),), None)


def _told(draft: Draft, repair: Repair) -> Diagnostic:
    span = draft.span(repair.line, repair.column, repair.width)
    return Diagnostic(message=repair.message, span=span, hint=repair.hint)


def _place(draft: Draft, error: yaml.MarkedYAMLError) -> tuple[int, int]:
    """The line that the mistake is on by PyYAML's account, and the other one that it names."""
    context, problem = error.context_mark, error.problem_mark
    of_context = _is_opened(error) or "simple key" in (error.context or "")
    marks: tuple[Any, Any] = (context, problem) if of_context else (problem, context)
    last = len(draft.lines) - 1
    known = [min(mark.line, last) for mark in marks if mark is not None] or [0]
    return known[0], known[-1]


def _is_opened(error: yaml.MarkedYAMLError) -> bool:
    """Whether the error is a quote or a bracket that is left open."""
    context = error.context or ""
    opened = any(word in context for word in ("flow sequence", "flow mapping", "quoted"))
    return opened and "escape" not in (error.problem or "")


def _proposals(draft: Draft, place: tuple[int, int], keys: AbstractSet[str]) -> Iterator[tuple[Repair, ...]]:
    """Each kind on each line that may be meant; last, what is surely wrong on all lines above together."""
    first, other = place
    before = [above(draft.lines, first), above(draft.lines, other)]
    opened = laying.left_open(draft.lines, max(place))
    suspects = list(dict.fromkeys(n for n in (first, before[0], other, before[1], opened) if n is not None))
    for kind in _KINDS:
        for at in suspects:
            yield from ((repair,) for repair in kind(draft.lines, at, keys))
    lines = range(max(0, first - _MOST_NEIGHBOURS), max(place) + 1)
    sure = (next((r for kind in _SURE for r in kind(draft.lines, at, keys)), None) for at in lines)
    together = tuple(repair for repair in sure if repair)
    for start in range(len(together) - 1):
        yield together[start:]


def _block_start(draft: Draft, line: int) -> int:
    """The last line at the left edge that stands well before `line`: from there on it can be read by itself."""
    edges = (
        n for n in range(line - 1, -1, -1) if draft.lines[n][:1] not in {"", " ", "-", "#", "\t", "]", "}"}
    )
    next(edges, None)  # the nearest one may be part of the mistake
    return next(edges, 0)


def _reads_on(draft: Draft, start: int, line: int) -> bool:
    """Whether reading from line `start` gets past `line`."""
    try:
        events: Iterator[Any] = yaml.parse(draft.text_from(start), Loader=Loader)
        for event in events:
            if event.start_mark.line + start > line + 1:
                break
    except yaml.MarkedYAMLError as error:
        return _place(draft, error)[0] + start > line
    except (yaml.YAMLError, ValueError):
        return False
    return True


# --- what no kind of slip explains ---------------------------------------------------------------------------

_WORDS = (
    ("cannot start any token", "a text cannot start with this character", "put the text in quotes"),
    ("mapping values are not allowed", "a colon where no key ends", "put text with a colon in quotes"),
    ("could not find expected ':'", "a key without its colon", "a key is followed by a colon and a blank"),
    ("escape", "in double quotes a \\ starts a special character", "write \\\\, or use single quotes"),
    ("expected alphabetic", "* and & at the start of a text have another meaning", "put the text in quotes"),
    ("directive", "a line that starts with % is a command to YAML", "put text that starts with % in quotes"),
    (
        "block",
        "this line does not stand where the lines before it do",
        "compare the blanks before it with theirs",
    ),
)


def _in_other_words(draft: Draft, error: yaml.MarkedYAMLError) -> Diagnostic:
    told = f"{error.context or ''} {error.problem or ''}"
    opened = _is_opened(error)
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    span = draft.span(mark.line, mark.column) if mark else draft.span(0, 0)
    if opened:
        what = "quote" if "quoted" in told else "bracket"
        seen = error.problem_mark
        shows = draft.origins[min(seen.line, len(draft.origins) - 1)] + 1 if seen else span.line
        hint = f"the trouble shows on line {shows}"
        return Diagnostic(message=f"a {what} opens here and is never closed properly", span=span, hint=hint)
    unknown = (error.problem or "not readable as YAML", None)
    message, hint_ = next(((m, h) for sign, m, h in _WORDS if sign in told), unknown)
    return Diagnostic(message=message, span=span, hint=hint_)
