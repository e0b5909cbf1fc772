"""The client file from Google's console: looked at before anything is asked, and if it is another file, which one."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from compiler.model.errors import LoginNeeded

Fields = Mapping[str, Any]

_MOST_BYTES = 100_000
_NEEDED = ("client_id", "auth_uri", "token_uri")
_GOOGLES = (".google.com", ".googleapis.com")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

_MAKE_ONE = (
    "in the console at console.cloud.google.com/auth/clients: Create client, Application type Desktop app, "
    "Create, Download JSON (followalong help publishing shows every click)"
)
_AGAIN = (
    "download it again while the window that tells the client's secret is open; if it was closed, open the "
    "client, Add secret, and download the file there"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Another file than the one that is wanted: how it is known, what it is, what to do instead."""

    fits: Callable[[Fields], bool]
    told: str
    hint: str = _MAKE_ONE


def _has(*names: str) -> Callable[[Fields], bool]:
    return lambda fields: all(name in fields for name in names)


def _typed(kind: str) -> Callable[[Fields], bool]:
    return lambda fields: fields.get("type") == kind


_COPY_HINT = (
    "a login cannot be moved this way: log in with the client file that it was made with. " + _MAKE_ONE
)

_OTHERS = (
    _Kind(_has("web"), "is the file of a client of the type Web application, which cannot log in from here"),
    _Kind(
        _typed("service_account"),
        "is the key of a service account, which has no YouTube channel: delete the key in the console",
    ),
    _Kind(_typed("authorized_user"), "is a login of Google's own tool gcloud, not a client file"),
    _Kind(_typed("external_account"), "is a workload identity of another cloud, not a client file"),
    _Kind(_has("project_info", "client"), "is Firebase's google-services.json, made for an Android app"),
    _Kind(_has("apiKey"), "is the configuration of a Firebase web app"),
    _Kind(_has("refresh_token"), "is a copy of a login's tokens, not a client file", _COPY_HINT),
    _Kind(_has("access_token"), "is a copy of a login's tokens, not a client file", _COPY_HINT),
    _Kind(_has("kind", "items"), "is an answer of YouTube's API, not a client file"),
    _Kind(
        _has("client_id", "client_secret"),
        "holds only the inside of a client file: what stands around it says which type of client it is",
    ),
)
_ANOTHER = "is JSON, but not the file of an OAuth client"

_NO_JSON = (
    ("{", "is cut off or was changed: its JSON does not end as it should", _AGAIN),
    (("<!doctype html", "<html"), "is a web page: the page was saved, not the file", _AGAIN),
    ("<", "is XML, such as a property list (plist) of an app on Apple's systems", _MAKE_ONE),
    ("aiza", "holds an API key, which reads public data and cannot log in", _MAKE_ONE),
)
"""What a text begins with that is no JSON, in small letters; what it is; what to do instead."""


def read_client_file(path: Path) -> dict[str, Any]:
    """The file of a desktop client, as Google's login library takes it: ``{"installed": {…}}``.

    Raises:
        LoginNeeded: there is none, or it is another file; the message says which, the hint what to do.
    """
    fields = _json_object(path, _text(path))
    if "installed" not in fields or "web" in fields:
        kind = next((kind for kind in _OTHERS if kind.fits(fields)), None)
        raise _wrong(path, kind.told if kind else _ANOTHER, kind.hint if kind else _MAKE_ONE)
    return {"installed": _desktop(path, fields["installed"])}


def _wrong(path: Path, told: str, hint: str = _MAKE_ONE) -> LoginNeeded:
    return LoginNeeded(f"{path} {told}", hint=hint)


def _text(path: Path) -> str:
    """The file's words; Windows programs put a mark before them, and some write two bytes a character."""
    data = _bytes(path)
    if not data.strip():
        raise _wrong(path, "is empty", _AGAIN)
    if data.startswith(b"PK\x03\x04"):
        raise _wrong(path, "is a zip archive", "unpack it, and name the .json file that is in it")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise _wrong(path, "is no text, so it is no client file") from None


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise _wrong(path, "is a folder", _nearby(path) or "name the .json file that is in it")
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        hint = (
            _nearby(path.parent)
            or "name the file that the console downloaded; it is in your downloads folder"
        )
        raise _wrong(path, "is not there", hint) from None
    except OSError as error:
        raise _wrong(path, f"cannot be read ({error.strerror})") from None
    if len(data) > _MOST_BYTES:
        raise _wrong(path, "is far too large to be a client file")
    return data


def _nearby(folder: Path) -> str:
    """A hint with a client file of that folder, by the name that the console gives it."""
    found = sorted(folder.glob("client_secret*")) if folder.is_dir() else []
    return f"there is {found[0]}" if found else ""


def _json_object(path: Path, text: str) -> Fields:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise _no_json(path, text.strip()) from None
    if not isinstance(fields, dict):
        raise _wrong(path, _ANOTHER)
    return fields


def _no_json(path: Path, text: str) -> LoginNeeded:
    start = text[:200].lower()
    for marks, told, hint in _NO_JSON:
        if start.startswith(marks):
            return _wrong(path, told, hint)
    if text.split(maxsplit=1)[0].endswith(".apps.googleusercontent.com"):
        return _wrong(path, "holds the client's id alone", "name the whole file that Download JSON gives")
    return _wrong(path, "is no JSON, so it is no client file")


def _desktop(path: Path, client: Any) -> dict[str, Any]:
    """The inside of the file, once it is known to be a desktop client's.

    The console gives files of all that is no web client the same name inside; a client for a TV has no place
    to come back to, one for a phone no secret.
    """
    if not isinstance(client, dict) or not all(_is_text(client.get(name)) for name in _NEEDED):
        raise _wrong(path, "was changed: something that a client file holds is missing", _AGAIN)
    back = client.get("redirect_uris") or ()
    if not any(str(one).startswith("http://localhost") for one in back):
        told = "is the file of a client for TVs, limited input or phones, which cannot log in from here"
        raise _wrong(path, told)
    if not _is_text(client.get("client_secret")):
        raise _wrong(path, "holds no secret: the console tells it only when the client is made", _AGAIN)
    for name in ("auth_uri", "token_uri"):
        if not _trusted(client[name]):
            host = urlsplit(client[name]).netloc or client[name]
            told = f"would send your login to {host[:80]}, which is not Google's: it was changed"
            raise _wrong(path, told, "do not use it. " + _MAKE_ONE)
    return client


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _trusted(address: str) -> bool:
    """Whether the address is Google's, by https, or one of this machine (the practice remote)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = parts.hostname or ""
    return host in _LOOPBACK or (parts.scheme == "https" and f".{host}".endswith(_GOOGLES))
