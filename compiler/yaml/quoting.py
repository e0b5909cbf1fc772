"""Slips in texts: what must stand in quotes and does not, and quotes that end too early."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from compiler.yaml.repair import Repair, content_column, lead, on_line, path_hint, shown


class _Fix(NamedTuple):
    """A text as it should be written; `offset` is where in the old one the trouble is."""

    written: str
    message: str
    hint: str
    offset: int = 0


def quoted(text: str) -> str:
    """The text in the quotes that need the least inside them."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def text_repairs(lines: tuple[str, ...], at: int, keys: AbstractSet[str]) -> Iterator[Repair]:
    """Texts of one line in the quotes that they need."""
    line = lines[at]
    for start, stop in _values(line):
        for fix in _fixes(line[start:stop]):
            text = line[:start] + fix.written + line[stop:]
            yield on_line(at, text, fix.message, fix.hint, column=start + fix.offset)


def opened_key(lines: tuple[str, ...], at: int, keys: AbstractSet[str]) -> Iterator[Repair]:
    """A key with a quote before it and none behind."""
    found = re.match(r"(\s*(?:-\s+)*)([\"'])([\w -]+)(:.*)$", lines[at])
    if found:
        text = f"{found[1]}{found[2]}{found[3]}{found[2]}{found[4]}"
        message, hint = "a quote opens here and is never closed", f"write {found[3]} without quotes"
        yield on_line(at, text, message, hint, column=len(found[1]))


def long_text(lines: tuple[str, ...], at: int, keys: AbstractSet[str]) -> Iterator[Repair]:
    """A text over several lines, one of them with a colon: in quotes as a whole."""
    key = re.match(r"\s*([\w-]+):\s", lines[at])
    if key is None or key[1] in keys:
        return
    start = next((n for n in range(at - 1, max(-1, at - 20), -1) if _is_above(lines, n, at)), None)
    if start is None or not (places := list(_values(lines[start]))):
        return
    begin, stop = places[-1]
    last = next((n for n in range(at, len(lines)) if _ends(lines, n, lead(lines[start]))), at)
    text = " ".join([lines[start][begin:stop], *(line.strip() for line in lines[start + 1 : last + 1])])
    if '"' in text or "\\" in text or text.startswith("'"):
        return
    first = lines[start][:begin] + '"' + lines[start][begin:stop]
    kept = (first, *lines[start + 1 : last], lines[last].rstrip() + '"')
    column = max(0, lines[at].find(":"))
    hint = f'put the whole text in quotes, from line {start + 1} to line {last + 1}: "{shown(text, 40)}"'
    yield Repair(message="a colon in a text that is not in quotes", hint=hint, line=at, column=column,
                 first=start, stop=last + 1, lines=kept)  # fmt: skip


def long_quotes(lines: tuple[str, ...], at: int, keys: AbstractSet[str]) -> Iterator[Repair]:
    """A text in quotes over several lines, whose quote ends too early or never."""
    places = [place for place in _values(lines[at]) if lines[at][place[0]] in "\"'"]
    if not places:
        return
    begin, stop = places[-1]
    mark, column = lines[at][begin], content_column(lines[at])
    last = at
    while (
        last + 1 < len(lines) and lead(lines[last + 1]) > column and not _KEY.match(lines[last + 1].lstrip())
    ):
        last += 1
    if last == at:
        return
    text = " ".join([lines[at][begin + 1 : stop], *(line.strip() for line in lines[at + 1 : last + 1])])
    inside = text.removesuffix(mark)
    written = quoted(inside.replace("''", "'") if mark == "'" else inside)
    message = (
        f"the text in {mark} ends too early" if mark in inside else "a quote opens here and is never closed"
    )
    hint = f"put the whole text, to line {last + 1}, in one pair of quotes: {shown(written, 50)}"
    kept = (lines[at][:begin] + written, *("" for _ in range(last - at)))
    yield Repair(message=message, hint=hint, line=at, column=begin, first=at, stop=last + 1, lines=kept)


def _is_above(lines: tuple[str, ...], n: int, at: int) -> bool:
    return bool(lines[n].strip()) and content_column(lines[n]) < lead(lines[at])


def _ends(lines: tuple[str, ...], n: int, indent: int) -> bool:
    """Whether the text that the line is part of ends with it."""
    return n + 1 >= len(lines) or not lines[n + 1].strip() or lead(lines[n + 1]) <= indent + 2


# --- where texts stand ---------------------------------------------------------------------------------------

_KEY = re.compile(r"(?:\"[^\"]*\"|'[^']*'|[^\s:#\"'\[\]{},&*!|>%@`][^:#\[\]{}]*?)\s*:(?:\s+|$)")
_PAIR = re.compile(r"\s*[\w-]+:\s+")


def _values(line: str) -> Iterator[tuple[int, int]]:
    """Where texts start and stop in a line: those inside brackets first, then the whole value of its key."""
    start = content_column(line)
    key = _KEY.match(line, start)
    begin = key.end() if key else start
    stop = len(line.rstrip())
    if begin >= stop:
        return
    whole = line[begin:stop]
    if whole[0] in "{[" and whole[-1] in "}]":
        position = begin + 1
        for piece in re.split(
            r"(,\s+(?=[\w-]+:\s)|,\s+)" if whole[0] == "[" else r"(,\s+(?=[\w-]+:\s))", whole[1:-1]
        ):
            pair = _PAIR.match(piece)
            inside = pair.end() if pair and whole[0] == "{" else len(piece) - len(piece.lstrip())
            if piece.strip() and not piece.startswith(","):
                yield position + inside, position + len(piece.rstrip())
            position += len(piece)
    comment = re.search(r"\s+#", whole)
    if comment:
        yield begin, begin + comment.start()
    yield begin, stop


# --- what is wrong with a text -------------------------------------------------------------------------------


def _fixes(text: str) -> Iterator[_Fix]:
    if text[:1] in {'"', "'"}:
        yield from _in_quotes(text)
    elif text[:1] not in {"|", ">"} or not re.fullmatch(r"[|>][+-]?\d?", text):
        yield from _unquoted(text)


def _in_quotes(text: str) -> Iterator[_Fix]:
    mark, rest = text[0], text[1:]
    if mark == '"' and "\\" in rest:
        yield from _backslash(text)
    after = re.fullmatch(rf"({mark}[^{mark}]*{mark})\s*[,;]", text)
    if after:
        what = "comma" if text[-1] == "," else "semicolon"
        yield _Fix(after[1], f"a {what} after the closing quote", "delete it", len(text) - 1)
    apostrophe = re.search(r"(?<=\w)'(?=\w)", rest) if mark == "'" else None
    if rest.endswith(mark) and mark in rest[:-1]:
        inner = rest[:-1].replace("''", "'") if mark == "'" else rest[:-1].replace('\\"', '"')
        offset = 1 + (apostrophe.start() if apostrophe else rest.index(mark))
        what = "an apostrophe" if apostrophe else f"a {mark}"
        yield _requoted(inner, f"{what} ends the text that starts in {mark}", offset)
    elif apostrophe:
        yield _requoted(rest, "an apostrophe ends the text that starts in '", 1 + apostrophe.start())
    if mark in rest[:-1]:
        yield _requoted(text, "text goes on after the closing quote", 1 + rest.index(mark) + 1)
    if mark not in rest:
        message = "a quote opens here and is never closed"
        yield _Fix(text + mark, message, f"write {mark} at the end of the text as well")


def _requoted(text: str, message: str, offset: int) -> _Fix:
    written = quoted(text)
    return _Fix(written, message, f"write {shown(written)}", offset)


def _backslash(text: str) -> Iterator[_Fix]:
    inner = text[1:-1] if text.endswith('"') else text[1:]
    if "'" not in inner:
        message = "in double quotes a \\ starts a special character"
        single = f"'{inner}'"
        is_path = re.fullmatch(r"([A-Za-z]:)?[\w .\\-]+\.\w{2,4}", inner)
        hint = path_hint(inner) if is_path else f"write it in single quotes: {shown(single)}"
        yield _Fix(single, message, hint, text.index("\\"))


_STARTS = {
    "[": "[ starts a list, and text goes on after it",
    "{": "{ starts keys and values, and text goes on after it",
    "*": "* at the start of a text has another meaning in YAML",
    "&": "& at the start of a text has another meaning in YAML",
    "!": "! at the start of a text has another meaning in YAML",
    "|": "| at the start of a text has another meaning in YAML",
    ">": "> at the start of a text has another meaning in YAML",
    "#": "# starts a comment",
}


def _unquoted(text: str) -> Iterator[_Fix]:
    message, offset = _reason(text)
    if message:
        written = quoted(text)
        yield _Fix(written, message, f"put the text in quotes: {shown(written)}", offset)


def _reason(text: str) -> tuple[str | None, int]:
    """Why a text must stand in quotes, and where in it that shows."""
    if text[0] in _STARTS:
        return _STARTS[text[0]], 0
    if text[0] in "@`%,]}" or re.match(r"[-?:](\s|$)", text):
        return f"a text cannot start with {text[0]}", 0
    colon = re.search(r":(\s|$)", text)
    if colon:
        return "a colon with a blank after it in a text that is not in quotes", colon.start()
    comment = re.search(r"\s#", text)
    if comment:
        return "# after a blank starts a comment and cuts the text off", comment.start() + 1
    return None, 0
