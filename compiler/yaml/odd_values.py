"""Values and keys that are refused because of a character that looks like another one."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from compiler.model.errors import Diagnostic
from compiler.model.lookalikes import first_lookalike, named, plain
from compiler.yaml.odd_characters import also_on, hint_of, straightened


@dataclass(frozen=True, slots=True, kw_only=True)
class OddLine:
    """A line of the file, 0-based, and its `text` with plain characters; `diagnostic` names the odd one."""

    line: int
    text: str
    diagnostic: Diagnostic


def odd_values(
    lines: Sequence[str], mistakes: Iterable[Diagnostic], keys: AbstractSet[str]
) -> dict[int, OddLine]:
    """The mistaken lines in which a character looks like another one, by their number."""
    found: dict[int, OddLine] = {}
    for mistake in mistakes:
        line = mistake.span.line - 1 if mistake.span else len(lines)
        is_named = "(U+" in mistake.message or ", U+" in mistake.message
        if line < len(lines) and line not in found and not lines[line].isascii() and not is_named:
            odd = _odd_line(lines[line], line, mistake, keys)
            if odd:
                found[line] = odd
    return {**_same_elsewhere(lines, found, keys), **found}


def _same_elsewhere(
    lines: Sequence[str], found: Mapping[int, OddLine], keys: AbstractSet[str]
) -> dict[int, OddLine]:
    """All other lines with the same character in the same role."""
    same = {one.diagnostic.message: one.diagnostic for one in found.values()}
    others: dict[int, OddLine] = {}
    for line, text in enumerate(lines):
        straight = None if text.isascii() else straightened(text, keys)
        first = same.get(f"{named(straight.odd)} {straight.where}") if straight else None
        if straight and first and first.span:
            span = replace(first.span, line=line + 1, column=straight.column + 1, source_line=text)
            others[line] = OddLine(line=line, text=straight.text, diagnostic=replace(first, span=span))
    return others


def _odd_line(text: str, line: int, mistake: Diagnostic, keys: AbstractSet[str]) -> OddLine | None:
    assert mistake.span is not None
    straight = straightened(text, keys)
    if straight:
        return OddLine(
            line=line,
            text=straight.text,
            diagnostic=_named(mistake, straight.odd, straight.column, straight.where),
        )
    start = mistake.span.column - 1
    stop = start + mistake.span.width
    at = first_lookalike(text[start:stop])
    if at is None:
        return None
    changed = text[:start] + plain(text[start:stop]) + text[stop:]
    where = f"stands in {text[start:stop].strip()!r}"
    return OddLine(line=line, text=changed, diagnostic=_named(mistake, text[start + at], start + at, where))


def _named(mistake: Diagnostic, odd: str, column: int, where: str) -> Diagnostic:
    assert mistake.span is not None
    span = replace(mistake.span, column=column + 1, width=1)
    return Diagnostic(message=f"{named(odd)} {where}", span=span, hint=hint_of(odd))


def named_instead(
    odd: Mapping[int, OddLine], before: Iterable[Diagnostic], after: Iterable[Diagnostic]
) -> list[Diagnostic]:
    """What is told: odd characters where they are to blame, and whatever else is wrong.

    `before` are the mistakes of the file as it is, `after` those with plain characters in the odd lines.
    """
    still = {(d.span.line - 1, d.message) for d in after if d.span}
    guilty = {
        line: one
        for line, one in odd.items()
        if not any((line, d.message) in still for d in before if d.span and d.span.line - 1 == line)
    }

    def elsewhere(found: Iterable[Diagnostic]) -> list[Diagnostic]:
        return [d for d in found if not d.span or d.span.line - 1 not in guilty]

    others = elsewhere(after) if len(guilty) == len(odd) else elsewhere(before)
    return [*_together([guilty[line].diagnostic for line in sorted(guilty)]), *others]


def _together(named: Sequence[Diagnostic]) -> list[Diagnostic]:
    """One for all lines with the same character in the same role."""
    same: dict[str, list[Diagnostic]] = {}
    for one in named:
        same.setdefault(one.message, []).append(one)
    return [replace(of[0], message=also_on(message, len(of))) for message, of in same.items()]
