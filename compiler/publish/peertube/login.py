"""The login to a PeerTube: name and password once, then a token file that is renewed by itself.

The password is never kept. The file is in the user's settings folder, for its owner alone.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from compiler.model.errors import LoginNeeded
from compiler.publish.api import safe_words
from compiler.publish.patience import Unavailable
from compiler.publish.peertube.settings import PeerTubeSettings
from compiler.publish.secret import (
    LONG_PAST,
    Secret,
    alone_with,
    read_private_fields,
    stored_moment,
    write_private,
)
from compiler.publish.transport import Answer, Transport

_AGAIN = "followalong login peertube"
_NEEDED = ("address", "user", "client_id", "client_secret", "refresh_token")
_NO_TOKEN = Secret("")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLogin:
    """What the token file holds."""

    address: str
    user: str
    client_id: str
    client_secret: Secret
    refresh_token: Secret = _NO_TOKEN
    access_token: Secret = _NO_TOKEN
    expires: datetime = LONG_PAST

    @staticmethod
    def load(path: Path) -> "StoredLogin":
        """Read the token file.

        Raises:
            LoginNeeded: there is none, it is damaged, or others can read it.
        """
        fields = read_private_fields(path, _NEEDED, _AGAIN)
        return StoredLogin(
            address=fields["address"],
            user=fields["user"],
            client_id=fields["client_id"],
            client_secret=Secret(fields["client_secret"]),
            refresh_token=Secret(fields["refresh_token"]),
            access_token=Secret(str(fields.get("access_token", ""))),
            expires=stored_moment(fields.get("expires")),
        )

    def save(self, path: Path) -> None:
        """Replace the token file."""
        fields = {
            "address": self.address,
            "user": self.user,
            "client_id": self.client_id,
            "client_secret": self.client_secret.reveal(),
            "refresh_token": self.refresh_token.reveal(),
            "access_token": self.access_token.reveal(),
            "expires": self.expires.isoformat(),
        }
        write_private(path, json.dumps(fields, indent=1))


@dataclass(slots=True)
class PeerTubeLogin:
    """The token of :class:`compiler.publish.transport.Login`, read when it is first needed."""

    settings: PeerTubeSettings
    _stored: StoredLogin | None = field(default=None, repr=False)

    @property
    def stored(self) -> StoredLogin:
        """The token file's content.

        Raises:
            LoginNeeded: it is for another instance, or see :meth:`StoredLogin.load`.
        """
        if self._stored is None:
            stored = StoredLogin.load(self.settings.token_path)
            if stored.address != self.settings.address:
                raise LoginNeeded(
                    f"the login is for {stored.address}, not for {self.settings.address}", hint=_AGAIN
                )
            self._stored = stored
        return self._stored

    def token(self) -> Secret:
        """An access token that is good for another minute at least."""
        if not self._is_good(self.stored):
            self.renew()
        return self.stored.access_token

    def renew(self) -> None:
        """Trade the refresh token for fresh tokens, unless another process has done so meanwhile.

        PeerTube gives a new refresh token each time, and neither of the old tokens is good any more: what
        another process got is therefore taken over.

        Raises:
            LoginNeeded: the refresh token is dead, or the login is somebody else's by now.
            Busy: another process takes too long about it.
            Unavailable: the remote was not reached.
        """
        old, path = self.stored, self.settings.token_path
        with alone_with(path, self.settings.timeouts.answer_seconds):
            self._stored = None
            if self.stored.user != old.user:
                told = f"the login is for {self.stored.user} by now, not for {old.user}"
                raise LoginNeeded(told, hint="publish again")
            if self.stored.access_token == old.access_token or not self._is_good(self.stored):
                self._stored = _renewed(self.settings, self.stored)
                self._stored.save(path)

    def _is_good(self, stored: StoredLogin) -> bool:
        """Whether there is an access token that lasts for another minute at least."""
        return bool(stored.access_token) and stored.expires >= self.settings.clock() + timedelta(minutes=1)


def _renewed(settings: PeerTubeSettings, old: StoredLogin) -> StoredLogin:
    form = _form(old, {"grant_type": "refresh_token", "refresh_token": old.refresh_token})
    return _traded(settings, old, form, {})


def login(settings: PeerTubeSettings, user: str, password: Secret, one_time_password: str = "") -> None:
    """Trade name and password for tokens and keep those.

    Raises:
        LoginNeeded: they are not accepted, or would travel for all to read.
    """
    if not settings.is_private:
        raise LoginNeeded(f"{settings.address} is not https: the password would travel in the open")
    transport = Transport(settings.address, timeouts=settings.timeouts)
    client = settings.patience.insist(lambda: _client(transport))
    stored = StoredLogin(
        address=settings.address,
        user=user,
        client_id=str(client.get("client_id", "")),
        client_secret=Secret(str(client.get("client_secret", ""))),
    )
    form = _form(stored, {"grant_type": "password", "username": user, "password": password})
    headers = {"x-peertube-otp": one_time_password} if one_time_password else {}
    _traded(settings, stored, form, headers).save(settings.token_path)


def _client(transport: Transport) -> dict[str, object]:
    answer = transport.send("GET", "/api/v1/oauth-clients/local")
    if answer.status != HTTPStatus.OK:
        raise Unavailable(f"the remote offers no login (status {answer.status}): is it a PeerTube?")
    return answer.json()


def _form(stored: StoredLogin, more: dict[str, str | Secret]) -> Secret:
    own = {"client_id": stored.client_id, "client_secret": stored.client_secret}
    fields = {**own, "response_type": "code", **more}
    return Secret(urlencode({k: v.reveal() if isinstance(v, Secret) else v for k, v in fields.items()}))


def _traded(
    settings: PeerTubeSettings, old: StoredLogin, form: Secret, headers: dict[str, str]
) -> StoredLogin:
    """Fresh tokens for what the form offers."""
    transport = Transport(settings.address, timeouts=settings.timeouts)
    sent = {"Content-Type": "application/x-www-form-urlencoded", **headers}

    def ask() -> Answer:
        answer = transport.send("POST", "/api/v1/users/token", headers=sent, body=form)
        if answer.passing_trouble:
            raise Unavailable(f"the login has trouble (status {answer.status})")
        return answer

    answer = settings.patience.insist(ask)
    fields = answer.json()
    access, refresh = fields.get("access_token"), fields.get("refresh_token")
    if answer.status != HTTPStatus.OK or not isinstance(access, str) or not isinstance(refresh, str):
        reason = safe_words(str(fields.get("code") or fields.get("error") or "no reason"))[:60]
        raise LoginNeeded(f"{settings.address} does not accept this login ({reason})", hint=_AGAIN)
    lasts = timedelta(seconds=float(fields.get("expires_in") or 0))
    return replace(
        old, access_token=Secret(access), refresh_token=Secret(refresh), expires=settings.clock() + lasts
    )
