"""Texts to change in place, changes of them, and what a file says by another way than the code that changes it."""
# ruff: noqa: E501 - a row of a table is read on one line

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from compiler.yaml.change import Change, Duplicate, Insert, Move, Remove, Rename, SetValue

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = [
    *sorted((ROOT / "routines").glob("*.yaml")),
    *sorted((ROOT / "assets" / "exercises").glob("*.yaml"))[::4],
]

NASTY = (
    "title: A\nsteps:\n- say: a\n-\n- rest: 3s # why\n# about the next\n- exercise: b\n  hold: 30s\n\n\nclosing: end",
    "\ufeff# head\r\ntitle:   'it''s'   # aligned\r\nsteps:\r\n    -   say: >-\r\n            long words\r\n            go on\r\n"
    "\r\n    # two\r\n    -   {exercise: b, hold: 0:30}   # flow\r\n",
    'a: "x\\ty"\nb: |\n  one\n\n  two\n# c\nc: >+\n  keep\n\n\nd: [1, [2, 3], {e: 4}]  # d\ne:\n  - - x\n    - y\n  - z\n',
    "steps:\n  - say: one two\n      three\n\n      four   # c\n    # reps: 3\n  - rest: 3s\n\n  # ---- Part two ----\n\n"
    "  # the bridge\n  - exercise: bridge\n    cues: [\n      {at: 3s, say: x},  # first\n      {at: halfway, say: 'y'},\n    ]\n"
    "    setup:\n    - a\n    - b\n",
    "%YAML 1.1\n---\ntitle: A\nsteps: []\nvoice: {}\nspeakers:\n  anna:\n    name: Anna\n...\n",
    "title:\n  below\nsteps:   # here\n  # first\n  - exercise:\n      bridge  # c\n    hold: 30s\n  - 'quoted'\n  - |-\n   one\n   two\n",
    "defaults: {rest: , a, switch_time: 3s}\n'quoted key': 1\n? asked\n: 2\nplain: {\n  a: 1,\n  # c\n  b: 2\n}\ntabs: 3\t# c\n",
    "a:\n  b:\n    c:\n      - d: 1\n        e: 2\n\n        f: 3\n      -\n        d: 4\n        # deep\n",
    "k: [a: 1, b]\nt: 2027-01-31\nemoji: 🧘 Sit\nlines: a\u2028b\nn: ~\nm: null\nempty: ''\n",
    "steps:\n  - exercise: a\n\n  - exercise: b\n\n  - exercise: c\n",
    "- a\n- b: 1\n  c: 2\n- [x]\n",
)  # fmt: skip


def says(text: str) -> Any:
    """What a text says, all of it as text."""
    text = text.replace("\u2028", " ")  # to editors and to us no end of a line
    return yaml.load(text.removeprefix("\ufeff"), Loader=yaml.CBaseLoader)


TEXTS = st.one_of(
    st.sampled_from(["30s", "1:30", "yes", "10", "a: b", "a #b", "- a", "-10s", "{count} moves", "it's", 'say "hi"', "é🧘",
                     "50%", "", " x", "x ", "[a", "# a", "a, b", "null", "~", "&a", "*a", "!t", "@x", "`x", "| a", "> a",
                     "a\nb", "a\n", "\na", "tab\tx", "say:hello", "C:\\clips\\new.mp4", "word " * 40 + "end", "2027-01-31",
                     "0x1f", "1e3", "<<", "=", "?", ":", "a:", "---", "...", "two  blanks", "a\u2028b", "%a", "1_000", "'"]),
    st.text(st.sampled_from("ab :#-'\"\\{}[],&*?|>%@!\n\té9."), max_size=12),
)  # fmt: skip
LEAVES = st.one_of(TEXTS, st.booleans(), st.integers(-5, 500))
NAMES = st.sampled_from(["hold", "say", "x", "a key", "yes", "é", "10", "a: b", "#", "file"])
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)


def paths(data: Any, path: tuple[int | str, ...] = ()) -> Iterator[tuple[int | str, ...]]:
    """The paths to all parts."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, one in parts:
        yield (*path, key)
        yield from paths(one, (*path, key))


def at(data: Any, path: tuple[int | str, ...]) -> Any:
    """What a path leads to."""
    for part in path:
        data = data[part]
    return data


@st.composite
def changes_of(draw: st.DrawFn, text: str) -> Change:  # noqa: PLR0911 - a line for each kind
    """Any change that can be meant of a text."""
    data = says(text)
    known = list(paths(data))
    keys = [path for path in known if isinstance(path[-1], str)]
    items = [path for path in known if isinstance(path[-1], int)]
    lists = [path for path in [(), *known] if isinstance(at(data, path), list)]
    dicts = [path for path in [(), *known] if isinstance(at(data, path), dict)]
    kinds = [
        "set",
        "remove",
        *(["new", "rename"] if keys else []),
        *(["move", "duplicate", "insert"] if items else []),
    ]
    kind = draw(st.sampled_from(kinds))
    if kind == "set":
        return SetValue(at=draw(st.sampled_from(known)), value=draw(VALUES))
    if kind == "new":
        return SetValue(at=(*draw(st.sampled_from(dicts)), "new key"), value=draw(VALUES))
    if kind == "remove":
        return Remove(at=draw(st.sampled_from(known)))
    if kind == "rename":
        return Rename(at=draw(st.sampled_from(keys)), name=draw(st.sampled_from(["other", "a: b", "yes"])))
    if kind == "insert":
        path = draw(st.sampled_from(lists))
        return Insert(at=(*path, draw(st.integers(0, len(at(data, path))))), value=draw(VALUES))
    path = draw(st.sampled_from(items))
    if kind == "duplicate":
        return Duplicate(at=path)
    return Move(at=path, to=(*path[:-1], draw(st.integers(0, len(at(data, path[:-1])) - 1))))
