"""CONTRIBUTING.md tells the truth: its files are there, and its jobs work by the rows that it names."""

import ast
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import compiler
from compiler.cluster.parcel import INPUTS
from compiler.draw import load_theme
from compiler.draw.canvas import Canvas
from compiler.draw.design import Group
from compiler.draw.filling import shape_bounds
from compiler.draw.kinds import KINDS, Kind
from compiler.draw.painter import Painter
from compiler.draw.parts import MAKERS
from compiler.draw.pixels import Overlay, overlay
from compiler.draw.raster import Rgba
from compiler.language import ENGLISH, LANGUAGES
from compiler.mix.kept import KIND as SOUND
from compiler.model.errors import Diagnostic
from compiler.model.routine import Utterance, Voice
from compiler.model.timeline import ProgressBar, Scene
from compiler.narrate import ToolRunner, narrate
from compiler.narrate.narration import KIND as SPEECH
from compiler.narrate.narrators import NARRATORS
from compiler.narrate.sound_file import write_wav
from compiler.narrate.speech import Narrator
from compiler.publish import Ledger, Release, publish
from compiler.publish.patience import Patience
from compiler.publish.preferences import load_preferences, preferences_path
from compiler.publish.publisher import Account, Part, Traits
from compiler.publish.release import VideoFacts
from compiler.publish.remote import Remote, Settled
from compiler.publish.remotes import REMOTES
from compiler.publish.secret import Secret
from compiler.render.kept import KIND as CLIPS
from compiler.render.rendering import SEGMENTS
from compiler.render.shrink import SHRUNK
from compiler.render.stills import STILLS
from compiler.render.thumbnail import THUMBNAILS
from compiler.store import Store
from compiler.studio.exercises import FILMS
from compiler.yaml import Record, Text
from tests.publish.samples import make_release, open_ledger
from tests.robust.trying import in_process

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
JOBS = re.findall(r"^## Job: (.+?)\n(.*?)(?=^## )", PAGE, re.MULTILINE | re.DOTALL)


def files_of(job: str) -> list[str]:
    return re.findall(r"^\d\. `([^`]+)`", job, re.MULTILINE)


def test_there_are_six_jobs_of_few_files_each() -> None:
    assert len(JOBS) == 6
    for name, job in JOBS:
        assert 3 <= len(files_of(job)) <= (7 if "key" in name else 5), name


@pytest.mark.parametrize("job", [job for _, job in JOBS], ids=[name for name, _ in JOBS])
def test_the_files_that_a_job_names_are_there_or_new(job: str) -> None:
    for line in re.findall(r"^\d\. `.*", job, re.MULTILINE):
        path = line.split("`")[1]
        assert "(new)" in line or (ROOT / path).exists(), path


# --- an overlay ---------------------------------------------------------------------------------------------


class _Dots:
    """Which exercise of how many: as many pixels as exercises are done, in one row."""

    def __init__(self, group: Group, _words: Mapping[str, str], canvas: Canvas) -> None:
        self.box = canvas.box(shape_bounds(group.part("row")))

    def state(self, scene: Scene, _frame: int, _frame_rate: Fraction) -> tuple[int, int] | None:
        return (scene.progress.index, scene.progress.count) if scene.progress else None

    def turns(self, _scene: Scene) -> tuple[()]:
        return ()

    def pixels(self, state: tuple[int, int]) -> Rgba:
        drawn = np.zeros((self.box.height, self.box.width, 4), np.uint8)
        drawn[:, : self.box.width * (state[0] + 1) // state[1]] = 255
        return drawn

    def overlay(self, state: tuple[int, int]) -> Overlay:
        return overlay(self.pixels(state), self.box.x, self.box.y)


def test_an_overlay_is_a_kind_and_a_maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "dots", Kind(parts={"row": "rect"}))
    monkeypatch.setitem(MAKERS, "dots", _Dots)
    group = '<g data-layer="dots"><rect data-part="row" x="80" y="500" width="600" height="40"/></g></svg>'
    drawing = (ROOT / "compiler/draw/themes/calm/exercise.svg").read_text(encoding="utf-8")
    (tmp_path / "theme.yaml").write_text("based_on: calm\n")
    (tmp_path / "exercise.svg").write_text(drawing.replace("</svg>", group), encoding="utf-8")
    theme, problems = load_theme(tmp_path)
    assert theme, problems
    painter = Painter(theme, (640, 360), Fraction(30))
    bar = ProgressBar(index=1, count=4, start=Fraction(0), stop=Fraction(0), frames=30)
    scene = Scene(layout="exercise", words=(("name", "Bridge"),), progress=bar)
    later = replace(scene, progress=replace(bar, index=2))
    first, second = (painter.layers(one, 0)[-1] for one in (scene, later))
    assert first.key != second.key, "equal keys would be served from the store"
    widths = [int(painter.pixels(one)[..., 3].any(axis=0).sum()) for one in (first, second)]
    assert widths == [101, 151]  # of a box of 202 pixels


# --- a narrator engine --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Beeper:
    suffix: str = ".wav"

    def key(self, utterance: Utterance) -> tuple[Any, ...]:
        return ("beeper", utterance.text)

    def speak(self, utterance: Utterance, destination: Path) -> None:
        write_wav(destination, np.full(1000 * len(utterance.text), 0.1, np.float32), 10_000)


def test_a_narrator_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make: Callable[[ToolRunner], Narrator] = lambda _: _Beeper()  # noqa: E731
    monkeypatch.setitem(NARRATORS, "beeper", make)
    line = Utterance(text="Hello", voice=Voice(engine="beeper"))
    assert narrate([line], Store(tmp_path))[line].seconds == Fraction(1, 2)


# --- a publisher --------------------------------------------------------------------------------------------


class _StickKeys(Record):
    folder: Text | None = None


@dataclass
class _Stick:
    """A publisher to a memory stick: it has the video and nothing else."""

    folder: Path
    site: str = "stick"
    traits: Traits = field(default_factory=lambda: Traits(has_playlists=False))
    patience: Patience = field(default_factory=Patience)
    attached: set[str] = field(default_factory=set)

    def problems(self, _release: Release) -> list[Diagnostic]:
        return []

    def metadata(self, release: Release) -> dict[str, object]:
        return {"title": release.title}

    def cost(self, _step: str, *, again: bool = False) -> tuple[()]:
        return ()

    def allowances(self) -> tuple[()]:
        return ()

    def account(self) -> Account:
        return Account(id=str(self.folder), name="stick")

    known_account = account

    def prepare(self, _release: Release) -> None:
        self.folder.mkdir(exist_ok=True)

    def find_upload(self, file_name: str, _facts: VideoFacts) -> str | None:
        return file_name if self.exists(file_name) else None

    def open_session(self, _release: Release, _facts: VideoFacts, file_name: str) -> Secret:
        return Secret(file_name)

    def upload(self, session: Secret, facts: VideoFacts, on_bytes: Callable[[int], None]) -> str:
        (self.folder / session.reveal()).write_bytes(facts.path.read_bytes())
        on_bytes(facts.bytes)
        return session.reveal()

    def exists(self, video_id: str) -> bool:
        return (self.folder / video_id).exists()

    def wait_processed(self, _video_id: str, _facts: VideoFacts) -> None:
        pass

    def before(self, _video_id: str, _part: Part) -> dict[str, Any]:
        return {}

    def has(self, _video_id: str, part: Part, _before: object) -> bool:
        return part.name in self.attached

    def attach(self, _video_id: str, part: Part) -> None:
        self.attached.add(part.name)

    def link(self, video_id: str) -> str:
        return str(self.folder / video_id)


def _open(settled: Settled, _ledger: Ledger, _folder: Path | None) -> _Stick:
    return _Stick(Path(settled.text("folder")))


def test_a_publisher_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REMOTES, "stick", Remote(name="stick", keys=_StickKeys, open=_open))
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(tmp_path / "config"))
    preferences_path().parent.mkdir()
    preferences_path().write_text(f"stick: {{folder: '{tmp_path / 'usb'}'}}\n")
    ledger = open_ledger(tmp_path / "ledger.sqlite3")
    release = make_release(tmp_path / "bed", b"a film")
    publisher = REMOTES["stick"].open(load_preferences()["stick"], ledger, None)
    receipt = publish(release, publisher, ledger)
    assert Path(receipt.link).read_bytes() == b"a film"
    assert publish(release, publisher, ledger).already_published
    ledger.close()


def test_the_help_names_every_remote() -> None:
    told = in_process("publish", "--help").said
    assert [name for name in REMOTES if name not in told] == []


# --- a language ---------------------------------------------------------------------------------------------


ESPERANTO = "title: Salutoj\nlang: eo\nvoice: {engine: silent}\nsteps:\n  - say: Kusigu.\n"


def test_a_language_is_a_file_and_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    routine = tmp_path / "r.yaml"
    routine.write_text(ESPERANTO)
    told = [d.message for d in compiler.check(routine).diagnostics]
    assert any("Esperanto" in message or "'eo'" in message or " eo" in message for message in told), told
    phrases = replace(ENGLISH.phrases, end_title="Bone farita")
    monkeypatch.setitem(LANGUAGES, "eo", replace(ENGLISH, code="eo", voice="eo", phrases=phrases))
    report = compiler.check(routine)
    assert report.diagnostics == ()
    assert report.timeline and report.timeline.steps[-1].scene.word("title") == "Bone farita"


# --- the house ----------------------------------------------------------------------------------------------


def rooms() -> list[str]:
    """In the order of the contract."""
    (contract,) = (
        one
        for one in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
        if one["id"] == "layers"
    )
    names = [name for row in contract["layers"] for name in row.split(" | ")]
    return [name for name in names if (ROOT / "compiler" / name).is_dir()]


def test_the_page_on_architecture_lists_every_room_in_its_order() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert listed == rooms()
    assert set(listed) == {path.parent.name for path in (ROOT / "compiler").glob("*/__init__.py")}


@pytest.mark.parametrize("room", rooms())
def test_a_room_says_in_a_sentence_what_it_is_for(room: str) -> None:
    told = ast.get_docstring(ast.parse((ROOT / "compiler" / room / "__init__.py").read_text()))
    assert told and told.count("\n") == 0 and told.endswith(".")


def test_little_lies_loose_at_the_top() -> None:
    loose = [path for path in (ROOT / "compiler").iterdir() if path.is_file()]
    assert len(loose) <= 8, loose


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\S+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(path.name for path in folder.glob("*.md") if path.name != "README.md")


def test_the_page_on_the_store_lists_every_kind_of_entry() -> None:
    page = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
    kinds = {CLIPS, FILMS, INPUTS, SEGMENTS, SHRUNK, SOUND, SPEECH, STILLS, THUMBNAILS}
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == kinds
