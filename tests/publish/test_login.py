"""Logging in to the practice channel with a browser that always agrees."""

import json
import logging
import sys
import threading
from pathlib import Path

import pytest
import requests

from compiler.model.errors import LoginNeeded
from compiler.publish.testing import PracticeServer
from compiler.publish.youtube import channel_of, login
from compiler.publish.youtube.login import StoredLogin
from compiler.publish.youtube.settings import YouTubeSettings
from tests.publish.samples import PATIENT, youtube


@pytest.fixture
def client_secret(server: PracticeServer, tmp_path: Path) -> Path:
    path = tmp_path / "client_secret.json"
    installed = {
        "client_id": "practice",
        "client_secret": "practice-client-secret",
        "auth_uri": f"{server.address}/consent",
        "token_uri": f"{server.address}/token",
        "redirect_uris": ["http://localhost"],
    }
    path.write_text(json.dumps({"installed": installed}))
    return path


@pytest.fixture
def settings(server: PracticeServer, tmp_path: Path) -> YouTubeSettings:
    return YouTubeSettings(
        address=server.address, token_path=tmp_path / "own" / "youtube.json", patience=PATIENT
    )


def agree(address: str) -> bool:
    threading.Thread(target=requests.get, args=(address,), kwargs={"timeout": 10}, daemon=True).start()
    return True


def test_consent_is_kept_with_the_channel(
    server: PracticeServer,
    client_secret: Path,
    settings: YouTubeSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the practice remote has no certificate
    monkeypatch.setattr("webbrowser.open", agree)
    told: list[str] = []

    account = login(settings, client_secret, find_channel=channel_of, on_address=told.append)

    assert account.name == "Practice Stretches"
    assert "access_type=offline" in told[0]
    assert settings.token_path.stat().st_mode & 0o777 == 0o600
    assert StoredLogin.load(settings.token_path).channel_id == server.remote.channel_id
    publisher = youtube(server, tmp_path, token_path=settings.token_path)
    assert publisher.known_account() == publisher.account() == account
    assert capsys.readouterr().out == ""
    for secret in (server.remote.refresh_token, server.remote.access_token, "practice-client-secret"):
        assert secret not in caplog.text


def test_no_consent_in_time(
    client_secret: Path, settings: YouTubeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["compiler.publish.youtube.login"], "_CONSENT_SECONDS", 0.05)
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    with pytest.raises(LoginNeeded, match="no consent"):
        login(settings, client_secret, find_channel=channel_of, on_address=lambda _: None)
    assert not settings.token_path.exists()
