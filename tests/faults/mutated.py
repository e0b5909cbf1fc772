"""Files of every kind of YAML, and tables of patients, damaged by chance: what `check` makes of them.

A file is damaged one to four times: in its bytes, its characters, its lines or its words. Whatever comes out, the
answer is a documented one (fine, or exit 3, 4 or 5), with a place inside the file, without a traceback and in time.

The gate tries 12 of each kind. By hand, all kinds with 2,000 files each, about a minute of processor time a kind
(seed 20261125; `--seed` another one, `--kind` one kind)::

    nice python -m tests.faults.mutated --count 2000
"""

import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from compiler.shipped import library_folder
from tests.faults.by_hand import Found, try_all
from tests.robust.trying import Answer, in_process

# ruff: noqa: E501 - lists are read as tables

SEED = 20261125
ALLOWED = {0, 3, 4, 5}
MOST_SECONDS = 5.0
"""Of processor time for one file."""

ROUTINE = """\
title: Five Stretches
summary: "Slow, and with care: #1"
lang: en
voice: {engine: silent, words_per_minute: 120}
speakers:
  anna: {name: Anna, role: patient}
defaults: {rest: 15s, switch_time: 5s}
theme: mine
tags: [back, "#stretch"]
exercises:
  squeeze:
    name: Squeeze
    hold: {default: 10s, min: 5s, max: 40s}
    sides: both
    side_names: {left: left leg, right: right leg}
    setup: [Lie down., "Now: squeeze."]
    cues:
      - {at: halfway, say: Halfway., priority: 50}
      - {at: -3s, say: 'Don''t stop.'}
profiles:
  gentle: {hold: 6s, scale: 1.5}
  short:
    fit: 2m
    add:
      - {after: squeeze, steps: [{rest: 5s}]}
steps:
  - say: Hello, and welcome.
    for: 8s
    speaker: anna
  - exercise: squeeze
    sets: 2
    rest: {default: 10s, min: 5s}
  - rest: 1:00
    say: >
      Rest a little,
      and breathe.
  - exercise: knee
    reps: 8
"""
EXERCISE = """\
name: Knee
reps: {default: 8, min: 3, max: 15}
tempo: {lift: 2s, hold: 1s, lower: 2s}
sides: both
first_side: right
switch_time: 6s
needs: a mat
figure: turn
setup:
  - {say: Bend one knee.}
cues:
  - {at: +4s, say: "Breathe."}
sources: ["A book, 2020"]
"""
PATIENT = """\
name: Anna B.
hold: {all: 20s, squeeze: 8s}
reps: 6
skip: [knee]
cues:
  squeeze:
    - {at: halfway, say: "Anna: halfway."}
words_per_minute: 110
"""
TABLE = """\
name;file;hold (s);hold squeeze;reps;skip
Anna B.;anna;20;8s;6;
"Boris; the second";;15;;;knee
Çelik, Ayşe;;;12s;5;knee
"""
TRANSLATION = """\
voice: {engine: silent, voice: de}
speakers:
  anna: {voice: de}
words:
  Five Stretches: Fünf Übungen
  "Slow, and with care: #1": "Langsam: #1"
  Lie down.: Hinlegen.
  Halfway.: {say: Halb.}
  Squeeze: Anspannen
"""
THEME = """\
based_on: calm
colours:
  background: '#102030'
  accent: '#2F8F83'
fonts: {family: Roboto}
fade: 300ms
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """Where the file of a kind lies, what is in it, and the rest of the command that reads it."""

    name: str
    text: str
    arguments: tuple[str, ...] = ()


def kinds() -> dict[str, Kind]:
    """Every kind, by its name."""
    figure = (library_folder() / "figures" / "bridge.yaml").read_text(encoding="utf-8")
    return {
        "routine": Kind("routines/r.yaml", ROUTINE),
        "exercise": Kind("assets/exercises/knee.yaml", EXERCISE),
        "patient": Kind("patient.yaml", PATIENT, ("--for", "patient.yaml")),
        "table": Kind("clinic.csv", TABLE, ("--for", "clinic.csv")),
        "translation": Kind("routines/r.de.yaml", TRANSLATION, ("--lang", "de")),
        "theme": Kind("assets/themes/mine/theme.yaml", THEME),
        "figure": Kind("assets/figures/turn.yaml", figure),
    }


class Project:
    """A folder with one sound file of each kind, one of which is damaged at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for kind in kinds().values():
            self.write(kind, kind.text.encode())

    def write(self, kind: Kind, raw: bytes) -> Path:
        path = self.folder / kind.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        return path

    def check(self, kind: Kind) -> Answer:
        files = [str(self.folder / a) if "." in a else a for a in kind.arguments]
        return in_process("check", "--animatic", str(self.folder / "routines" / "r.yaml"), *files)


# --- damage ---------------------------------------------------------------------------------------------------

ODD = (
    "\t", "\0", "\x1b[31m", "\ufeff", "\u200b", "\u00a0", "\u2028", "\u0085", "\u202e", "\r", "“", "’", "–", "•", "：",
    "\u043e", "☃", "👩🏽\u200d⚕", "é", "e\u0301", "\\", "\\x", '"', "'", "''", '"""', "`", "@", "%", "*a", "&a", "!",
    "!!python/name:os", "|", ">", "|2-", "? ", "- ", "-", "--", "---\n", "...\n", ": ", ":", ",", "[", "]", "{", "}", "{{",
    "#", " #1", "# ", "<<: ", "~", "null", "{next}", "{x}", "${HOME}", "../..", "/etc/passwd", "C:\\new", "http://a.b/c",
    "a" * 300, "9" * 400, "\n", "\n\n", " ",
)  # fmt: skip
VALUES = (
    "", "~", "yes", "0", "-1", "1.5", "1e9", "NaN", ".inf", "0x10", "08", "8-10", "30", "30s", "0s", "-5s", "24h", "99999h",
    "1:60", "[a, b]", "{a: b}", "[[[[]]]]", '""', "'x", "both", "left, right", "knee to chest", "squeeze", "knee", "all",
    "#1", "100%", "[", "de", "zh", "1,5s", "half a minute", "none", "start", "+0s", "-1ms", "1000000000", "mine", "../x",
    "a.mp4", "16000x16000",
)  # fmt: skip
Damage = Callable[[random.Random, str], str]


def _cut(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] if chance.random() < 0.3 else text[:at] + text[at + chance.randrange(1, 20) :]


def _insert(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(ODD) + text[at:]


def _line(chance: random.Random, text: str) -> str:
    """A line more, less, twice, elsewhere, or with other blanks before it."""
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    how = chance.randrange(6)
    if how == 0:
        del lines[at]
    elif how == 1:
        lines.insert(other, lines[at])
    elif how == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif how == 3:
        lines[at] = " " * chance.randrange(9) + lines[at].lstrip()
    elif how == 4:
        lines[at] = lines[at].replace(": ", chance.choice((":", " ", " = ", "：", " :", ":\n  ")), 1)
    else:
        lines[at] = re.sub(r"- ?", chance.choice(("-", "– ", "", "* ", "- - ", "• ")), lines[at], count=1)
    return "\n".join(lines)


def _value(chance: random.Random, text: str) -> str:
    """Another value for a key."""
    found = list(re.finditer(r"(?<=: )[^\n,{}\[\]]+", text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + chance.choice(VALUES) + text[one.end() :]


def _word(chance: random.Random, text: str) -> str:
    """Another word of the file in the place of one, or letters of it changed."""
    found = list(re.finditer(r"[a-z_]{2,}", text))
    if not found:
        return text
    one, other = chance.choice(found), chance.choice(found)[0]
    if chance.random() < 0.5:
        letters = list(one[0])
        chance.shuffle(letters)
        other = "".join(letters)
    return text[: one.start()] + other + text[one.end() :]


def _much(chance: random.Random, text: str) -> str:
    """A piece of it many times."""
    start = chance.randrange(len(text) + 1)
    piece = text[start : start + chance.randrange(1, 60)]
    return text[:start] + piece * chance.choice((3, 50, 1000)) + text[start:]


DAMAGES: tuple[Damage, ...] = (
    _cut,
    _insert,
    _insert,
    _line,
    _line,
    _line,
    _value,
    _value,
    _value,
    _word,
    _much,
)


def damaged(chance: random.Random, text: str) -> bytes:
    """The file with one to four kinds of damage; in one of ten, in its bytes as well."""
    for _ in range(chance.randrange(1, 5)):
        text = chance.choice(DAMAGES)(chance, text)[: 1 << 20]
    raw = text.encode("utf-8", "surrogatepass")
    if raw and chance.random() < 0.1:
        at = chance.randrange(len(raw))
        raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
    return text.encode("utf-16") if chance.random() < 0.01 else raw


# --- trying ---------------------------------------------------------------------------------------------------

_PLACE = re.compile(r"^(?P<path>[^\n]*?):(?P<line>\d+):(?P<column>\d+): (?:error|warning): ", re.MULTILINE)


def faults_of(answer: Answer, path: Path, seconds: float) -> Iterator[str]:
    """What is wrong with an answer, if anything is."""
    if answer.code not in ALLOWED:
        yield f"exit {answer.code}"
    if "Traceback" in answer.all or "internal error" in answer.all:
        yield "a traceback"
    if answer.code == 3 and "error" not in answer.complained:
        yield "exit 3 without an error"
    if seconds > MOST_SECONDS:
        yield f"{seconds:.1f} s"
    raw = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = raw.split(b"\n")
    for found in _PLACE.finditer(answer.complained):
        if Path(found["path"]).name != path.name:
            continue
        if not 1 <= int(found["line"]) <= len(lines):
            yield f"a place outside the file: {found[0]}"


def trials(name: str, seed: int, count: int) -> Iterator[tuple[bytes, Answer, list[str]]]:
    """`count` damaged files of a kind, the answers, and what is wrong with them."""
    kind = kinds()[name]
    chance = random.Random(f"{seed} {name}")
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        assert project.check(kind).code == 0, project.check(kind).all
        for _ in range(count):
            raw = damaged(chance, kind.text)
            path = project.write(kind, raw)
            before = time.process_time()
            answer = project.check(kind)
            yield raw, answer, list(faults_of(answer, path, time.process_time() - before))


def found(name: str, seed: int, count: int) -> Iterator[Found]:
    """The same, for the command."""
    for raw, answer, wrong in trials(name, seed, count):
        told = f"{'; '.join(wrong)}\n{answer.complained[-600:]}\n" if wrong else ""
        yield Found(raw, f"exit {answer.code}", told)


if __name__ == "__main__":
    sys.exit(try_all(kinds(), found, count=2000, seed=SEED))
