"""A sheet of paper as its reader sees it: pages, words, pictures, and a code that a phone reads."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from compiler.handout.paper import Paper, Print
from compiler.handout.pdf import pdf
from compiler.handout.sheet import Sheet, SheetExercise
from compiler.language import LANGUAGES, language_of, times_a_day
from compiler.model.errors import ExitCode
from compiler.pipeline.handout import address_of
from compiler.pipeline.request import Request
from compiler.pipeline.variants import Variant
from compiler.publish.ledger import Ledger
from compiler.publish.release import Origin, VideoFacts
from tests.robust.trying import TINY, Answer, in_process

ROUTINE = """\
title: Back Exercises
summary: Two calm exercises.
lang: {lang}
voice: {{engine: silent}}
steps:
  - exercise: bridge
    reps: 8
    load: 2 kg
  - rest: 10s
  - exercise: knee_to_chest
    hold: 30s
"""
PATIENT = """\
name: Ana Muster
frequency: {often}, 5 days
until: 2027-01-31
notes: [After a warm shower it is easiest.]
stop_if: [your foot goes numb]
"""
BRAND = """\
name: Praxis Nord
logo: logo.svg
colours: {main: "#5A1030", accent: "#F2A541"}
contact: ["Telefon 040 123 456"]
"""
ADDRESS = "https://example.org/p/abcdefghijklmnopqrstuvwxyz234567/"


def words_of(path: Path) -> str:
    """All words of a PDF, by a reader that is not ours, with single blanks."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def pages_of(path: Path) -> list[tuple[int, int]]:
    """Each page's size in millimetres."""
    with pypdfium2.PdfDocument(path) as document:
        return [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document]  # type: ignore[misc]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A clinic's project; the patient's version is published in the ledger."""
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "followalong.txt").touch()
    for lang, often in (("en", "twice a day"), ("de", "dreimal täglich"), ("es", "dos veces al día")):
        (folder / f"back-{lang}.yaml").write_text(ROUTINE.format(lang=lang), encoding="utf-8")
        (folder / f"ana-{lang}.yaml").write_text(PATIENT.format(often=often), encoding="utf-8")
    (folder / "brand.yaml").write_text(BRAND)
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><circle cx="30" cy="30" r="24"/></svg>'
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


def publish_from(folder: Path) -> None:
    """As if the patient's version had been published from that project."""
    facts = VideoFacts(path=Path(), sha256="a" * 64, bytes=1, modified_ns=0)
    origin = Origin(routine=str(folder / "back-en.yaml"), patient=str(folder / "ana-en.yaml"))
    with closing(Ledger.open()) as ledger:
        one = ledger.begin(
            site="site", account="x", name="back-en.ana-en", title="", facts=facts, file_name="~t.mp4",
            origin=origin,
        )  # fmt: skip
        ledger.write_link(one, ADDRESS)


@pytest.fixture
def published(desk: Path) -> None:
    publish_from(desk)


def handout(*words: str) -> Answer:
    answer = in_process("handout", *words)
    assert answer.code == ExitCode.OK, answer.all
    return answer


def test_a_sheet_says_all_that_its_reader_needs(desk: Path, published: None) -> None:
    answer = handout("back-en.yaml", "--for", "ana-en.yaml", "-o", "ana.pdf")
    assert "wrote ana.pdf: 1 page, A4" in answer.said and f"its code leads to {ADDRESS}" in answer.said
    words = words_of(desk / "ana.pdf")
    for told in (
        "Praxis Nord",
        "Telefon 040 123 456",
        "Back Exercises",
        "For Ana Muster",
        "Twice a day, 5 days, until January 31, 2027",
        "Stop if: your foot goes numb.",
        "After a warm shower it is easiest.",
        "1. Bridge 8 slow reps · 2 kg",
        "2. Knee to Chest 30 seconds each side",
        "Press through your heels",
        "Who should take care: Pregnancy",
        "Week 4",
        "Sun",
        "Scan to watch the video",
        "not medical advice",
        "Page 1 of 1",
    ):
        assert told in words, told
    with pypdfium2.PdfDocument(desk / "ana.pdf") as document:
        page: Any = document[0]
        pictures = [one.get_metadata() for one in page.get_objects(filter=[3])]
        codes = zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())
    assert len(pictures) == 4 and all(picture.horizontal_dpi >= 300 for picture in pictures)
    assert [code.text for code in codes] == [ADDRESS]


def test_a_code_never_leads_to_a_patient_of_another_project_who_is_called_the_same(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLLOWALONG_DATA", str(tmp_path / "data"))
    request = Request(path=Path("back-en.yaml"), variant=Variant(patient=Path("ana-en.yaml")))
    publish_from(tmp_path)
    assert address_of("back-en.ana-en", request) == ADDRESS, "a project that was moved keeps its addresses"
    (tmp_path / "ana-en.yaml").touch()
    assert address_of("back-en.ana-en", request) == ""
    publish_from(desk)
    assert address_of("back-en.ana-en", request) == ADDRESS


def test_the_same_sheet_has_the_same_bytes(desk: Path) -> None:
    for name in ("one.pdf", "two.pdf", "one.html", "two.html"):
        handout("back-de.yaml", "--for", "ana-de.yaml", "-o", name)
    assert (desk / "one.pdf").read_bytes() == (desk / "two.pdf").read_bytes()
    assert (desk / "one.html").read_bytes() == (desk / "two.html").read_bytes()


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "de",
            ("Für Ana Muster", "Brücke", "Abhaken, was getan ist", "Woche 1", "Wer vorsichtig sein sollte"),
        ),
        ("es", ("Para Ana Muster", "Marque lo que ha hecho", "Semana 1")),
    ],
)
def test_it_is_in_the_patients_language(desk: Path, lang: str, told: tuple[str, ...]) -> None:
    handout(f"back-{lang}.yaml", "--for", f"ana-{lang}.yaml", "-o", f"{lang}.pdf", "--paper", "letter")
    assert pages_of(desk / f"{lang}.pdf")[0] == (216, 279)
    words = words_of(desk / f"{lang}.pdf")
    assert all(one in words for one in told)


def test_html_is_one_file_that_loads_nothing(desk: Path, published: None) -> None:
    handout("back-en.yaml", "--for", "ana-en.yaml", "-o", "ana.html")
    text = (desk / "ana.html").read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="(?!data:)([^"]*)', text) == [ADDRESS]
    assert text.count("data:image/jpeg") == 4 and "For Ana Muster" in text and "<svg" in text
    assert text.count('class="box"') == 2 * 7 * 4, "twice a day"


def test_build_writes_the_sheet_beside_each_video(desk: Path) -> None:
    (desk / "tiny.yaml").write_text(TINY.replace("hold: 3s", "hold: 3s, figure: chin_tuck"))
    for name in ("one", "two"):
        (desk / f"{name}.yaml").write_text(f"name: {name}\n")
    answer = in_process("build", "tiny.yaml", "--for", "one.yaml", "--for", "two.yaml", "--handout")
    assert answer.code == ExitCode.OK, answer.all
    for name in ("one", "two"):
        assert f"For {name}" in words_of(desk / "output" / "tiny" / f"handout.{name}.pdf")
        assert (desk / "output" / "tiny" / f"tiny.{name}.mp4").is_file()


def test_several_sheets_go_into_a_folder(desk: Path) -> None:
    handout("back-en.yaml", "--for", "ana-en.yaml", "--for", "ana-de.yaml", "-o", "sheets")
    assert sorted(path.name for path in (desk / "sheets").iterdir()) == [
        "back-en.ana-de.pdf",
        "back-en.ana-en.pdf",
    ]
    refused = in_process(
        "handout", "back-en.yaml", "--for", "ana-en.yaml", "--for", "ana-de.yaml", "-o", "a.pdf"
    )
    assert refused.code == ExitCode.USAGE
    assert in_process("handout", "back-en.yaml", "-o", "a.docx").code == ExitCode.USAGE
    assert in_process("handout", "back-en.yaml", "--paper", "a3").code == ExitCode.USAGE


def sheet(count: int, steps: int = 2) -> Sheet:
    exercises = tuple(
        SheetExercise(
            name=f"Exercise {n}", dose="8 slow reps", steps=("Breathe in and lift slowly. " * 4,) * steps
        )
        for n in range(1, count + 1)
    )
    return Sheet(
        language=language_of("en"), tag="en", title="#Many *things* $x$ [y] <z> \\", summary="@here", name="",
        schedule="", stop="", notes=(), exercises=exercises, disclaimer="No advice.",
    )  # fmt: skip


def test_what_does_not_fit_is_set_denser_then_has_more_pages_and_is_never_cut(tmp_path: Path) -> None:
    found = {}
    for count in (2, 15, 30):
        data, pages = pdf(sheet(count), Print(), tmp_path)
        path = tmp_path / f"{count}.pdf"
        path.write_bytes(data)
        found[count] = pages
        assert len(pages_of(path)) == pages
        words = words_of(path)
        assert all(f"{n}. Exercise {n} " in words for n in range(1, count + 1))
        assert words.count("Breathe in and lift slowly.") == count * 8
    assert found[2] == 1 and found[15] == 2 and found[30] > 2


def test_what_comes_in_rounds_is_printed_once_and_says_how_often(desk: Path) -> None:
    (desk / "rounds.yaml").write_text(
        "title: Rounds\nvoice: {engine: silent}\nsteps:\n"
        "  - rounds: 3\n    steps:\n      - exercise: bridge\n        reps: 8\n      - rest: 5s\n"
    )
    handout("rounds.yaml", "-o", "rounds.pdf")
    words = words_of(desk / "rounds.pdf")
    assert "1. Bridge 3 × 8 slow reps" in words and "2. " not in words


def test_what_authors_wrote_is_no_command(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(pdf(sheet(1), Print(paper=Paper.LETTER, big=True), tmp_path)[0])
    assert "#Many *things* $x$ [y] <z> \\ @here" in words_of(tmp_path / "x.pdf")


@pytest.mark.parametrize(
    ("lang", "frequency", "times"),
    [
        ("en", "twice a day, 5 days a week", 2),
        ("en", "3x daily", 3),
        ("en", "2 times per day", 2),
        ("en", "daily", 1),
        ("en", "3 days a week", 1),
        ("en", "four times each day", 4),
        ("de", "2x täglich", 2),
        ("de", "dreimal am Tag", 3),
        ("de", "an 3 Tagen pro Woche", 1),
        ("es", "tres veces al día", 3),
        ("es", "3 días por semana", 1),
        ("en", "2/day", 2),
        ("en", "two to three times a day", 3),
        ("de", "morgens, dann 2x täglich vor dem Essen", 2),
    ],
)
def test_a_day_has_as_many_boxes_as_it_has_times(lang: str, frequency: str, times: int) -> None:
    assert times_a_day(frequency, LANGUAGES[lang]) == times
