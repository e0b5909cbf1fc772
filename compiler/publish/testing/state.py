"""What the practice remote remembers: videos, sessions, tokens, what was done and what was wrong."""

import secrets
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from compiler.publish.testing.faults import Fault


@dataclass(slots=True, kw_only=True)
class Track:
    """Captions in one language."""

    id: str
    language: str
    name: str
    data: bytes
    updated: int


@dataclass(slots=True, kw_only=True)
class Video:
    """A video that has arrived, in the remote's words; `polls` are left until it is processed."""

    id: str
    number: int
    data: bytes
    file_name: str
    snippet: dict[str, Any]
    status: dict[str, Any]
    polls: int = 1
    tracks: list[Track] = field(default_factory=list)
    thumbnail: bytes | None = None
    thumbnail_path: str = "/auto.jpg"


@dataclass(slots=True, kw_only=True)
class Session:
    """An upload under way. `video_id` is set once it is complete."""

    id: str
    total: int
    file_name: str
    content: dict[str, Any]
    received: bytearray = field(default_factory=bytearray)
    video_id: str | None = None
    alone: Any = field(default_factory=threading.RLock, repr=False)


@dataclass(slots=True, kw_only=True)
class Playlist:
    """A playlist and the ids of the videos in it."""

    id: str
    number: int
    title: str
    videos: list[str] = field(default_factory=list)


def _quiet(_moment: str, _route: str, _bytes: int) -> None:
    """Nobody watches."""


@dataclass(slots=True)
class Remote:
    """One channel at one remote.

    `journal` counts what was done (``video``, ``captions.insert``…); `violations` tells what a strict server
    had to object to; `watch` is called with a moment (heard, bytes, acted, answered), the route and the bytes
    that the upload has.
    """

    channel_id: str = "UC-practice-channel"
    channel_title: str = "Practice Stretches"
    refresh_token: str = "practice-refresh-token"
    password: str = "practice-password"
    access_token: str = ""
    tokens_given: int = 0
    refuse_grant: str = ""
    granule: int = 1
    polls: int = 1
    made: int = 0
    videos: dict[str, Video] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    playlists: list[Playlist] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    journal: Counter[str] = field(default_factory=Counter)
    requests: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    watch: Callable[[str, str, int], None] = _quiet
    lock: Any = field(default_factory=threading.RLock, repr=False)

    def next_fault(self, route: str) -> Fault | None:
        """The first fault that strikes this request."""
        with self.lock:
            return next((fault for fault in self.faults if fault.strikes(route)), None)

    def new_token(self) -> str:
        """A fresh access token; the one before is not accepted any more."""
        self.tokens_given += 1
        self.access_token = f"practice-access-{secrets.token_hex(8)}"
        return self.access_token

    def finish(self, session: Session, status: dict[str, Any], snippet: dict[str, Any]) -> Video:
        """Make the video of a complete session."""
        self.made += 1
        number = self.made
        video = Video(
            id=f"video-{number:03d}",
            number=number,
            data=bytes(session.received),
            file_name=session.file_name,
            snippet=snippet,
            status=status,
            polls=self.polls,
        )
        self.videos[video.id] = video
        session.video_id = video.id
        self.journal["video"] += 1
        return video
