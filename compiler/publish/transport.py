"""One HTTP request and its answer, with everything a remote may do wrong kept at the door.

No redirect is followed; the token goes to the remote's own addresses only; an answer is read up to a bound in
length and time; no message, log line or traceback holds a token or a session address.
"""

import json
import logging
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import urljoin, urlsplit

from compiler.model.errors import LoginNeeded, NetworkInterrupted, Refused
from compiler.publish.patience import Unavailable
from compiler.publish.secret import Secret

LONGEST_ANSWER_BYTES = 4 << 20
_PIECE_BYTES = 1 << 16
_HIDDEN = re.compile(r"\?\S*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long to wait, in seconds: for a connection, for each piece of an answer, for all of an answer."""

    connect_seconds: float = 15.0
    read_seconds: float = 90.0
    answer_seconds: float = 300.0


class Login(Protocol):
    """Something that has a token for a remote and can get a fresh one."""

    def token(self) -> Secret:
        """A token that should be good.

        Raises:
            LoginNeeded: there is none.
        """

    def renew(self) -> None:
        """Get a fresh token.

        Raises:
            LoginNeeded: the remote gives none.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. Its body may hold secrets, so it is not shown."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    url: Secret

    def json(self) -> dict[str, Any]:
        """The body as a JSON object.

        Raises:
            NetworkInterrupted: it is none: something between here and the remote answered in its place.
        """
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            kind = self.headers.get("content-type", "nothing").split(";")[0][:60]
            raise NetworkInterrupted(
                f"the answer is not the remote's own (status {self.status}, {kind} in place of JSON)",
                hint="a login page of this network may be in between; then publish again to go on",
            )
        return value

    @property
    def passing_trouble(self) -> bool:
        """Whether the status says to try again later."""
        return self.status in {429, 500, 502, 503, 504}

    @property
    def location(self) -> Secret:
        """Where the `Location` header points to, made absolute."""
        return Secret(urljoin(self.url.reveal(), self.headers.get("location", "")))


class _HideAddresses(logging.Filter):
    """Takes the queries of addresses, where session ids are, out of the HTTP library's debug log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _HIDDEN.sub("?…", record.getMessage()), None
        return True


_HIDE_ADDRESSES = _HideAddresses()


@dataclass(slots=True)
class Transport:
    """Sends requests to one remote, at `address` (scheme, host, port), with its login's token."""

    address: str
    login: Login | None = None
    trusted_suffix: str = ""
    timeouts: Timeouts = Timeouts()
    _session: Any = field(default=None, repr=False)

    def send(
        self,
        method: str,
        url: str | Secret,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | Secret = b"",
    ) -> Answer:
        """One request, one answer of any status but a redirect. A path is taken below `address`.

        What is raised has none of the frames in which secrets lie open.

        Raises:
            Unavailable: the connection was lost or the answer did not come; the request may have been heard.
            Refused: the answer is a redirect, or endless, or `url` is not the remote's own.
        """
        import requests

        target = Secret(urljoin(self.address, url.reveal() if isinstance(url, Secret) else url))
        self._refuse_foreign(target)
        token = self.login.token() if self.login else None
        host = urlsplit(target.reveal()).hostname
        try:
            answer = self._exchange(method, target, dict(headers or {}), body, token)
        except (Unavailable, Refused) as error:
            raise error.with_traceback(None) from None
        except requests.Timeout:
            raise Unavailable(f"{host} did not answer in time") from None
        except (requests.RequestException, OSError) as error:
            raise Unavailable(f"the connection to {host} was lost ({_reason(error)})") from None
        self._refuse_redirect(answer)
        return answer

    def send_renewing(self, method: str, url: str | Secret, **given: Any) -> Answer:
        """Like :meth:`send`, and once more with a fresh token if the old one is not accepted.

        Raises:
            LoginNeeded: the fresh one is not accepted either.
        """
        answer = self.send(method, url, **given)
        if answer.status == HTTPStatus.UNAUTHORIZED and self.login is not None:
            self.login.renew()
            answer = self.send(method, url, **given)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise LoginNeeded("the remote does not accept this login", hint="log in again: followalong login")
        return answer

    def own(self, url: Secret) -> bool:
        """Whether an address is the remote's own, so that it may see the token."""
        mine, other = urlsplit(self.address), urlsplit(url.reveal())
        if (mine.scheme, mine.hostname, _port(mine)) == (other.scheme, other.hostname, _port(other)):
            return True
        trusted = self.trusted_suffix
        return bool(
            trusted
            and (mine.hostname or "").endswith(trusted)
            and other.scheme == "https"
            and _port(other) == 443
            and (other.hostname or "").endswith(trusted)
        )

    def _refuse_foreign(self, url: Secret) -> None:
        if not self.own(url):
            host = urlsplit(url.reveal()).hostname
            raise Refused(f"{urlsplit(self.address).hostname} sends us to {host}, which is not asked")

    def _refuse_redirect(self, answer: Answer) -> None:
        if 300 <= answer.status < 400 and answer.status != HTTPStatus.PERMANENT_REDIRECT:
            host = urlsplit(answer.location.reveal()).hostname
            raise Refused(
                f"the remote redirects to {host}, which was not followed (status {answer.status})",
                hint="check the address in the settings; a login page of this network may be in between",
            )

    def _exchange(
        self, method: str, url: Secret, headers: dict[str, str], body: bytes | Secret, token: Secret | None
    ) -> Answer:
        data = body.reveal().encode() if isinstance(body, Secret) else body
        headers = {"Accept-Encoding": "identity", "Content-Length": str(len(data)), **headers}
        if token:
            headers["Authorization"] = f"Bearer {token.reveal()}"
        limits = (self.timeouts.connect_seconds, self.timeouts.read_seconds)
        response = self._open().request(
            method,
            url.reveal(),
            headers=headers,
            data=data,
            timeout=limits,
            allow_redirects=False,
            stream=True,
            auth=_as_it_is,
        )
        try:
            received = self._read(response.raw)
        finally:
            response.close()
        low = {name.lower(): value for name, value in response.headers.items()}
        return Answer(status=response.status_code, headers=low, body=received, url=url)

    def _read(self, raw: Any) -> bytes:
        """The body as it came, bounded in length and time."""
        import urllib3

        deadline = time.monotonic() + self.timeouts.answer_seconds
        received = bytearray()
        try:
            while piece := raw.read1(_PIECE_BYTES, decode_content=False):
                received += piece
                if len(received) > LONGEST_ANSWER_BYTES:
                    raise Refused(f"the answer is longer than {LONGEST_ANSWER_BYTES >> 20} MiB: not read on")
                if time.monotonic() > deadline:
                    raise Unavailable("the answer took too long")
        except urllib3.exceptions.HTTPError as error:
            raise Unavailable(f"the answer broke off ({type(error).__name__})") from None
        return bytes(received)

    def _open(self) -> Any:
        if self._session is None:
            import requests

            logging.getLogger("urllib3.connectionpool").addFilter(_HIDE_ADDRESSES)
            self._session = requests.Session()
        return self._session


def _as_it_is(request: Any) -> Any:
    """Stands in for the HTTP library's own idea of a login, which reads ~/.netrc."""
    return request


def _port(parts: Any) -> int | None:
    return parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def _reason(error: BaseException) -> str:
    """The innermost cause by its class: library messages quote whole addresses."""
    seen: BaseException = error
    while (inner := _inner(seen)) is not None:
        seen = inner
    strerror = getattr(seen, "strerror", None)
    return str(strerror) if strerror else type(seen).__name__


def _inner(error: BaseException) -> BaseException | None:
    reason = getattr(error, "reason", None)
    if isinstance(reason, BaseException):
        return reason
    return next((a for a in error.args if isinstance(a, BaseException)), None)
