"""JSON calls to a remote, and its words made safe to show."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from compiler.model.errors import Refused
from compiler.publish.patience import Unavailable
from compiler.publish.transport import Answer, Transport

_ADDRESS = re.compile(r"\w+://\S+")

Refuse = Callable[[Answer], Exception]
"""Turns an answer of 4xx into what it means at that remote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """JSON calls to one remote: good answers come back, all others are raised as what they mean."""

    transport: Transport
    refuse: Refuse

    def call(
        self,
        method: str,
        path: str,
        *,
        content: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        accept: tuple[int, ...] = (),
    ) -> Answer:
        """One call; `content` is sent as JSON. Statuses in `accept` come back like good ones.

        Raises:
            Unavailable: the trouble may pass; whether the call was heard is not known.
            NetworkInterrupted: somebody else answered in the remote's place.
            LoginNeeded, QuotaReached, Refused, Conflict: as `refuse` says.
        """
        sent = dict(headers or {})
        if content is not None:
            body = json.dumps(content, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json; charset=UTF-8"
        answer = self.transport.send_renewing(method, path, headers=sent, body=body)
        if 200 <= answer.status < 300:
            if answer.body:
                answer.json()  # a page of somebody else's is no success
            return answer
        if answer.status in accept:
            return answer
        raise self.meaning(answer)

    def meaning(self, answer: Answer) -> Exception:
        """What an answer that is not good stands for."""
        meant = self.refuse(answer)
        if answer.passing_trouble and type(meant) is Refused:
            trouble = Unavailable(f"the remote has trouble (status {answer.status})")
            trouble.retry_after_seconds = _seconds(answer.headers.get("retry-after", ""))
            return trouble
        return meant


def _seconds(text: str) -> float:
    return float(text) if text.isdecimal() and len(text) < 6 else 0.0


def safe_words(text: str) -> str:
    """A remote's words as one short line without addresses and control characters."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in _ADDRESS.sub("…", text)).split())
    return plain if len(plain) <= 300 else f"{plain[:300]}…"
