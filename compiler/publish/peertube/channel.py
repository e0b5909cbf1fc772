"""One PeerTube channel: the calls of its REST API that publishing takes."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from compiler.model.errors import Conflict, Diagnostic, LoginNeeded, NetworkInterrupted, Refused
from compiler.publish.api import Api, safe_words
from compiler.publish.ledger import Note
from compiler.publish.patience import Patience
from compiler.publish.peertube.fields import first_fields, problems_of, refusal
from compiler.publish.peertube.login import PeerTubeLogin, StoredLogin
from compiler.publish.peertube.parts import Parts
from compiler.publish.peertube.settings import PeerTubeSettings
from compiler.publish.publisher import Account, Allowance, Cost, Part, Traits
from compiler.publish.release import Release, VideoFacts
from compiler.publish.resumable import Upload
from compiler.publish.secret import Secret
from compiler.publish.transport import Answer, Transport

_NEWEST = 15
_PUBLISHED, _FAILED = 1, {7, 8}


@dataclass(slots=True)
class PeerTube:
    """A :class:`compiler.publish.publisher.Publisher` for a channel of the user that the login is for."""

    settings: PeerTubeSettings
    site: str = "peertube"
    traits: Traits = field(default_factory=Traits)
    _api: Api = field(init=False, repr=False)
    _parts: Parts = field(init=False, repr=False)
    _channel: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        login = PeerTubeLogin(self.settings)
        transport = Transport(self.settings.address, login=login, timeouts=self.settings.timeouts)
        self._api = Api(transport=transport, refuse=refusal)
        self._parts = Parts(api=self._api)

    @property
    def patience(self) -> Patience:
        """How long to go on trying."""
        return self.settings.patience

    # --- without asking anybody ---------------------------------------------------------------------------

    def problems(self, release: Release) -> list[Diagnostic]:
        """Every limit that is broken."""
        return problems_of(release, self.settings.clock())

    def metadata(self, release: Release) -> dict[str, Any]:
        """The fields of the upload's first request, but for the channel's number."""
        return first_fields(release)

    def cost(self, step: str, *, again: bool = False) -> tuple[Cost, ...]:
        """Nothing is counted by the day."""
        return ()

    def allowances(self) -> tuple[Allowance, ...]:
        """None."""
        return ()

    def known_account(self) -> Account | None:
        """The channel of the settings at the instance that the login is for."""
        try:
            StoredLogin.load(self.settings.token_path)
        except LoginNeeded:
            return None
        return self._account(self.settings.channel) if self.settings.channel else None

    def link(self, video_id: str) -> str:
        """Where people watch it."""
        return f"{self.settings.address.rstrip('/')}/w/{video_id}"

    # --- before the upload --------------------------------------------------------------------------------

    def account(self) -> Account:
        """The channel, asked once.

        Raises:
            LoginNeeded: the user has no such channel, or several and none was named.
        """
        if self._channel is None:
            mine = self._api.call("GET", "/api/v1/users/me").json().get("videoChannels") or []
            wanted = self.settings.channel
            found = [c for c in mine if wanted in {"", c["name"]}]
            if len(found) != 1:
                names = ", ".join(safe_words(c["name"]) for c in mine)
                told = (
                    f"this login has no channel {wanted}"
                    if wanted
                    else "this login has more than one channel"
                )
                raise LoginNeeded(told, hint=f"name one in the settings; there are: {names}")
            self._channel = found[0]
        return self._account(str(self._channel["name"]))

    def _account(self, channel: str) -> Account:
        host = self.settings.address.partition("://")[2].rstrip("/")
        return Account(id=f"{channel}@{host}", name=f"{channel}@{host}")

    def prepare(self, release: Release) -> None:
        """The playlist must be there before anything is sent."""
        if release.playlist:
            self._parts.playlist_id(release.playlist)

    def find_upload(self, file_name: str, facts: VideoFacts) -> str | None:
        """Among the user's newest 15 videos, the one that came from this file."""
        newest = self._parts.listed(f"/api/v1/users/me/videos?sort=-createdAt&count={_NEWEST}")
        found = [v["uuid"] for v in newest if self._came_from(v["uuid"], file_name, facts)]
        if len(found) > 1:
            told = f"the account has {len(found)} videos from {file_name}: {', '.join(found)}"
            raise Conflict(told, hint="delete all but one, then publish again")
        return found[0] if found else None

    def _came_from(self, video_id: str, file_name: str, facts: VideoFacts) -> bool:
        answer = self._api.call("GET", f"/api/v1/videos/{video_id}/source", accept=(HTTPStatus.NOT_FOUND,))
        if answer.status == HTTPStatus.NOT_FOUND:
            return False
        source = answer.json()
        name = source.get("inputFilename") or source.get("filename")
        return name == file_name and source.get("size") in {None, facts.bytes}

    # --- the upload ---------------------------------------------------------------------------------------

    def open_session(self, release: Release, facts: VideoFacts, file_name: str) -> Secret:
        """Begin a resumable upload."""
        self.account()
        assert self._channel is not None
        content = {**self.metadata(release), "channelId": self._channel["id"], "filename": file_name}
        headers = {"X-Upload-Content-Length": str(facts.bytes), "X-Upload-Content-Type": "video/mp4"}
        answer = self._api.call("POST", "/api/v1/videos/upload-resumable", content=content, headers=headers)
        if "location" not in answer.headers:
            answer.json()  # a page of somebody else's says so
            raise Refused("PeerTube opened no upload session")
        if not self._api.transport.own(answer.location):
            raise Refused("PeerTube's upload session is at an address that is not its own")
        return answer.location

    def upload(self, session: Secret, facts: VideoFacts, on_bytes: Callable[[int], None]) -> str:
        """Send what is lacking."""
        answer = Upload(
            api=self._api,
            session=session,
            facts=facts,
            patience=self.patience,
            on_bytes=on_bytes,
            chunk_bytes=self.settings.chunk_bytes,
        ).run()
        return _id_of(answer)

    def exists(self, video_id: str) -> bool:
        """Whether the instance still has it."""
        answer = self._api.call("GET", f"/api/v1/videos/{video_id}", accept=(HTTPStatus.NOT_FOUND,))
        return answer.status != HTTPStatus.NOT_FOUND

    def wait_processed(self, video_id: str, facts: VideoFacts) -> None:
        """Ask every few seconds until PeerTube has transcoded the video.

        Raises:
            NetworkInterrupted: it takes longer than the settings allow.
            Refused: PeerTube could not make anything of it.
        """
        deadline = time.monotonic() + self.settings.processing_seconds
        while not self.patience.insist(lambda: self._is_processed(video_id)):
            if time.monotonic() > deadline:
                raise NetworkInterrupted(
                    "PeerTube is still transcoding the video", hint="publish again later to go on"
                )
            self.patience.sleep(self.settings.poll_seconds)

    def _is_processed(self, video_id: str) -> bool:
        state = self._parts.video(video_id).get("state") or {}
        if state.get("id") in _FAILED:
            raise Refused(f"PeerTube did not take the video: {safe_words(str(state.get('label')))}")
        return state.get("id") == _PUBLISHED

    # --- the parts ----------------------------------------------------------------------------------------

    def before(self, video_id: str, part: Part) -> Note:
        """What is there of a part."""
        return self._parts.before(video_id, part)

    def has(self, video_id: str, part: Part, before: Note) -> bool:
        """Whether a part has arrived."""
        return self._parts.has(video_id, part, before)

    def attach(self, video_id: str, part: Part) -> None:
        """Send a part."""
        self._parts.attach(video_id, part)

    def remove(self, video_id: str) -> None:
        """Delete the video; captions, pictures and entries in playlists go with it."""
        answer = self._api.call("DELETE", f"/api/v1/videos/{video_id}", accept=(HTTPStatus.NOT_FOUND,))
        if answer.status == HTTPStatus.NOT_FOUND:
            answer.json()  # a page of somebody else's does not say that it is gone

    def kept(self, video_id: str) -> Note:
        """Nothing: a video is never moved."""
        return {}


def _id_of(answer: Answer) -> str:
    video = answer.json().get("video")
    video_id = video.get("uuid") if isinstance(video, dict) else None
    if not isinstance(video_id, str) or not video_id:
        raise NetworkInterrupted("the last answer names no video", hint="publish again to go on")
    return video_id
