"""The file from Google's console is looked at before anything is asked: each wrong one is named, with what to do."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from compiler.model.errors import LoginNeeded
from compiler.publish.youtube.client_file import read_client_file
from tests.robust.trying import in_process

DESKTOP: dict[str, Any] = {
    "client_id": "12-abc.apps.googleusercontent.com",
    "project_id": "followalong-1",
    "auth_uri": "https://accounts.google.com/o/oauth2/auth",
    "token_uri": "https://oauth2.googleapis.com/token",
    "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
    "client_secret": "GOCSPX-x",
    "redirect_uris": ["http://localhost"],
}


def _without(*names: str) -> dict[str, Any]:
    return {"installed": {name: value for name, value in DESKTOP.items() if name not in names}}


def _with(**given: object) -> dict[str, Any]:
    return {"installed": DESKTOP | given}


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(LoginNeeded) as failure:
        read_client_file(path)
    (told,) = failure.value.diagnostics
    return told.message, told.hint or ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_desktop_clients_file_is_taken_however_it_was_saved(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "client.json"
    path.write_text(json.dumps({"installed": DESKTOP}, indent=1), encoding=encoding)
    assert read_client_file(path)["installed"]["client_id"] == DESKTOP["client_id"]


LOGIN = {"client_id": "x", "client_secret": "y", "refresh_token": "1//z", "token_uri": "https://g/token"}


@pytest.mark.parametrize(
    ("fields", "told", "hint"),
    [
        ({"web": DESKTOP}, "type Web application", "Application type Desktop app"),
        ({"type": "service_account", "private_key": "…"}, "key of a service account", "Desktop app"),
        ({"type": "authorized_user", "refresh_token": "1//"}, "gcloud", "Desktop app"),
        ({"type": "external_account"}, "workload identity", "Desktop app"),
        ({"project_info": {}, "client": []}, "Firebase's google-services.json", "Desktop app"),
        ({"apiKey": "AIza", "authDomain": "x"}, "Firebase web app", "Desktop app"),
        (LOGIN, "copy of a login's tokens", "log in with the client file"),
        ({"access_token": "ya29.", "token_type": "Bearer"}, "copy of a login's tokens", "log in with"),
        ({"kind": "youtube#channelListResponse", "items": []}, "answer of YouTube's API", "Desktop app"),
        (DESKTOP, "only the inside of a client file", "Download JSON"),
        ({"name": "package"}, "not the file of an OAuth client", "Desktop app"),
        ([], "not the file of an OAuth client", "Desktop app"),
        (_without("redirect_uris"), "TVs, limited input or phones", "Desktop app"),
        (_with(redirect_uris=["urn:ietf:wg:oauth:2.0:oob"]), "TVs, limited input", "Desktop app"),
        (_without("client_secret"), "holds no secret", "Add secret"),
        (_without("token_uri"), "something that a client file holds is missing", "download it again"),
        (_with(client_id=7), "something that a client file holds is missing", "download it again"),
        ({"installed": "yes"}, "something that a client file holds is missing", "download it again"),
        (
            _with(token_uri="https://evil.example/token"),
            "evil.example, which is not Google's",
            "do not use it",
        ),
        (_with(auth_uri="http://accounts.google.com/a"), "not Google's", "do not use it"),
        (_with(auth_uri="https://accounts.google.com.evil.example/"), "not Google's", "do not use it"),
    ],
)
def test_another_file_is_named(tmp_path: Path, fields: object, told: str, hint: str) -> None:
    path = tmp_path / "client.json"
    path.write_text(json.dumps(fields))
    message, advice = refused(path)
    assert told in message and hint in advice


@pytest.mark.parametrize(
    ("data", "told", "hint"),
    [
        (b"", "is empty", "download it again"),
        (b" \n", "is empty", "download it again"),
        (json.dumps({"installed": DESKTOP}).encode()[:200], "is cut off or was changed", "download it again"),
        (b"<!DOCTYPE html><html>", "is a web page", "download it again"),
        (b"PK\x03\x04rest", "is a zip archive", "unpack it"),
        (b'<?xml version="1.0"?><!DOCTYPE plist><plist>', "property list", "Desktop app"),
        (b"AIzaSyA-key", "holds an API key", "Desktop app"),
        (b"12-abc.apps.googleusercontent.com\n", "the client's id alone", "Download JSON"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "is no text", "Desktop app"),
        (b"hello", "is no JSON", "Desktop app"),
        (b"[" * 50_000, "is no JSON", "Desktop app"),
        (b" " * 200_000, "far too large", "Desktop app"),
    ],
)
def test_what_is_no_client_file_at_all(tmp_path: Path, data: bytes, told: str, hint: str) -> None:
    path = tmp_path / "client.json"
    path.write_bytes(data)
    message, advice = refused(path)
    assert told in message and hint in advice


def test_a_file_that_is_not_there_is_looked_for_nearby(tmp_path: Path) -> None:
    assert "downloads folder" in refused(tmp_path / "client.json")[1]
    there = tmp_path / "client_secret_12.apps.googleusercontent.com.json.txt"
    there.write_text("{}")
    assert refused(tmp_path / "client.json") == (
        f"{tmp_path / 'client.json'} is not there",
        f"there is {there}",
    )
    assert refused(tmp_path) == (f"{tmp_path} is a folder", f"there is {there}")


def test_the_login_looks_first_and_shows_nothing_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(tmp_path / "settings"))
    path = tmp_path / "client.json"
    path.write_text(json.dumps(LOGIN | {"refresh_token": "1//secret"}))
    answer = in_process("login", "youtube", "--client-secret", str(path))
    assert answer.code == 8
    assert "copy of a login's tokens" in answer.complained
    assert "1//secret" not in answer.all
    assert not (tmp_path / "settings").exists()


DOCS = Path("docs/publishing.md").read_text(encoding="utf-8")


def test_the_addresses_in_the_hints_are_those_of_the_docs(tmp_path: Path) -> None:
    path = tmp_path / "client.json"
    path.write_text("{}")
    for address in re.findall(r"console\.cloud\.google\.com/[a-z/]+", refused(path)[1]):
        assert f"https://{address})" in DOCS
