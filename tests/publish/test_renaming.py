"""A release under another name: all of it or nothing, and known again after it was brought up to date."""

from dataclasses import replace
from pathlib import Path

import pytest

from compiler.model.errors import Conflict
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger, Publication
from compiler.publish.receipt import OnChange
from compiler.publish.release import Origin, Release, for_one_person
from compiler.publish.testing import PracticeServer
from tests.publish.samples import site, youtube


def test_stopped_in_the_middle_nothing_is_renamed_and_the_same_command_goes_on(
    release: Release, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, after = tmp_path / "site", replace(release, slug="morning")
    publish(release, site(folder), ledger)
    release.video.write_bytes(b"another film" * 99)
    publish(release, site(folder), ledger)
    rename_one, done = Ledger._rename, list[Publication]()

    def stopping(self: Ledger, publication: Publication, name: str) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(publication)
        rename_one(self, publication, name)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Ledger, "_rename", stopping)
        publish(after, site(folder), ledger, renamed_from=release.name)
    assert [p.name for p in ledger.publications()] == [release.name, release.name]
    publish(after, site(folder), ledger, renamed_from=release.name)
    assert {p.name for p in ledger.publications()} == {"morning"}


def test_at_a_channel_it_is_known_by_what_it_was_brought_up_to_date_from(
    release: Release, ledger: Ledger, server: PracticeServer, tmp_path: Path
) -> None:
    publisher = youtube(server, tmp_path, ledger)
    routine, gone = str(tmp_path), str(tmp_path / "ana.yaml")
    first = for_one_person(
        replace(release, variant="ana", origin=Origin(routine=routine, patient=gone, digest="1"))
    )
    publish(first, publisher, ledger)
    second = replace(first, title="Another title", origin=replace(first.origin, digest="2"))
    publish(second, publisher, ledger, on_change=OnChange.UPDATE)
    renamed = replace(second, variant="anna", origin=replace(second.origin, patient=str(tmp_path / "a.yaml")))
    with pytest.raises(Conflict, match="was it renamed"):
        publish(renamed, publisher, ledger)
