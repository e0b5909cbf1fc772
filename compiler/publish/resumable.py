"""The resumable upload, as YouTube and PeerTube both speak it.

Never assume that a whole chunk was kept: what the remote says in `Range` is where the next one begins. After
any doubt the remote is asked where it stands (an empty PUT), which is also how a lost last answer is
recovered.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from compiler.model.errors import Conflict, Refused
from compiler.publish.api import Api
from compiler.publish.patience import Patience, Unavailable
from compiler.publish.publisher import SessionGone
from compiler.publish.release import VideoFacts
from compiler.publish.secret import Secret
from compiler.publish.transport import Answer

CHUNK_UNIT_BYTES = 262_144
"""Every chunk but the last is a multiple of this."""

_RANGE = re.compile(r"bytes=0-(\d{1,15})")
_FINISHED = (HTTPStatus.OK, HTTPStatus.CREATED)
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_GO_ON = HTTPStatus.PERMANENT_REDIRECT


@dataclass(slots=True, kw_only=True)
class Upload:
    """Sends one file through one session."""

    api: Api
    session: Secret
    facts: VideoFacts
    patience: Patience
    on_bytes: Callable[[int], None]
    chunk_bytes: int = 32 * CHUNK_UNIT_BYTES
    _furthest: int = field(default=-1)

    def run(self) -> Answer:
        """Send what the remote lacks; its last answer, which names the video.

        Raises:
            SessionGone: the session is not known any more.
            Conflict: the file changed.
            Refused: the remote said no, or makes no sense.
            Unavailable: no progress for as long as patience lasts; the session goes on another time.
        """
        answer = self._standing()
        pauses = self.patience.pauses()
        while answer.status not in _FINISHED:
            kept = self._kept(answer)
            if kept > self._furthest:
                self._furthest, pauses = kept, self.patience.pauses()
                self.on_bytes(kept)
            else:
                self._wait(pauses, Unavailable("the remote keeps nothing of what it is sent"))
            answer = self._chunk(kept)
        self.on_bytes(self.facts.bytes)
        return answer

    def _wait(self, pauses: object, trouble: Unavailable) -> None:
        pause = next(pauses, None)  # type: ignore[call-overload]
        if pause is None:
            raise trouble
        self.patience.wait(pause, trouble)

    def _standing(self) -> Answer:
        """Where the remote stands; asked again while it has trouble."""
        return self.patience.insist(lambda: self._put(b"", f"bytes */{self.facts.bytes}"))

    def _chunk(self, start: int) -> Answer:
        """Send the bytes from `start` on; after any trouble or a step back, what the remote says it has."""
        total = self.facts.bytes
        stop = min(start + self.chunk_bytes, total)
        if start == total:
            return self._standing()
        body = self._read(start, stop)
        try:
            answer = self._put(body, f"bytes {start}-{stop - 1}/{total}")
        except Unavailable:
            return self._standing()
        if answer.status != _GO_ON:
            return answer
        kept = self._kept(answer)
        if kept > stop:
            raise Refused(f"the remote says it has {kept} bytes where {stop} were sent")
        return answer if kept >= start else self._standing()

    def _read(self, start: int, stop: int) -> bytes:
        with self.facts.path.open("rb") as file:
            file.seek(start)
            body = file.read(stop - start)
        if len(body) != stop - start or not self.facts.untouched():
            raise Conflict(
                f"{self.facts.path} changed while it was sent",
                hint="--new-video starts over with the file as it is now",
            )
        return body

    def _put(self, body: bytes, content_range: str) -> Answer:
        headers = {"Content-Range": content_range, "Content-Type": "video/mp4"}
        answer = self.api.transport.send("PUT", self.session, headers=headers, body=body)
        if answer.status == HTTPStatus.UNAUTHORIZED and self.api.transport.login is not None:
            self.api.transport.login.renew()
            asking = {**headers, "Content-Range": f"bytes */{self.facts.bytes}"}
            answer = self.api.transport.send("PUT", self.session, headers=asking)
        if answer.status in _GONE:
            raise SessionGone
        if answer.status == _GO_ON or answer.status in _FINISHED:
            return answer
        raise self.api.meaning(answer)

    def _kept(self, answer: Answer) -> int:
        """How many bytes from the first on the remote has."""
        told = answer.headers.get("range")
        if told is None:
            return 0
        found = _RANGE.fullmatch(told.strip())
        kept = int(found[1]) + 1 if found else -1
        if not 0 <= kept <= self.facts.bytes:
            raise Refused(f"the remote's account of what it has makes no sense: {told[:60]}")
        return kept
