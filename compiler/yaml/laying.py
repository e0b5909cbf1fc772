"""Slips in how lines are laid out: dashes, colons, blanks, tabs, brackets."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from compiler.yaml.repair import Repair, above, content_column, lead, on_line, shown

Lines = tuple[str, ...]
Keys = AbstractSet[str]
_START = r"(\s*(?:-\s+)*)"
MARKS = r"-+(?=[^\s-])|-{2,}\s+|\d{1,3}[.)]\s+|[^\w\s\"'#\[{|>-]{1,3}\s+"
"""What people put before an entry of a list instead of a dash and a blank."""
STARTERS = frozenset({"exercise", "say", "rest", "phase", "role"})
"""Keys that the entries of a list start with."""


def tabs(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """Tabs where blanks belong."""
    line = lines[at]
    if "\t" not in line:
        return
    column = line.index("\t")
    indents = not line[:column].strip()
    message = "a tab is used to indent" if indents else "a tab stands where a blank belongs"
    hint = "use blanks, not tabs"
    if not indents:
        yield on_line(at, line.replace("\t", " "), message, hint, column=column)
    for width in (2, 4, 8):
        straight = tuple(_without_tabs(text, width) for text in lines)
        yield Repair(
            message=message, hint=hint, line=at, column=column, first=0, stop=len(lines), lines=straight
        )


def _without_tabs(line: str, width: int) -> str:
    blanks = line[: lead(line)]
    return blanks.expandtabs(width) + line[len(blanks) :]


def fences(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """Marks of a chat or of Markdown around the text."""
    found = re.fullmatch(r"\s*((`{3,}|~{3,})\w*|[*_=]{3,}|(\* ?){3,})\s*", lines[at])
    if found:
        mark = found[1]
        message = f"{mark} is a mark of a chat or of Markdown, not of YAML"
        column = lead(lines[at])
        yield on_line(at, "", message, "delete this line", column=column, width=len(mark))


def dashes(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """A dash without its blank, two dashes, or another mark for an entry of a list."""
    line = lines[at]
    found = re.match(rf"(\s*)({MARKS})(.+)", line)
    if not found:
        return
    mark, rest = found[2].strip(), found[3]
    message, hint = wrong_mark(mark, rest)
    yield on_line(at, f"{found[1]}- {rest}", message, hint, column=len(found[1]), width=len(mark))


def wrong_mark(mark: str, rest: str) -> tuple[str, str]:
    """What is told of an entry of a list that starts with a wrong mark, and the hint."""
    message = "no blank after the dash" if mark == "-" else f"{mark} does not start an entry of a list"
    return message, f"write - {shown(rest, 50)}"


def dashed_keys(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """A key of an entry with a dash of its own."""
    line, before = lines[at], above(lines, at)
    found = re.match(r"(\s*)-\s+([\w-]+):", line)
    if found and before is not None and found[2] in keys - STARTERS:
        column = content_column(lines[before])
        hint = f"put it under line {before + 1} without the dash, with {column} blanks before it"
        text = " " * column + line[found.start(2) :]
        yield on_line(at, text, f"{found[2]} starts no entry of a list", hint, column=len(found[1]))


def colons(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """A key without its colon, or a colon without its blank."""
    line = lines[at]
    glued = re.match(rf"{_START}([\w-]+):(?=[^\s/])(.*)", line)
    if glued and (glued[2] in keys or not keys):
        message, hint = f"no blank after the colon of {glued[2]}", f"write {glued[2]}: {shown(glued[3], 50)}"
        text = f"{glued[1]}{glued[2]}: {glued[3]}"
        yield on_line(at, text, message, hint, column=glued.start(3) - 1)
    other = re.match(rf"{_START}([\w-]+)\s*(=|;|->|→|\.)\s*(.*)", line)
    if other and other[2] in keys:
        message, hint = f"{other[3]} stands where a colon belongs", f"write {other[2]}: {shown(other[4], 50)}"
        text = f"{other[1]}{other[2]}: {other[4]}"
        yield on_line(at, text, message, hint, column=other.start(3), width=len(other[3]))
    bare = re.match(rf"{_START}([\w-]+)(\s+.*)?$", line)
    if bare and bare[2] in keys - _PLAIN_WORDS:
        value = (bare[3] or "").strip()
        message = f"no colon after {bare[2]}"
        hint = f"write {bare[2]}: {shown(value, 50)}".rstrip()
        text = f"{bare[1]}{bare[2]}: {value}".rstrip()
        yield on_line(at, text, message, hint, column=bare.start(2), width=len(bare[2]))


_PLAIN_WORDS = frozenset({"text", "to", "from", "work", "times", "card", "corner", "width", "arrow", "on"})
"""Keys that are words of any text: a line that begins with one of them is no key for that."""

_ONE_WORD = frozenset(
    {"exercise", "rest", "hold", "reps", "sets", "sides", "clip", "figure", "speaker", "at", "for"}
)
"""Keys with values that are rarely more than a word: another key after one is no part of a text."""


def stray_signs(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """A sign before a key."""
    line = lines[at]
    found = re.match(rf"{_START}([@%`$!&*~^?|>]+\s*)([\w-]+):", line)
    if found and found[3] in keys:
        column, sign = len(found[1]), found[2].strip()
        text = found[1] + line[found.start(3) :]
        yield on_line(
            at, text, f"{sign} stands before {found[3]}", "delete it", column=column, width=len(sign)
        )


def doubled_commas(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """Two commas in a row between brackets."""
    line = lines[at]
    found = re.search(r"[\[{].*?(,\s*)(,)", line)
    if found:
        text = line[: found.end(1)].rstrip().rstrip(",") + line[found.start(2) :]
        yield on_line(at, text, "two commas in a row", "delete one of them", column=found.start(2))


def list_on_the_line(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """The first entry of a list on the line of its key."""
    found = re.match(r"(\s*)(steps|cues|phases):\s+(?:-\s+)?([\w-]+)(:\s.*)$", lines[at])
    if found and {found[2], found[3]} <= keys:
        entry = f"- {found[3]}{found[4]}"
        message = f"a list starts on the line after {found[2]}"
        yield Repair(message=message, hint=f"put {shown(entry, 50)} on the next line", line=at,
                     column=found.start(3), width=len(found[3]), first=at, stop=at + 1,
                     lines=(f"{found[1]}{found[2]}:", f"{found[1]}  {entry}"))  # fmt: skip


def nameless_lists(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """Steps without the line that says so."""
    found = re.match(r"\s*-\s+([\w-]+):", lines[at])
    named = any(re.match(r"\s*steps\s*:", line) for line in lines)
    if found and found[1] in STARTERS & keys and "steps" in keys and not named:
        yield Repair(message="a list starts here and has no key", hint='put a line with steps: before it', line=at,
                     column=lead(lines[at]), first=at, stop=at + 1, lines=("steps:", lines[at]))  # fmt: skip


def strays(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """A line that is nothing of YAML's: what a chat says before and after."""
    line, before = lines[at], lines[at - 1] if at else ""
    alone = at == 0 or not before.strip() or not "".join(lines[:at]).strip()
    if alone and line.strip() and not re.match(rf"{_START}[\w-]+:(\s|$)|\s*-\s", line):
        message = "this line is neither a key with its colon nor an entry of a list"
        yield on_line(at, "", message, "delete it, if it is no part of the routine", column=lead(line))


def two_keys(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """Two keys on one line."""
    line = lines[at]
    found = re.match(rf"{_START}([\w-]+:\s+\S+)\s+([\w-]+)(:\s+\S+)\s*$", line)
    if found and found[2].split(":")[0] in _ONE_WORD and found[3] in keys:
        indent = " " * len(found[1])
        message = f"{found[3]} starts another key on the same line"
        hint = f"put {found[3]}{found[4]} on a line of its own, below {found[2].split(':')[0]}"
        text = (found[1] + found[2], f"{indent}{found[3]}{found[4]}")
        yield Repair(message=message, hint=hint, line=at, column=found.start(3), width=len(found[3]),
                     first=at, stop=at + 1, lines=text)  # fmt: skip


_CLOSERS = {"[": "]", "{": "}"}


def brackets(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """A bracket that is closed by none, or by one of the other kind."""
    line = lines[at]
    text = re.sub(r"\s+#(\s.*)?$", "", line).rstrip()
    if re.search(r"\s#", text):
        return
    opened: list[tuple[int, str]] = []
    for column, c in enumerate(text):
        if c in _CLOSERS:
            opened.append((column, c))
        elif c in "]}" and opened and _CLOSERS[opened[-1][1]] == c:
            opened.pop()
        elif c in "]}" and opened:
            right = _CLOSERS[opened[-1][1]]
            fixed = text[:column] + right + text[column + 1 :]
            message = f"{c} closes what {opened[-1][1]} opened"
            yield on_line(at, fixed, message, f"write {right}", column=column)
            return
    if opened:
        closers = "".join(_CLOSERS[c] for _, c in reversed(opened))
        message = "a bracket opens here and is never closed"
        yield on_line(at, text + closers, message, f"write {closers} at its end", column=opened[0][0])


def missing_dashes(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """A line that starts an entry of a list and lacks its dash."""
    line, indent = lines[at], lead(lines[at])
    starter = re.match(r"\s*([\w-]+):", line)
    if not (starter and starter[1] in STARTERS & keys and indent in _columns_above(lines, at, dash=True)):
        return
    stop = _stop(lines, at, indent)
    below = (_moved(text, 2) for text in lines[at + 1 : stop])
    message = f"{starter[1]} starts an entry of the list and has no dash"
    hint = f'put "- " before it: - {shown(line.strip(), 50)}'
    yield Repair(message=message, hint=hint, line=at, column=indent, width=len(starter[1]), first=at, stop=stop,
                 lines=(f"{' ' * indent}- {line.lstrip()}", *below))  # fmt: skip


def _stop(lines: Lines, at: int, indent: int) -> int:
    """Where what hangs below a line ends: at a dash, or further to the left."""

    def ends(text: str) -> bool:
        return bool(text.strip()) and (lead(text) < indent or text[indent:].startswith("- "))

    return next((n for n in range(at + 1, len(lines)) if ends(lines[n])), len(lines))


def left_open(lines: Lines, at: int) -> int | None:
    """The nearest line from `at` upwards with more brackets opened than closed."""

    def is_open(line: str) -> bool:
        text = re.sub(r"\s#.*", "", line)
        return sum(text.count(c) for c in "[{") > sum(text.count(c) for c in "]}")

    return next((n for n in range(at, max(-1, at - 50), -1) if is_open(lines[n])), None)


def indents(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """A line too far to the right or to the left, with what hangs below it."""
    indent = lead(lines[at])
    stop = _stop(lines, at, indent)
    yield from _all_above(lines, at)
    for column, like in _columns_above(lines, at, dash=lines[at].lstrip().startswith("- ")).items():
        if column == indent:
            continue
        many = "many" if column < indent else "few"
        hint = f"put {column} before it, as on line {like + 1}: {shown(lines[like].strip(), 30)}"
        if column == 0:
            hint = "start it at the left edge"
        for end in dict.fromkeys((stop, at + 1)):
            moved = tuple(_moved(text, column - indent) for text in lines[at:end])
            yield Repair(message=f"too {many} blanks before this line", hint=hint, line=at, column=indent,
                         first=at, stop=end, lines=moved)  # fmt: skip


def _all_above(lines: Lines, at: int) -> Iterator[Repair]:
    """A file that starts further in than it goes on."""
    written = [n for n in range(at) if lines[n].strip()]
    first = lead(lines[written[0]]) if written else 0
    if first and not lead(lines[at]):
        moved = tuple(_moved(text, -first) for text in lines[:at])
        yield Repair(message="too many blanks before this line", hint="start it at the left edge", line=written[0],
                     column=first, first=0, stop=at, lines=moved)  # fmt: skip


def _moved(line: str, by: int) -> str:
    return line if not line.strip() else " " * max(0, lead(line) + by) + line.lstrip()


def _columns_above(lines: Lines, at: int, *, dash: bool) -> dict[int, int]:
    """Columns at which lines above start, the nearest to this line's first, each with a line that does."""
    found: dict[int, int] = {}
    for n in range(at - 1, max(-1, at - 40), -1):
        if not lines[n].strip() or lines[n].lstrip().startswith("#"):
            continue
        text, content = lines[n].lstrip(), content_column(lines[n])
        starts = [lead(lines[n])] if dash and text.startswith("- ") else [content]
        for column in starts:
            found.setdefault(column, n)
        if not found or (n == above(lines, at) and lines[n].rstrip().endswith(":")):
            found.setdefault(content + 2, n)
    indent = lead(lines[at])
    return dict(sorted(found.items(), key=lambda item: abs(item[0] - indent)))


def continuations(lines: Lines, at: int, keys: Keys) -> Iterator[Repair]:
    """A text that goes on in the next line without standing further in."""
    before = above(lines, at)
    if before is None or re.match(rf"{_START}[\w-]+:(\s|$)", lines[at]):
        return
    column = content_column(lines[before]) + 2
    if not lines[before].lstrip().startswith("#"):
        hint = f"if it goes on with the text of line {before + 1}, put {column} blanks before it"
        moved = " " * column + lines[at].lstrip()
        message = "this line is neither a key with its colon nor an entry of a list"
        yield on_line(at, moved, message, hint, column=lead(lines[at]))
