"""Values -> YAML as a person would write it: plain where that is right, in quotes where it must be, folded if long."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from compiler.model.lookalikes import LINE_ENDS
from compiler.yaml.change import Value
from compiler.yaml.draft import Loader
from compiler.yaml.placed import LINE_END, PlacedScalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a file is written: columns that what hangs below a key stands further in, lists and keys; longest line."""

    step: int = 2
    dash: int = 2
    width: int = 110


class Lines(NamedTuple):
    """A value as written: behind its key or dash, and on lines of their own below it, with their blanks."""

    inline: str
    below: tuple[str, ...] = ()


_WORDS = {"yes": "no", "true": "false", "on": "off"}
_SHORT = 30
"""Characters of texts that stand beside each other in one line."""
_RESOLVER = yaml.resolver.Resolver()
_TEXT_TAG = "tag:yaml.org,2002:str"
_LIKE_A_KEY = re.compile(r"[\w-]+:\S(?!//)|[yYnN]$|0o[0-7]+$")
"""Not text to everybody who reads YAML, or a slip to us."""
_BOUND = re.compile(rf"[\0-\x08\x0a-\x1f\x7f-\x9f\ufeff\ufffe\uffff{''.join(LINE_ENDS)}]")


def one_line(value: Value, *, flow: bool, was: PlacedScalar | None = None) -> str:
    """Any value in one line; `was` is what stood there, whose quotes are kept."""
    if isinstance(value, str):
        return _text(value, flow=flow, was=was)
    if isinstance(value, bool):
        return _flag(value, was)
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_text(k)}: {one_line(v, flow=True)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(one_line(one, flow=True) for one in value) + "]"


def key_text(name: str) -> str:
    """A key."""
    return _text(name, flow=True, was=None)


def _flag(value: bool, was: PlacedScalar | None) -> str:
    before = was.text if was else ""
    pair = next((pair for pair in _WORDS.items() if before in pair), ("yes", "no"))
    return pair[0] if value else pair[1]


def _text(text: str, *, flow: bool, was: PlacedScalar | None) -> str:
    style = was.style if was else None
    if style == "'" and not _BOUND.search(text):
        return _single(text)
    plain = style not in ('"', "'") and plain_is_right(text, flow=flow)
    if plain and (
        _is_text(text) or (was and not was.style and not was.empty and _tag(text) == _tag(was.text))
    ):
        return text
    by_single = style != '"' and ('"' in text or "\\" in text) and not _BOUND.search(text)
    return _single(text) if by_single else _double(text)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + _BOUND.sub(lambda found: f"\\u{ord(found[0]):04X}", escaped) + '"'


def _tag(text: str) -> str:
    resolve: Any = _RESOLVER.resolve
    return str(resolve(yaml.ScalarNode, text, (True, False)))


def _is_text(text: str) -> bool:
    """Whether every reader of YAML takes the plain text for text."""
    return _tag(text) == _TEXT_TAG and not _LIKE_A_KEY.match(text)


@lru_cache(maxsize=512)
def plain_is_right(text: str, *, flow: bool) -> bool:
    """Whether a text without quotes is read as just this text, after a key and in a list, or in brackets."""
    if not text or text != text.strip() or _BOUND.search(text) or "\t" in text:
        return False
    tried = f"{{k: {text}}}" if flow else f"k: {text}"
    try:
        events: list[Any] = [e for e in yaml.parse(tried, Loader=Loader) if isinstance(e, yaml.NodeEvent)]
    except yaml.YAMLError:
        return False
    values = [e.value for e in events if isinstance(e, yaml.ScalarEvent)]
    known = all(isinstance(e, yaml.ScalarEvent | yaml.MappingStartEvent) for e in events)
    return known and len(events) == 3 and values == ["k", text] and not any(e.anchor or e.tag for e in events)


def after(
    value: Value, column: int, manner: Manner, *, key: str = "", was: PlacedScalar | None = None
) -> Lines:
    """The value of a key that stands at `column`; `key` is its name, or that of the list whose entry it is."""
    if isinstance(value, str):
        return _words(value, column, manner, was)
    if isinstance(value, bool | int | float) or not value:
        return Lines(one_line(value, flow=False, was=was))
    inline = one_line(value, flow=False)
    if _is_small(value) and column + len(key) + 2 + len(inline) <= manner.width:
        return Lines(inline)
    if isinstance(value, Mapping):
        return Lines("", tuple(_keys(value, column + manner.step, manner)))
    items = (item(one, column + manner.dash, manner, key=key) for one in value)
    return Lines("", tuple(line for lines in items for line in lines))


def _is_small(value: Value) -> bool:
    """Whether it is what people write in brackets: keys with simple values, or a list of a few short words."""
    if isinstance(value, Mapping):
        return all(
            not isinstance(one, Mapping) and (_is_simple(one) or _is_small(one)) for one in value.values()
        )
    return isinstance(value, Sequence) and all(_is_simple(one) and len(str(one)) <= _SHORT for one in value)


def _is_simple(value: Value) -> bool:
    return isinstance(value, bool | int | float) or (isinstance(value, str) and "\n" not in value)


def _keys(value: Mapping[str, Value], column: int, manner: Manner) -> list[str]:
    return [line for key, one in value.items() for line in entry(key, one, column, manner)]


def entry(key: str, value: Value, column: int, manner: Manner) -> list[str]:
    """The lines of a key with its value."""
    lines = after(value, column, manner, key=key)
    return [f"{' ' * column}{key_text(key)}:{_behind(lines.inline)}", *lines.below]


def _behind(inline: str) -> str:
    return f" {inline}" if inline else ""


def item(value: Value, column: int, manner: Manner, *, key: str = "", flow: bool | None = None) -> list[str]:
    """The lines of an entry of the list of that `key`; `flow`: in braces, or not; None for as it is usual."""
    lines = behind_dash(value, column, manner, key=key, flow=flow)
    return [f"{' ' * column}-{_behind(lines.inline)}", *lines.below]


def behind_dash(
    value: Value,
    column: int,
    manner: Manner,
    *,
    key: str = "",
    flow: bool | None = None,
    was: PlacedScalar | None = None,
) -> Lines:
    """What stands behind a dash at `column`, and below it."""
    if isinstance(value, Mapping) and value:
        inline = one_line(value, flow=False)
        usual = key != "steps" and _is_small(value) and column + 2 + len(inline) <= manner.width
        if usual if flow is None else flow:
            return Lines(inline)
        lines = _keys(value, column + 2, manner)
        return Lines(lines[0].lstrip(), tuple(lines[1:]))
    if isinstance(value, str):
        return _words(value, column, manner, was)
    return Lines(one_line(value, flow=False, was=was))


def _words(text: str, column: int, manner: Manner, was: PlacedScalar | None) -> Lines:
    """A text in one line; folded where that would be long, and as lines where it has some."""
    style = was.style if was else None
    inner = " " * (column + manner.step)
    if style in ('"', "'"):
        return Lines(one_line(text, flow=False, was=was))
    foldable = bool(_FOLDABLE.fullmatch(text)) and not _BOUND.search(text.removesuffix("\n"))
    long = len(text) + column + 2 > manner.width
    if foldable and (style in ("|", ">") or long or text.endswith("\n")):
        kept = _lines_of(was) if was and style in ("|", ">") else []
        mark = style if style == "|" and not long else ">"
        lines = wrapped(text.strip("\n"), manner.width - len(inner), kept)
        return Lines(f"{mark}{_chomping(text)}", tuple(inner + line for line in lines))
    if "\n" in text and _LITERAL.fullmatch(text) and not _BOUND.search(text.replace("\n", "")):
        return Lines(
            f"|{_chomping(text)}",
            tuple(inner + line if line else "" for line in text.rstrip("\n").split("\n")),
        )
    return Lines(one_line(text, flow=False, was=None if style in ("|", ">") else was))


_FOLDABLE = re.compile(r"[^\s]+(?: [^\s]+)*\n?")
_LITERAL = re.compile(r"[^\s](?:[^\n]*[^\s])?(?:\n+[^\n]*[^\s])*\n?")


def _chomping(text: str) -> str:
    return "" if text.endswith("\n") else "-"


def _lines_of(was: PlacedScalar) -> list[str]:
    return [line.strip() for line in LINE_END.split(was.written)[1:]]


def wrapped(text: str, width: int, kept: Sequence[str] = ()) -> list[str]:
    """The words in lines of that width; lines at its beginning and its end that were there before stay as they are."""
    words = text.split(" ")
    head: list[str] = []
    for line in kept:
        if line.split(" ") != words[: len(line.split(" "))]:
            break
        head.append(line)
        words = words[len(line.split(" ")) :]
    tail: list[str] = []
    for line in reversed(kept[len(head) :]):
        count = len(line.split(" "))
        if line.split(" ") != words[-count:]:
            break
        tail.insert(0, line)
        words = words[:-count]
    return [*head, *_filled(words, width), *tail]


def _filled(words: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
