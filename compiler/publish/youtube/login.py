"""The login to YouTube: consent in the browser once, then a token file that is renewed by itself.

The file is in the user's settings folder, for its owner alone; nothing of it is ever shown.
"""

import json
import logging
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from compiler.model.errors import LoginNeeded, NetworkInterrupted, Refused
from compiler.publish.api import safe_words
from compiler.publish.patience import Unavailable
from compiler.publish.publisher import Account
from compiler.publish.secret import LONG_PAST, Secret, read_private_fields, stored_moment, write_private
from compiler.publish.transport import Answer, Transport
from compiler.publish.youtube.client_file import read_client_file
from compiler.publish.youtube.settings import SCOPE, YouTubeSettings

_AGAIN = (
    "followalong login youtube --client-secret FILE; followalong help publishing shows how to get the file"
)
_TESTING = (
    "log in again (followalong login youtube --client-secret FILE); if this comes back every 7 days, your consent "
    "screen is in Testing: "
    "set it to In production first (console.cloud.google.com/auth/audience, Publish app), then log in again"
)
_CONSENT_SECONDS = 300
_NO_TOKEN = Secret("")
_NEEDED = ("client_id", "client_secret", "refresh_token", "token_uri")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLogin:
    """What the token file holds."""

    client_id: str
    client_secret: Secret
    refresh_token: Secret
    token_uri: str
    access_token: Secret = _NO_TOKEN
    expires: datetime = LONG_PAST
    channel_id: str = ""
    channel_title: str = ""

    @staticmethod
    def load(path: Path) -> "StoredLogin":
        """Read the token file.

        Raises:
            LoginNeeded: there is none, it is damaged, or others can read it.
        """
        fields = read_private_fields(path, _NEEDED, _AGAIN)
        return StoredLogin(
            client_id=fields["client_id"],
            client_secret=Secret(fields["client_secret"]),
            refresh_token=Secret(fields["refresh_token"]),
            token_uri=fields["token_uri"],
            access_token=Secret(str(fields.get("access_token", ""))),
            expires=stored_moment(fields.get("expires")),
            channel_id=str(fields.get("channel_id", "")),
            channel_title=str(fields.get("channel_title", "")),
        )

    def save(self, path: Path) -> None:
        """Replace the token file."""
        fields = {
            "client_id": self.client_id,
            "client_secret": self.client_secret.reveal(),
            "refresh_token": self.refresh_token.reveal(),
            "token_uri": self.token_uri,
            "access_token": self.access_token.reveal(),
            "expires": self.expires.isoformat(),
            "channel_id": self.channel_id,
            "channel_title": self.channel_title,
        }
        write_private(path, json.dumps(fields, indent=1))


@dataclass(slots=True)
class YouTubeLogin:
    """The token of :class:`compiler.publish.transport.Login`, read when it is first needed."""

    settings: YouTubeSettings
    _stored: StoredLogin | None = field(default=None, repr=False)

    @property
    def stored(self) -> StoredLogin:
        """The token file's content."""
        if self._stored is None:
            self._stored = StoredLogin.load(self.settings.token_path)
        return self._stored

    def token(self) -> Secret:
        """An access token that is good for another minute at least."""
        soon = self.settings.clock() + timedelta(minutes=1)
        if not self.stored.access_token or self.stored.expires < soon:
            self.renew()
        return self.stored.access_token

    def renew(self) -> None:
        """Trade the refresh token for a fresh access token and keep it.

        Raises:
            LoginNeeded: the refresh token is dead.
            Unavailable: the remote was not reached.
        """
        self._stored = self._renewed(self.stored)
        self._stored.save(self.settings.token_path)

    def _renewed(self, old: StoredLogin) -> StoredLogin:
        answer = self.settings.patience.insist(lambda: _ask_token(old, self.settings))
        if answer.status != HTTPStatus.OK:
            raise _grant_refused(answer)
        fields = answer.json()
        access, lasts = fields.get("access_token"), fields.get("expires_in")
        if not isinstance(access, str) or not isinstance(lasts, int | float):
            raise Refused("Google's answer holds no token")
        fresh = Secret(str(fields["refresh_token"])) if fields.get("refresh_token") else old.refresh_token
        expires = self.settings.clock() + timedelta(seconds=lasts)
        return replace(old, access_token=Secret(access), refresh_token=fresh, expires=expires)


def _ask_token(login: StoredLogin, settings: YouTubeSettings) -> Answer:
    parts = urlsplit(login.token_uri)
    transport = Transport(f"{parts.scheme}://{parts.netloc}", timeouts=settings.timeouts)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = transport.send("POST", login.token_uri, headers=headers, body=_refresh_form(login))
    if answer.passing_trouble:
        raise Unavailable(f"Google's login has trouble (status {answer.status})")
    return answer


def _refresh_form(login: StoredLogin) -> Secret:
    form = {
        "grant_type": "refresh_token",
        "client_id": login.client_id,
        "client_secret": login.client_secret.reveal(),
        "refresh_token": login.refresh_token.reveal(),
    }
    return Secret(urlencode(form))


def _grant_refused(answer: Answer) -> LoginNeeded | Refused:
    reason = safe_words(str(answer.json().get("error", "")))[:60]
    if reason == "invalid_grant":
        return LoginNeeded(
            "Google no longer accepts this login (invalid_grant: expired or revoked)", hint=_TESTING
        )
    if reason in {"invalid_client", "unauthorized_client", "deleted_client"}:
        return LoginNeeded(f"Google does not know this client any more ({reason})", hint=_AGAIN)
    return Refused(f"Google gave no token (status {answer.status}, {reason or 'no reason'})")


def login(
    settings: YouTubeSettings,
    client_secret: Path,
    *,
    find_channel: Callable[[YouTubeSettings], Account],
    on_address: Callable[[str], None],
) -> Account:
    """Ask for consent in the browser, keep the tokens and say for which channel they are.

    `client_secret` is the JSON file of a desktop client from the Google Cloud console. `on_address` hears the
    address that the user is to open. Waits 300 s at most.

    Raises:
        LoginNeeded: no consent was given, or `client_secret` is no such file.
    """
    from google_auth_oauthlib.flow import InstalledAppFlow

    flow = InstalledAppFlow.from_client_config(read_client_file(client_secret), scopes=[SCOPE])
    given = _consent(flow, on_address)
    stored = StoredLogin(
        client_id=flow.client_config["client_id"],
        client_secret=Secret(flow.client_config["client_secret"]),
        refresh_token=Secret(str(given.refresh_token or "")),
        token_uri=flow.client_config["token_uri"],
        access_token=Secret(str(given.token or "")),
        expires=(given.expiry or LONG_PAST).replace(tzinfo=UTC),
    )
    if not stored.refresh_token:
        hint = "remove followalong under Security at myaccount.google.com, then log in again"
        raise LoginNeeded("Google gave no lasting login", hint=hint)
    stored.save(settings.token_path)
    account = find_channel(settings)
    replace(stored, channel_id=account.id, channel_title=account.name).save(settings.token_path)
    return account


def _consent(flow: Any, on_address: Callable[[str], None]) -> Any:
    """Google's credentials, once the user has agreed in the browser."""
    from google_auth_oauthlib.flow import WSGITimeoutError
    from oauthlib.oauth2 import OAuth2Error
    from requests import RequestException

    make_address = flow.authorization_url

    def show_address(**given: str) -> Any:
        address, state = make_address(**given)
        on_address(address)
        webbrowser.open(address)
        return address, state

    flow.authorization_url = show_address
    try:
        with _quiet_libraries():
            return flow.run_local_server(
                port=0,
                timeout_seconds=_CONSENT_SECONDS,
                open_browser=False,
                authorization_prompt_message="",
                success_message="followalong is logged in. You can close this page.",
                access_type="offline",
                prompt="consent",
            )
    except WSGITimeoutError:
        hint = "log in again; if the browser said no, followalong help publishing tells what it meant"
        raise LoginNeeded("no consent was given within 5 minutes", hint=hint) from None
    except OAuth2Error as error:
        raise LoginNeeded(f"Google gave no login ({error.error})", hint=_AGAIN) from None
    except RequestException:
        raise NetworkInterrupted("Google was not reached for the login", hint=_AGAIN) from None


_TALKATIVE = ("google_auth_oauthlib", "oauthlib", "requests_oauthlib")


@contextmanager
def _quiet_libraries() -> Iterator[None]:
    """The login's libraries write codes and tokens into their debug logs: they are not to log meanwhile."""
    before = {name: logging.getLogger(name).level for name in _TALKATIVE}
    try:
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
