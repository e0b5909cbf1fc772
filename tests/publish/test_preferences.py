"""What is settled once for all releases."""

from dataclasses import replace
from pathlib import Path

import pytest

from compiler.model.errors import InvalidRoutine
from compiler.publish.ledger import Ledger
from compiler.publish.peertube import PeerTube
from compiler.publish.planning import plan_publish
from compiler.publish.preferences import (
    load_preferences,
    save_preferences,
)
from compiler.publish.publisher import Publisher
from compiler.publish.release import Release
from compiler.publish.remote import Settled, preferences_path
from compiler.publish.remotes import REMOTES
from compiler.publish.site import Site
from compiler.publish.youtube import YouTube
from tests.robust.trying import in_process


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("FOLLOWALONG_DATA", str(tmp_path / "data"))


def test_nothing_is_settled_at_first() -> None:
    assert load_preferences() == {name: Settled() for name in REMOTES}


def test_what_is_saved_is_read_again() -> None:
    settled = {
        "site": Settled({"title": "Bewegung: täglich", "address": "https://example.org/"}),
        "youtube": Settled({"channel": "UC1", "synthetic_media": False, "made_for_kids": True}),
        "peertube": Settled({"address": "https://video.example"}),
    }
    save_preferences(settled)
    assert load_preferences() == settled


def test_a_slip_is_shown_with_its_place() -> None:
    preferences_path().parent.mkdir()
    preferences_path().write_text("youtube:\n  chanel: UC1\n  synthetic_media: perhaps\n")
    with pytest.raises(InvalidRoutine) as caught:
        load_preferences()
    told = "\n".join(d.render() for d in caught.value.diagnostics)
    assert "publish.yaml:2:3" in told
    assert "did you mean channel" in told
    assert "publish.yaml:3:20" in told


def test_each_remote_by_its_name(tmp_path: Path) -> None:
    ledger = Ledger.open()
    assert ledger.path == tmp_path / "data" / "ledger.sqlite3"
    assert isinstance(opened("youtube", ledger), YouTube)
    peertube = opened("peertube", ledger, address="https://video.example/")
    assert isinstance(peertube, PeerTube)
    assert peertube.settings.address == "https://video.example"
    site = opened("site", ledger, tmp_path / "site", title="Daily")
    assert isinstance(site, Site)
    assert (site.settings.title, site.settings.folder) == ("Daily", tmp_path / "site")
    with pytest.raises(InvalidRoutine, match="not settled"):
        opened("peertube", ledger)
    ledger.close()


def opened(name: str, ledger: Ledger, folder: Path | None = None, **settled: str) -> Publisher:
    return REMOTES[name].open(Settled(settled), ledger, folder)


@pytest.mark.parametrize("name", REMOTES)
def test_a_dry_run_without_any_login(release: Release, ledger: Ledger, tmp_path: Path, name: str) -> None:
    settled = {} if name == "youtube" else {"address": "https://video.example"}
    publisher = opened(name, ledger, tmp_path / "site", **settled)
    plan = plan_publish(replace(release, description=""), publisher, ledger)
    assert plan.possible
    assert any("captions:en" in line for line in plan.lines())
    assert release.title in str(plan.metadata)
    assert not (tmp_path / "site").exists()


def documented(start: str) -> str:
    """The YAML of docs/publishing.md that begins so."""
    text = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text(encoding="utf-8")
    (found,) = [block for block in text.split("```yaml\n") if block.startswith(start)]
    return found.split("```")[0]


def test_the_words_for_a_routine_in_the_documentation_are_good(tmp_path: Path) -> None:
    routine = tmp_path / "r.yaml"
    routine.write_text(f"title: A\nsteps:\n  - say: Hello there.\n{documented('publish:')}", encoding="utf-8")
    answer = in_process("check", str(routine))
    assert answer.code == 0, answer.all


def test_the_settings_in_the_documentation_are_good() -> None:
    preferences_path().parent.mkdir()
    preferences_path().write_text(documented("youtube:"), encoding="utf-8")
    settled = load_preferences()
    assert (settled["youtube"].flag("synthetic_media"), settled["site"].text("author")) == (False, "Ana")
