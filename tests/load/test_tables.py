"""Tables of patients, as spreadsheets save them: read whatever the program, mistakes told by line and column."""

from pathlib import Path

import pytest

from compiler.load import load_row, read_table
from compiler.load.tables import Row
from compiler.model.errors import errors_among
from compiler.model.limits import MOST_PATIENTS

from .conftest import Desk

KNOWN = ("bridge", "knee")


def rows(desk: Desk, raw: bytes | str) -> tuple[Row, ...]:
    path = desk.folder / "clinic.csv"
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    found, problems = read_table(path)
    assert errors_among(tuple(problems)) == (), [one.render() for one in problems]
    return found


def told(desk: Desk, raw: str) -> list[tuple[str, str]]:
    """Place and message of all that is wrong with the table or its rows."""
    path = desk.folder / "clinic.csv"
    path.write_text(raw, encoding="utf-8")
    found, problems = read_table(path)
    for row in found:
        problems += load_row(row, path, KNOWN)[1]
    return [(str(one.span).removeprefix(f"{path}:"), one.message) for one in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_whatever_program_saved_it(
    desk: Desk, encoding: str, separator: str, end: str
) -> None:
    lines = ["name;hold;load bridge;notes", '"Müller; Ana";20s;"2,5 kg";"""Lang""; sam"', ";;;", 'José;;;""']
    text = end.join(lines).replace("; ", "@").replace(";", separator).replace("@", "; ")
    quoted = text if separator == ";" else text.replace("Müller;", "Müller;")
    ana, jose = rows(desk, quoted.encode(encoding))
    patient, problems = load_row(ana, desk.folder / "clinic.csv", KNOWN)
    assert patient and problems == []
    layer = patient.layer
    assert (layer.patient, layer.name, ana.span.line) == ("Müller; Ana", "müller-ana", 2)
    assert [(dose.exercise, dose.value) for dose in layer.doses] == [(None, 20)]
    assert [float(one.load.amount) for one in layer.loads if one.load] == [2.5]
    assert layer.prescription.notes == ('"Lang"', "sam")
    assert (jose.name, jose.span.line) == ("José", 4)


def test_excels_own_first_line_says_the_separator(desk: Desk) -> None:
    (ana,) = rows(desk, "sep=|\nname|file\nAna|a;b\n")
    assert (ana.name, ana.file, ana.span.line) == ("Ana", "a-b", 3)


def test_a_column_is_a_key_or_a_dose_of_an_exercise_with_its_unit(desk: Desk) -> None:
    header = "Name;File;Routine;Week;Hold (s);hold: knee;Reps bridge;words per minute;skip;until"
    (row,) = rows(desk, f"{header}\nAna;a1;morning, evening;3;20;1,5m;8;120;bridge, knee;31.1.2027\n")
    assert (row.file, row.week, [one.text for one in row.routines]) == ("a1", 3, ["morning", "evening"])
    patient, problems = load_row(row, desk.folder / "clinic.csv", KNOWN)
    assert patient and problems == []
    doses = [(str(dose.kind), dose.exercise, dose.value) for dose in patient.layer.doses]
    assert doses == [("hold", None, 20), ("hold", "knee", 90), ("reps", "bridge", 8)]
    assert [named.exercise for named in patient.layer.skip] == ["bridge", "knee"]
    assert (patient.layer.words_per_minute, patient.layer.name) == (120, "a1")


@pytest.mark.parametrize(
    ("table", "place", "message"),
    [
        ("name;hold\nAna;30\n", "2:5", "30 has no unit"),
        ("name;hold knee\nBob;\nAna;20s\nEva;20x\n", "4:5", "20x"),
        ("name;hold kne\nAna;20s\n", "2:5", "there is no exercise 'kne'"),
        ("name;reps\nAna;eight\n", "2:5", "eight"),
        ("name;week\nAna;soon\n", "2:5", "is no week: soon"),
        ("name;file\nAna;ana.yaml\n", "2:5", "ana.yaml is not read from a table"),
        ("name;avoid\nAna;kneling\n", "2:5", "no exercise asks for 'kneling'"),
        ("file;name\na;Ana\nb;\n", "3:1", "this patient has no name"),
        ("name;hold\nAna;20s;30s\n", "2:9", "this line has more cells than the first one"),
        ("hold;file\n20s;a\n", "1:1", "the table has no column 'name'"),
        ("name;hodl\nAna;20s\n", "1:6", "no patient has 'hodl'"),
        ("name;hold;hold\nAna;20s;30s\n", "1:11", "two columns are called 'hold'"),
        ("name;progression\nAna;x\n", "1:6", "no patient has 'progression'"),
        ("name;phone\nAna;017\n", "1:6", "the column 'phone' is not read"),
        ('name;notes\n"Ana";"Zeile\nzwei"\nBob;\n;x\n', "5:1", "this patient has no name"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(desk: Desk, table: str, place: str, message: str) -> None:
    found = told(desk, table)
    assert [one for one in found if one[0] == place and message in one[1]], found


def test_a_column_that_is_no_key_is_only_not_read(desk: Desk) -> None:
    (row,) = rows(desk, "name,phone,date of birth\nAna,017,1950-01-01\n")
    assert set(row.keys.entries) == {"name"}


def test_a_table_has_a_limit(desk: Desk) -> None:
    lines = "\n".join(f"P{n}" for n in range(MOST_PATIENTS + 1))
    ((place, message),) = told(desk, f"name\n{lines}\n")
    assert (place, message.split(",")[0]) == (
        f"{MOST_PATIENTS + 2}:1",
        f"a table holds at most {MOST_PATIENTS} patients",
    )


@pytest.mark.parametrize("name", ["clinic.xlsx", "clinic.ods", "nowhere.csv"])
def test_a_spreadsheet_that_is_not_saved_as_text_is_told_so(desk: Desk, name: str) -> None:
    path: Path = desk.folder / name
    if "nowhere" not in name:
        path.write_bytes(b"PK\x03\x04")
    found, (problem,) = read_table(path)
    assert found == () and ("CSV" in (problem.hint or "") or "no such file" in problem.message)
