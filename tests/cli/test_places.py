"""Where a user's things lie: told by the doctor, and by the docs for each system."""

import sys
from pathlib import Path

import pytest
from platformdirs import macos, unix, windows

from compiler.system.folders import PLACES
from tests.robust.trying import in_process

DOCS = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text(encoding="utf-8")


def test_the_doctor_shows_each_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in PLACES:
        monkeypatch.setenv(place.variable, str(tmp_path / place.name))
    answer = in_process("doctor")
    for place in PLACES:
        told = f"ok   {place.name} folder: {tmp_path / place.name}, not made yet ({place.variable} names another)"
        assert told in answer.said


@pytest.mark.skipif(sys.platform == "win32", reason="asks for Linux's folders")
def test_the_docs_know_them_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "get_win_folder", lambda _: "%LOCALAPPDATA%")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for system in (unix.Unix, macos.MacOS, windows.Windows):
        where = system("followalong", appauthor=False)
        for folder in (where.user_config_dir, where.user_data_dir, where.user_cache_dir):
            written = folder.replace(str(Path.home()), "~")
            assert f"`{written.replace('/', chr(92)) if written.startswith('%') else written}`" in DOCS
    assert all(f"`{place.variable}`" in DOCS for place in PLACES)
