"""Tokens and session addresses: in no log, no traceback, no file that others can read."""

import logging
import traceback
from pathlib import Path

import pytest

from compiler.model.errors import FollowalongError
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger
from compiler.publish.overview import status
from compiler.publish.release import Release
from compiler.publish.secret import Secret, write_private
from compiler.publish.testing import PracticeServer, parse_fault
from compiler.publish.youtube.login import StoredLogin
from tests.publish.samples import youtube

FAULTS = [
    "upload.put:drop*-1+2",
    "upload.put:status=503*-1+1",
    "upload.put:status=400 badRequest see http://127.0.0.1/upload?upload_id=secret*1+1",
    "upload.put:stall=0.6*-1+1",
    "upload.put:html*1+1",
    "upload.put:redirect=http://localhost:9/?upload_id=1*1+1",
    "upload.put:odd-range*1+1",
    "upload.start:html*1",
    "captions.insert:status=403 forbidden no*-1",
    "token:status=400 invalid_client no*1",
    "token:drop*-1",
]


@pytest.mark.parametrize("fault", FAULTS)
def test_no_secret_is_logged_or_shown(
    release: Release,
    server: PracticeServer,
    ledger: Ledger,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    fault: str,
) -> None:
    from compiler.publish.transport import Timeouts

    caplog.set_level(logging.DEBUG)
    server.remote.faults.append(parse_fault(fault))
    quick = Timeouts(connect_seconds=1, read_seconds=0.2, answer_seconds=1)
    with pytest.raises(FollowalongError) as caught:
        publish(release, youtube(server, tmp_path, ledger, timeouts=quick), ledger)

    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    shown = "\n".join(
        [caplog.text, *told.format(), repr(status(ledger)), *(s.line() for s in status(ledger))]
    )
    sessions = list(server.remote.sessions)
    assert sessions or "upload" not in fault or "start" in fault
    for secret in (server.remote.refresh_token, "practice-client-secret", *sessions):
        assert secret not in shown
    assert not server.remote.access_token or server.remote.access_token not in shown
    assert "upload_id=secret" not in str(caught.value) + caplog.text


def test_requests_are_logged_without_their_addresses_parameters(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    publish(release, youtube(server, tmp_path, ledger), ledger)
    assert "PUT /upload/youtube/v3/videos?…" in caplog.text
    assert all(session not in caplog.text for session in server.remote.sessions)


def test_a_finished_upload_leaves_no_session_address_in_the_ledger(
    release: Release, server: PracticeServer, ledger: Ledger, tmp_path: Path
) -> None:
    publish(release, youtube(server, tmp_path, ledger), ledger)
    (publication,) = ledger.publications()
    session = ledger.step(publication, "session")
    assert session is not None
    assert session.note == {}


def test_secrets_mask_themselves() -> None:
    login = StoredLogin(
        client_id="id", client_secret=Secret("tell-nobody"), refresh_token=Secret("nor-this"), token_uri="x"
    )
    assert "tell-nobody" not in f"{login} {login!r} {login.client_secret} {login.refresh_token!r}"
    assert login.client_secret.reveal() == "tell-nobody"


def test_a_private_file_is_never_readable_in_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    replace = Path.replace

    def spy(self: Path, target: Path) -> Path:
        seen.append(self.stat().st_mode & 0o777)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", spy)
    write_private(tmp_path / "new" / "token.json", "{}")
    assert seen == [0o600]
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["token.json"]
