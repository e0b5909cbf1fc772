"""Every list, product and total length has a limit; it is told at its place, before any work."""

import re
import time
from fractions import Fraction
from pathlib import Path

import pytest

from compiler.model import limits
from tests.robust.trying import Answer, check, in_process

DOCS = Path(__file__).resolve().parents[2] / "docs" / "language.md"
OWN = (
    "exercises:\n"
    "  h: {name: H, hold: {default: 10s, min: 5s, max: 60s}, sets: {default: 1, min: 1, max: 20}, sides: both}\n"
    "  r: {name: R, reps: {default: 10, min: 1, max: 200}, sets: {default: 1, min: 1, max: 20}, sides: none,"
    " tempo: {lift: 500ms, lower: 500ms}}\n"
)


def routine(steps: str, more: str = "") -> str:
    return f"title: T\n{OWN}{more}steps:\n{steps}"


def profiles(count: int, words: str) -> str:
    return "profiles:\n" + "".join(f"  p{n}: {{{words}}}\n" for n in range(count))


def listed(key: str, count: int, entry: str = "a") -> str:
    return f"{key}: [{', '.join([entry] * count)}]"


QUICK = "    rest: 1s\n    switch_time: 1s\n"
TOO_MUCH = {
    "steps": (routine("  - rest: 5s\n" * 501), "506:5", "steps has too many entries: at most 500"),
    "sets": (routine(f"  - exercise: h\n    sets: 20\n{QUICK}" * 500), "106:15", "more than 1,000 sets"),
    "repetitions": (routine("  - exercise: r\n    reps: 200\n" * 51), "106:15", "more than 10,000 repetitions"),
    "length": (routine("  - rest: 2h\n" * 3), "8:11", "longer than 4 hours"),
    "length of speech": (routine(f"  - say: {'word ' * 399}\n" * 300), "222:10", "longer than 4 hours"),
    "fit": (routine("  - exercise: h\n", "profiles: {p: {fit: 5h}}\n"), "5:21", "at most 4 hours"),
    "profiles": (routine("  - exercise: h\n", profiles(51, "hold: 20s")), "56:3", "profiles has too many entries"),
    "profiles and steps": (
        routine("  - exercise: h\n" * 100, profiles(10, "hold: 20s")), "15:3", "more than 2,000 parts"
    ),
    "fitted profiles": (
        routine("  - exercise: h\n" * 100, profiles(10, "fit: 1h")), "9:3", "more than 2,000 parts"
    ),
    "profiles with many sets": (
        routine("  - exercise: h\n" * 50, profiles(1, "sets: 20")), "6:3", "more than 2,000 parts"
    ),
    "tags": (routine("  - exercise: h\n", listed("tags", 51) + "\n"), "5:158", "tags has too many entries: at most 50"),
    "setup": (routine(f"  - exercise: h\n    {listed('setup', 21)}\n"), "7:73", "setup has too many entries"),
    "cues": (
        routine(f"  - exercise: h\n    {listed('cues', 101, '{at: halfway, say: A.}')}\n"), "7:2412", "at most 100"
    ),
    "values": ("tags: [" + "a, " * 45_000 + "]\n", "1:119999", "more than 40,000 values in one file"),
    "speakers": (
        routine("  - say: Hi.\n", "speakers:\n" + "".join(f"  s{n}: {{name: S}}\n" for n in range(51))),
        "56:3", "speakers has too many entries: at most 50",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_is_refused_at_its_place_and_at_once(name: str) -> None:
    text, place, message = TOO_MUCH[name]
    before = time.process_time()
    answer = check(text)
    assert time.process_time() - before < 2
    assert answer.code == 3
    wrong = [line for line in answer.complained.splitlines() if ": error:" in line]
    assert f"r.yaml:{place}: error:" in wrong[0], wrong[0]
    assert message in wrong[0]


def test_a_dose_of_the_command_line_counts(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(routine("  - exercise: h\n" * 100))

    def asked(*flags: str) -> Answer:
        return in_process("check", "--animatic", str(path), *flags)

    assert asked("--sets", "2").code == 0
    answer = asked("--sets", "20", "--hold", "5s")
    assert answer.code == 3
    assert "more than 1,000 sets" in answer.complained
    assert "--fit 5h: a video is at most 4 hours long" in asked("--fit", "5h").complained


def test_every_limit_stands_in_the_docs() -> None:
    text = DOCS.read_text(encoding="utf-8").partition("## Limits")[2]
    told = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)}
    named = {
        name: value for name, value in vars(limits).items() if name.isupper() and not name.startswith("_")
    }
    hidden = {"LONGEST_FILE_BYTES": 1, "MOST_MISTAKES": 50, "LONGEST_VIDEO": 4, "LONGEST_CLOCK": 1}
    hidden |= {"LARGEST_FOOTAGE_BYTES": 16, "LARGEST_TAKE_BYTES": 64}
    assert limits.LONGEST_FILE_BYTES == 1 << 20
    assert Fraction(4 * 3600) == limits.LONGEST_VIDEO
    assert {name for name, value in named.items() if hidden.get(name, value) not in told} == set()
