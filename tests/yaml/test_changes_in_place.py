"""A change of a file's text: what it says is what was meant, and all else in it stays to the byte."""
# ruff: noqa: E501 - a row of a table is read on one line

import copy
import re
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.yaml.change import (
    CannotChange,
    Change,
    Duplicate,
    Insert,
    Move,
    Remove,
    Rename,
    SetValue,
    change_of,
)
from compiler.yaml.changes import changed
from tests.yaml.changing import NASTY, SHIPPED, at, changes_of, says

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FILES = st.sampled_from([path.read_bytes().decode() for path in SHIPPED])


def one(text: str, change: Change) -> str:
    return changed(text, [change])


def as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    return str(value)


def expected(data: Any, change: Change) -> Any:
    data = copy.deepcopy(data)
    holder, last = at(data, change.at[:-1]), change.at[-1]
    if isinstance(change, SetValue):
        holder[last] = as_text(change.value)
    elif isinstance(change, Insert):
        holder.insert(last, as_text(change.value))
    elif isinstance(change, Remove):
        del holder[last]
    elif isinstance(change, Duplicate):
        holder.insert(last, holder[last])
    elif isinstance(change, Move):
        holder.insert(change.to[-1], holder.pop(last))
    else:
        holder[change.name] = holder.pop(last)
    return data


def with_plain_flags(data: Any) -> Any:
    """Yes and no in the one way that `as_text` writes them."""
    if isinstance(data, dict):
        return {key: with_plain_flags(inner) for key, inner in data.items()}
    if isinstance(data, list):
        return [with_plain_flags(inner) for inner in data]
    return {"true": "yes", "on": "yes", "false": "no", "off": "no", None: ""}.get(data, data)


TEXT = st.one_of(st.sampled_from(NASTY), FILES)
REFUSED = re.compile("question mark|another dash|already|can only be changed in the text")
"""What is written in ways that nobody writes a routine in."""


def made(text: str, change: Change) -> str | None:
    """The changed text; None where it is refused for a good reason."""
    try:
        return one(text, change)
    except CannotChange as refused:
        assert text in NASTY or isinstance(change, Rename)
        assert REFUSED.search(str(refused)), (str(refused), change)
        return None


@QUICK
@given(st.data())
def test_what_it_says_is_what_was_meant_and_no_other_line_is_touched(data: st.DataObject) -> None:
    text = data.draw(TEXT)
    change = data.draw(changes_of(text))
    after = made(text, change)
    if after is not None:
        assert with_plain_flags(says(after) or {}) == with_plain_flags(expected(says(text), change)), change
        assert_untouched(text, after, change)


def assert_untouched(text: str, after: str, change: Change) -> None:
    """Whatever is neither in the part nor beside it has its lines as before, to the byte."""
    before, now = text.split("\n"), after.split("\n")
    first, stop = region(text, change)
    assert now[:first] == before[:first], change
    tail = before[stop:]
    assert not tail or now[-len(tail) :] == tail, change


def region(text: str, change: Change) -> tuple[int, int]:
    """The lines of the value that becomes another, or of all that holds a part that comes, goes or moves.

    By PyYAML's own marks, and with the comments and blank lines above.
    """
    node = yaml.compose(text.removeprefix("\ufeff").replace("\u2028", " "), Loader=yaml.CBaseLoader)
    replaced = isinstance(change, SetValue) and change.at[-1] != "new key"
    first = 0
    for part in change.at if replaced else change.at[:-1]:
        first, node = child(node, part)
    lines = text.split("\n")
    if not replaced:
        first = min(first, node.start_mark.line)
        while first and lines[first - 1].strip()[:1] in ("", "#"):
            first -= 1
    elif lines[first - 1].strip() == "-":
        first -= 1
    return first, node.end_mark.line + 1


def child(node: yaml.Node, part: int | str) -> tuple[int, yaml.Node]:
    """The line where an entry begins, and its value."""
    if isinstance(node, yaml.SequenceNode):
        return node.value[part].start_mark.line, node.value[part]
    key, value = next(pair for pair in node.value if pair[0].value == part)
    return key.start_mark.line, value


@QUICK
@given(st.data())
def test_a_change_and_its_inverse_give_the_text_back(data: st.DataObject) -> None:
    text = data.draw(TEXT)
    change = data.draw(changes_of(text))
    after = None if isinstance(change, Remove) else made(text, change)
    if after is None:
        return
    if isinstance(change, Insert):
        back = one(after, Remove(at=change.at))
        assert says(back) == says(text) and (back == text or not at(says(text), change.at[:-1])), change
    elif isinstance(change, Duplicate):
        path = change.at
        assert one(after, Remove(at=(*path[:-1], path[-1] + 1))) == text, change  # type: ignore[operator]
    elif isinstance(change, Move):
        assert one(after, Move(at=change.to, to=change.at)) == text, change
    elif isinstance(change, Rename):
        back = one(after, Rename(at=(*change.at[:-1], change.name), name=str(change.at[-1])))
        assert says(back) == says(text), change
    elif change.at[-1] == "new key":
        back = one(after, Remove(at=change.at))
        assert back == text or not at(says(text), change.at[:-1]), change
    else:
        back = one(after, SetValue(at=change.at, value=at(says(text), change.at)))
        assert says(back) == says(text), change
        assert one(one(back, change), SetValue(at=change.at, value=at(says(text), change.at))) == back, change


@QUICK
@given(st.data())
def test_a_step_is_moved_between_lists_with_its_comment_and_back(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(GROUPS))
    step, to = data.draw(
        st.sampled_from([(("steps", 0), ("steps", 0, "steps", 1)), (("steps", 0), ("steps", 1, "steps", 0))])
    )
    after = one(text, Move(at=step, to=to))
    assert says(after)["steps"][to[1]]["steps"][to[3]] == says(text)["steps"][0]
    assert "# why" in after
    assert one(after, Move(at=to, to=step)) == text


GROUPS = (
    "steps:\n  # why\n  - say: a\n    for: 3s\n  - rounds: 2\n    steps:\n      - say: b\n      - rest: 3s\n  - section: x\n"
    "    steps:\n      - say: c\n",
    "steps:\n- say: >-  # why\n    one\n    two\n- rounds: 2\n  steps:\n  - say: b\n- section: x\n  steps:\n  - say: c\n",
)  # fmt: skip


BRIDGE = """# A file of mine
title: Morning   # short
steps:
  - say: Hello.

  # Slowly, says Anna
  - exercise: bridge
    hold: 30s  # not more

  - {exercise: cat_cow, reps: 8}
"""
PERSON = {
    "a hold": ({"op": "set", "at": ["steps", 1, "hold"], "value": "45s"}, "    hold: 45s  # not more\n"),
    "a key beside others": ({"op": "set", "at": ["steps", 1, "sets"], "value": 2}, "  # not more\n    sets: 2\n"),
    "a list of cues": (
        {"op": "insert", "at": ["steps", 1, "cues", 0], "value": {"at": "-10s", "say": "Ten: breathe."}},
        '    cues:\n      - {at: -10s, say: "Ten: breathe."}\n',
    ),
    "footage": (
        {"op": "set", "at": ["steps", 1, "clip"], "value": {"file": "a.mp4", "in": "2s", "out": "9s", "focus": ["30%", "50%"]}},
        "    clip: {file: a.mp4, in: 2s, out: 9s, focus: [30%, 50%]}\n",
    ),
    "a flag": ({"op": "set", "at": ["steps", 2, "card"], "value": True}, "  - {exercise: cat_cow, reps: 8, card: yes}\n"),
    "words that look like a time": ({"op": "set", "at": ["title"], "value": "10:30"}, 'title: "10:30"   # short\n'),
    "words that look like no": ({"op": "set", "at": ["title"], "value": "no"}, 'title: "no"   # short\n'),
    "words with a sign": ({"op": "set", "at": ["title"], "value": "Day #2 # 3"}, 'title: "Day #2 # 3"   # short\n'),
    "words that begin with a dash": ({"op": "set", "at": ["steps", 0, "say"], "value": "- so"}, '  - say: "- so"\n'),
    "words with quotes": ({"op": "set", "at": ["steps", 0, "say"], "value": 'Say "ah": now'}, "  - say: 'Say \"ah\": now'\n"),
    "long words": (
        {"op": "set", "at": ["steps", 0, "say"], "value": "Lie down on your back " + "and breathe " * 9 + "out."},
        "  - say: >-\n      Lie down on your back and breathe and breathe and breathe and breathe and breathe and breathe and\n"
        "      breathe and breathe and breathe out.\n",
    ),
    "a profile": (
        {"op": "set", "at": ["profiles", "gentle", "hold"], "value": "10s"},
        "title: Morning   # short\nprofiles:\n  gentle: {hold: 10s}\nsteps:\n",
    ),
    "a step with its comment": (
        {"op": "move", "at": ["steps", 1], "to": ["steps", 0]},
        "steps:\n  # Slowly, says Anna\n  - exercise: bridge\n    hold: 30s  # not more\n\n  - say: Hello.\n\n  - {exercise",
    ),
    "a new step": (
        {"op": "insert", "at": ["steps", 3], "value": {"exercise": "bird_dog", "reps": 6}},
        "  - {exercise: cat_cow, reps: 8}\n\n  - exercise: bird_dog\n    reps: 6\n",
    ),
    "a step less": ({"op": "remove", "at": ["steps", 1]}, "  - say: Hello.\n\n  - {exercise: cat_cow"),
    "the first key of a step": ({"op": "remove", "at": ["steps", 1, "exercise"]}, "  # Slowly, says Anna\n  - hold: 30s  # not"),
}  # fmt: skip


@pytest.mark.parametrize("name", PERSON)
def test_what_is_written_is_what_a_person_would_write(name: str) -> None:
    edit, written = PERSON[name]
    assert written in one(BRIDGE, change_of(edit))


@pytest.mark.parametrize("was", ["[]", "word", ""])
def test_keys_behind_a_dash_stand_below_each_other_however_far_from_it(was: str) -> None:
    text = f"steps:\n  -   {was}   # why\n" if was else "steps:\n  -\n"
    after = one(text, SetValue(at=("steps", 0), value={"exercise": "b", "hold": "long"}))
    first = "exercise: b   # why\n" if was else "exercise: b\n"
    assert after == f"steps:\n  -{'   ' if was else ' '}{first}{' ' * (6 if was else 4)}hold: long\n"


def test_a_file_begins_with_its_first_key_and_a_list_with_its_first_entry() -> None:
    edits = [SetValue(at=("title",), value="Morning"), Insert(at=("steps", 0), value={"say": "Hello."})]
    assert changed("", edits) == "title: Morning\nsteps:\n  - say: Hello.\n"
    assert changed("# mine\n", edits) == "# mine\ntitle: Morning\nsteps:\n  - say: Hello.\n"
    assert changed("steps:  # none\ntitle: x", edits) == "steps:  # none\n  - say: Hello.\ntitle: Morning"


@pytest.mark.parametrize(
    ("text", "at_", "told"),
    [
        ("a: &x {b: 1}\nc: *x\n", ("a", "b"), "a › b is marked &x, and may stand for other places too"),
        ("a: &x {b: 1}\nc: *x\n", ("c", "b"), "c › b is marked *x, and may stand for other places too"),
        ("a: &x {b: 1}\nc: *x\n", ("a",), "a part of it is marked &x"),
        ("a: !t b\n", ("a",), "a part of it is marked !t"),
        ("a: [\n", ("a",), "line 2 cannot be read as YAML; it has to be mended in the text first"),
        ("a: 1\na: 2\n", ("a",), "the key a is there twice"),
        ("a: 1\n---\na: 2\n", ("a",), "one document"),
        ("a: 1\n", ("a", "b"), "a › b is not in the file"),
        ("a: [1]\n", ("a", 5), "a › no. 6 is not in the file"),
    ],
)
def test_what_cannot_be_changed_is_told(text: str, at_: tuple[str | int, ...], told: str) -> None:
    with pytest.raises(CannotChange, match=re.escape(told)):
        one(text, SetValue(at=at_, value="new"))


def test_other_places_beside_shared_ones_can_be_changed() -> None:
    text = "a: &x {b: 1}\nc: *x\nd: 1\n"
    assert one(text, SetValue(at=("d",), value="2")) == text.replace("d: 1", "d: 2")


@pytest.mark.parametrize("data", [None, [], {"op": "set"}, {"op": "set", "at": []}, {"op": "set", "at": ["a"], "value": None},
                                  {"op": "set", "at": [-1], "value": ""}, {"op": "dance", "at": ["a"]},
                                  {"op": "set", "at": ["a"], "value": "\ud800"}, {"op": "set", "at": [True], "value": "x"}])  # fmt: skip
def test_json_that_describes_no_change_is_refused(data: object) -> None:
    with pytest.raises(CannotChange):
        change_of(data)
