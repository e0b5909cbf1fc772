"""`followalong plan` and `check` as their users see them."""

import json
import re
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compiler import plan
from compiler.cli.app import app
from compiler.cli.terminal import tell
from compiler.model.errors import FollowalongError

KNEE = """\
name: Knee to Chest
hold: {default: 30s, min: 10s, max: 60s}
sets: {default: 1, min: 1, max: 4}
sides: both
side_names: {left: left leg, right: right leg}
setup: Bring one knee toward your chest.
cues:
  - {at: +3s, say: "Let your shoulders sink, and breathe slowly.", priority: 20}
  - {at: halfway, say: Halfway.}
  - {at: -10s, say: Ten seconds.}
"""
ROUTINE = """\
title: Morning
voice: {engine: silent}
exercises:
  tilt:
    name: Pelvic Tilt
    reps: {default: 5, min: 3, max: 8}
    tempo: {flatten: 2s, release: 2s}
profiles:
  gentle: {hold: 20s}
steps:
  - exercise: tilt
  - rest: 15s
  - exercise: knee
"""


BROKEN = "profiles:\n  broken: {hold: 90s}"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in a project with the routine `morning.yaml`, none of it filmed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assets" / "exercises").mkdir(parents=True)
    (tmp_path / "assets" / "exercises" / "knee.yaml").write_text(KNEE)
    (tmp_path / "morning.yaml").write_text(ROUTINE)

    def command(*arguments: str) -> Said:
        unfilmed = ["--animatic"] if arguments[0] == "check" else []
        result = CliRunner().invoke(app, [*arguments, *unfilmed])
        if isinstance(result.exception, FollowalongError):
            tell(result.exception.diagnostics)
        return Said(result.exit_code, result.stdout, result.stderr)

    return command


def squeezed(text: str) -> str:
    return re.sub(r" +", " ", text)


def test_the_table_has_start_step_side_set_length_and_what_is_said(run: Run) -> None:
    said = run("plan", "morning.yaml")
    assert said.code == 0
    rows = squeezed(said.out).splitlines()
    assert rows[0].split() == ["start", "step", "side", "set", "length", "said"]
    hold = next(row for row in rows if "hold: Knee to Chest left 1 30.0 s" in row)
    assert re.match(r" ?\d+:\d\d ", hold)
    assert re.search(r"^total \d+:\d\d \(speech estimated; build measures it\)$", said.out, re.MULTILINE)


def test_what_is_spoken_stands_beside_what_is_written(run: Run, tmp_path: Path) -> None:
    more = "say_as: {Tilt: tillt}\nsteps:\n  - say: Do 2x10 w/o shoes.\n  - {say: Hello., audio: hello.wav}\n"
    with wave.open(str(tmp_path / "hello.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\x00\x20\x00\xe0" * 4000)
    (tmp_path / "morning.yaml").write_text(ROUTINE.replace("steps:\n", more))
    said = run("plan", "morning.yaml", "--spoken")
    rows = [re.split(r"  +", row.strip()) for row in said.out.splitlines()]
    assert rows[0] == ["start", "written", "spoken"]
    assert ["Do 2x10 w/o shoes.", "Do 2 sets of 10 without shoes."] in [row[1:] for row in rows]
    assert ["Pelvic Tilt. Five slow reps.", "Pelvic tillt. Five slow repetitions."] in [
        row[1:] for row in rows
    ]
    cues = json.loads(run("plan", "morning.yaml", "--json").out)["cues"]
    spoken = {cue["text"]: cue["spoken"] for cue in cues}
    assert spoken["Do 2x10 w/o shoes."] == "Do 2 sets of 10 without shoes."
    assert spoken["Hello."] is None
    assert run("plan", "morning.yaml", "--spoken", "--diff").code == 2


def test_dropped_cues_are_told_with_the_reason(run: Run) -> None:
    said = run("plan", "morning.yaml", "--hold", "10s")
    assert (
        "not said in hold Knee to Chest, left, set 1: 'Let your shoulders sink, and breathe slowly.', "
        "because it does not fit before what follows"
    ) in said.out


def test_a_countdown_that_finds_no_room_says_why(run: Run, tmp_path: Path) -> None:
    silent = ROUTINE.replace("profiles:", "cues: {next_up: no, end: no}\nprofiles:")
    (tmp_path / "morning.yaml").write_text(silent)
    said = run("plan", "morning.yaml", "--sets", "tilt=2", "--rest", "tilt=2s").out
    assert "not said in rest, set 2: 'Three', because its step is shorter than 3 s\n" in said
    assert "'Two', because" not in said


NEXT = """\
title: Next
voice: {engine: silent}
steps:
  - exercise: knee
    setup: ["Settle down.", "After this comes {next}."]
    cues: [{at: halfway, say: "Then {next}."}]
  - rest: 10s
    say: Soon comes {next}.
"""


def test_what_comes_next_is_not_spoken_of_where_nothing_does(run: Run, tmp_path: Path) -> None:
    (tmp_path / "next.yaml").write_text(NEXT)
    said = run("plan", "next.yaml").out
    assert (
        "not said in setup Knee to Chest, left, set 1: 'After this comes {next}.', because nothing " in said
    )
    assert "not said in rest: 'Soon comes {next}.', because nothing comes after this rest" in said
    assert "comes ." not in said
    assert "Settle down." in said
    (tmp_path / "next.yaml").write_text(NEXT + "  - exercise: knee\n")
    said = run("plan", "next.yaml").out
    assert "Soon comes Knee to Chest." in said
    assert "not said in rest" not in said


def test_cues_for_all_that_cannot_be_filled_in_everywhere_are_told(run: Run, tmp_path: Path) -> None:
    cues = 'profiles:\n  half: {cues: {all: [{at: halfway, say: "Half of {hold}, {side}."}]}}'
    (tmp_path / "morning.yaml").write_text(ROUTINE.replace("profiles:\n  gentle: {hold: 20s}", cues))
    said = run("plan", "morning.yaml", "--profile", "half").out
    assert "Half of thirty seconds, left leg." in said
    assert "Half of ," not in said
    assert (
        "not said in reps Pelvic Tilt, set 1: 'Half of {hold}, {side}.', because {hold} has no value here"
        in said
    )


def test_a_card_that_says_what_comes_next_where_nothing_does_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "next.yaml").write_text("title: T\nsteps:\n  - exercise: knee\n  - say: Now {next}.\n")
    said = run("check", "next.yaml")
    assert said.code == 3
    assert "next.yaml:4:10: error: {next} has no value here: no exercise comes after this" in said.err


def test_a_diff_shows_lengths_doses_words_and_totals(run: Run) -> None:
    said = run("plan", "morning.yaml", "--hold", "knee=10s", "--diff")
    text = squeezed(said.out)
    assert "hold: Knee to Chest left 1 30.0 s -> 10.0 s -20.0 s" in text
    assert "Knee to Chest: 30 seconds each side -> 10 seconds each side" in text
    assert (
        "no longer said in hold Knee to Chest, left, set 1: 'Let your shoulders sink, and breathe slowly.', "
        "because it does not fit before what follows"
    ) in text
    assert re.search(r"total \d:\d\d -> \d:\d\d \(-0:40\)", text)
    assert "reps: Pelvic Tilt" not in text


def test_a_diff_of_nothing_says_so(run: Run) -> None:
    assert re.fullmatch(r"total \d:\d\d, as before\n", run("plan", "morning.yaml", "--diff").out)


def test_a_diff_names_what_is_new_and_what_is_gone(run: Run) -> None:
    rows = squeezed(run("plan", "morning.yaml", "--skip", "tilt", "--diff").out).splitlines()
    gone = [row for row in rows if row.endswith(" gone")]
    assert len(gone) == 3  # get ready, the repetitions, and the rest that follows the first exercise
    rows = squeezed(run("plan", "morning.yaml", "--sets", "tilt=2", "--diff").out).splitlines()
    assert [row for row in rows if row.endswith(" new") and "reps: Pelvic Tilt 2" in row]


@pytest.mark.slow
def test_the_totals_of_a_diff_and_their_difference_add_up(run: Run) -> None:
    for hold in range(10, 31):
        said = run("plan", "morning.yaml", "--hold", f"knee={hold}s", "--rest", "12.4s", "--diff").out
        found = re.search(r"total (\d+):(\d\d) -> (\d+):(\d\d) \(([+-])(\d+):(\d\d)\)", said)
        assert found
        minutes, seconds, later_minutes, later_seconds, sign, more_minutes, more = found.groups()
        change = int(f"{sign}1") * (int(more_minutes) * 60 + int(more))
        assert int(minutes) * 60 + int(seconds) + change == int(later_minutes) * 60 + int(later_seconds)


@pytest.mark.slow
def test_lengths_and_their_difference_add_up_in_every_row_of_a_diff(run: Run) -> None:
    rows = []
    for seconds in range(150, 190, 3):
        said = run("plan", "morning.yaml", "--fit", f"{seconds}s", "--diff").out
        rows += re.findall(r"([\d.]+) s -> ([\d.]+) s +([+-][\d.]+) s", said)
    assert len(rows) > 20
    for old, new, change in rows:
        off = float(new) - float(old) - float(change)
        assert float(change) != 0
        assert abs(off) < (0.001 if len(change.partition(".")[2]) == 1 else 0.011)


def test_words_that_take_the_place_of_others_are_paired_by_likeness(run: Run, tmp_path: Path) -> None:
    cues = "profiles:\n  brief: {cues: {knee: [{at: halfway, say: Halfway there.}]}}"
    (tmp_path / "morning.yaml").write_text(ROUTINE.replace("profiles:\n  gentle: {hold: 20s}", cues))
    said = run("plan", "morning.yaml", "--profile", "brief", "--diff").out
    assert "said in hold Knee to Chest, left, set 1: 'Halfway.' -> 'Halfway there.'" in said
    assert "said in hold Knee to Chest, left, set 1: 'Ten seconds.' -> 'Ten seconds left.'" in said
    assert (
        "no longer said in hold Knee to Chest, left, set 1: 'Let your shoulders sink, and breathe slowly.'\n"
    ) in said


def test_a_fit_says_what_it_did(run: Run) -> None:
    said = run("plan", "morning.yaml", "--fit", "3m")
    assert "fit: 3:00 as asked" in said.out
    assert "Knee to Chest: hold 30s -> " in said.out
    assert re.search(r"^total 3:00", said.out, re.MULTILINE)


def test_a_fit_that_is_out_of_reach_says_what_is_the_nearest(run: Run) -> None:
    said = run("plan", "morning.yaml", "--fit", "20m")
    assert said.code == 0
    told = r"warning: --fit 20m cannot be reached; the nearest that the ranges allow is (\d+:\d\d)"
    found = re.search(told, said.err)
    assert found
    assert f"total {found[1]}" in said.out
    assert f"fit: {found[1]}, the nearest to 20:00" in said.out


def test_a_fit_that_is_to_be_exact_is_refused_out_of_reach_before_anything_is_made(run: Run) -> None:
    for command in (["check", "--animatic"], ["plan"], ["build", "--animatic"]):
        refused = run(*command, "morning.yaml", "--fit", "20m", "--fit-exactly")
        assert (refused.code, refused.out) == (3, "")
        assert "error: --fit 20m cannot be reached" in refused.err
    assert not Path("output").exists()
    assert run("check", "--animatic", "morning.yaml", "--fit", "3m", "--fit-exactly").code == 0


def test_every_patient_that_is_named_gets_a_variant(run: Run) -> None:
    for name in ("Ana", "Bob"):
        Path(f"{name.lower()}.yaml").write_text(f"name: {name}\nhold: 15s\n")
    said = run("check", "--animatic", "morning.yaml", *(["--for", "ana.yaml", "--for", "bob.yaml"] * 2)).out
    assert [line.partition(":")[0] for line in said.splitlines()] == [
        "morning.yaml (ana)",
        "morning.yaml (bob)",
    ]


def test_out_of_range_is_an_error_and_beyond_range_shows_in_the_plan(run: Run) -> None:
    refused = run("plan", "morning.yaml", "--hold", "knee=75s")
    assert (refused.code, refused.out) == (3, "")
    assert "hold of 1m15s is outside the range of Knee to Chest, 10s to 1m" in refused.err
    assert "the range is set in assets/exercises/knee.yaml:2:27" in refused.err
    gone_on = run("plan", "morning.yaml", "--hold", "knee=75s", "--beyond-range")
    assert gone_on.code == 0
    assert "beyond range: --hold knee=75s: hold of 1m15s is outside" in gone_on.out
    assert "75.0 s" in gone_on.out


@pytest.mark.parametrize(
    "options",
    [
        ("--hold", "45"), ("--hold", "knee=0s"), ("--hold", "=45s"),
        ("--rest", "x"), ("--reps", "1.5"), ("--sets", "0"),
        ("--scale", "big"), ("--fit", "10"), ("--size", "huge"),
    ],
)  # fmt: skip
def test_values_that_cannot_be_read_are_usage_errors(run: Run, options: tuple[str, str]) -> None:
    said = run("check", "morning.yaml", *options)
    assert said.code == 2
    assert f"Invalid value for {options[0]}" in said.err


def test_an_unknown_profile_is_told_with_the_known_ones(run: Run) -> None:
    said = run("check", "morning.yaml", "--profile", "gentel")
    assert said.code == 3
    assert "did you mean gentle?" in said.err


def test_check_finds_mistakes_in_every_profile(run: Run) -> None:
    assert run("check", "morning.yaml").code == 0
    Path("morning.yaml").write_text(ROUTINE.replace("profiles:", BROKEN))
    said = run("check", "morning.yaml")
    assert (said.code, said.out) == (3, "")
    assert "morning.yaml:9:18: error: profile broken: hold of 1m30s is outside the range" in said.err


def test_check_goes_through_all_variants(run: Run) -> None:
    Path("morning.yaml").write_text(ROUTINE.replace("profiles:", BROKEN))
    said = run("check", "morning.yaml", "--profile", "standard,gentle,broken", "--size", "landscape,portrait")
    assert said.code == 3
    names = [line.partition(":")[0] for line in said.out.splitlines()]
    assert names == [
        f"morning.yaml ({name})" for name in ("standard", "standard.portrait", "gentle", "gentle.portrait")
    ]
    assert said.err.count("outside the range of Knee to Chest") == 2


def test_json_is_one_object_of_the_customised_plan(run: Run) -> None:
    plan = json.loads(run("plan", "morning.yaml", "--json", "--profile", "gentle", "--size", "square").out)
    assert [step["duration_seconds"] for step in plan["steps"] if step["kind"] == "hold"] == [20, 20]
    assert plan["size"] == [1080, 1080]
    assert run("plan", "morning.yaml", "--json", "--profile", "gentle,standard").code == 2


def test_a_patient_is_greeted_by_name_and_stays_out_of_the_project(run: Run, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / f"{tmp_path.name}-patients"
    elsewhere.mkdir()
    (elsewhere / "ana.yaml").write_text("name: Ana\nhold: 15s\n")
    timeline = plan(tmp_path / "morning.yaml", patient=elsewhere / "ana.yaml")
    assert dict(timeline.steps[0].scene.words)["name"] == "Ana"
    assert timeline.file_name("mp4") == "morning.ana.mp4"
    assert timeline.file_name("json", "timeline") == "timeline.ana.json"


def test_new_starts_a_routine_that_checks_without_a_mistake(run: Run) -> None:
    assert "wrote" in run("new", "My Evening").out
    path = Path("routines") / "my-evening.yaml"
    assert run("check", str(path)).code == 0
    assert run("check", str(path), "--profile", "gentle").code == 0
    again = run("new", "My Evening")
    assert again.code != 0


@pytest.mark.parametrize(
    ("name", "file", "title"),
    [
        ("my-back", "my-back", "My Back"),
        ("Übungen für Ana", "übungen-für-ana", "Übungen für Ana"),
        ('../Ana\'s "morning" \\ {50%}.yaml', "ana-s-morning-50", 'Ana\'s "morning" \\ {50%}'),
        ("two\nlines", "two-lines", "two lines"),
    ],
)
def test_new_takes_a_name_of_words_as_the_title(run: Run, name: str, file: str, title: str) -> None:
    assert run("new", name).code == 0
    path = Path("routines") / f"{file}.yaml"
    assert run("check", str(path)).code == 0
    assert json.loads(run("plan", str(path), "--json").out)["steps"][0]["name"] == title


def test_schema_prints_each_kind(run: Run) -> None:
    assert json.loads(run("schema").out)["title"] == "RoutineFile"
    assert json.loads(run("schema", "patient").out)["title"] == "PatientFile"
    assert run("schema", "nothing").code == 2
