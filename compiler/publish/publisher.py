"""The protocol that every remote is behind: a site of one's own, YouTube, PeerTube.

A publisher knows one remote's words and nothing of the order of work; the driver knows the order and nothing
of remotes. What may have happened already (the process was killed, the answer was lost) is found out by `has`
and `find_upload`, never guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from compiler.model.errors import Diagnostic
from compiler.publish.ledger import Note
from compiler.publish.patience import Patience
from compiler.publish.release import CaptionFiles, CaptionFormat, Release, VideoFacts, fingerprint, read_part
from compiler.publish.secret import Secret


class PartKind(StrEnum):
    """What is attached to an uploaded video, in the order of work; VISIBILITY comes last."""

    CAPTIONS = "captions"
    THUMBNAIL = "thumbnail"
    PLAYLIST = "playlist"
    METADATA = "metadata"
    VISIBILITY = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing to attach. `mark` is a fingerprint of its content: another mark means it has changed."""

    kind: PartKind
    release: Release
    mark: str
    caption: CaptionFiles | None = None

    @property
    def name(self) -> str:
        """The name of its step in the ledger: ``captions:en``, ``thumbnail``, ``released``."""
        return f"{self.kind}:{self.caption.language}" if self.caption else self.kind.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where at the remote: a channel's id and its name for people."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a step takes of a daily allowance."""

    bucket: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A remote's daily allowance: a label for people, its size, and what is counted as used on that `day`."""

    label: str
    bucket: str
    limit: int
    used: int
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """How a remote differs.

    `replaces`: a changed release takes the place of the old one without asking. `looks_again`: what the
    ledger says is done is cheap to verify, so it is. `describes_on_upload`: the metadata travels with the
    session. `has_playlists`: a release can be put into one. `one_at_a_time`: releases share files there.
    `caption_format`: the form of captions that it is sent.
    """

    replaces: bool = False
    looks_again: bool = False
    describes_on_upload: bool = True
    has_playlists: bool = True
    one_at_a_time: bool = False
    caption_format: CaptionFormat = CaptionFormat.VTT


class SessionGone(Exception):
    """The remote no longer knows the upload session (404 or 410)."""


class Publisher(Protocol):
    """One remote. Methods that ask it raise the exceptions of `compiler.model.errors` from LoginNeeded down."""

    @property
    def site(self) -> str:
        """The name of the kind of remote, as in ``--to youtube``."""

    @property
    def traits(self) -> Traits:
        """How it differs."""

    @property
    def patience(self) -> Patience:
        """How long to go on trying."""

    def problems(self, release: Release) -> list[Diagnostic]:
        """Every limit of the remote that the release breaks; asks nobody."""

    def metadata(self, release: Release) -> Mapping[str, object]:
        """Precisely what is sent with the video, as JSON-able values."""

    def cost(self, step: str, *, again: bool = False) -> tuple[Cost, ...]:
        """What the step of that name (``uploaded``, ``captions:en``) takes of the daily allowances.

        With `again`, what bringing it up to date takes.
        """

    def allowances(self) -> tuple[Allowance, ...]:
        """The daily allowances and what is used of them, as counted in the ledger."""

    def known_account(self) -> Account | None:
        """The account as far as it is known without asking anybody."""

    def account(self) -> Account:
        """The account that the login is for."""

    def prepare(self, release: Release) -> None:
        """Look for what has to be there before anything is sent, such as the playlist."""

    def find_upload(self, file_name: str, facts: VideoFacts) -> str | None:
        """The id of the account's own video that came from this very file, if there is one."""

    def open_session(self, release: Release, facts: VideoFacts, file_name: str) -> Secret:
        """Begin an upload that can be resumed; private until released. The answer is its address."""

    def upload(self, session: Secret, facts: VideoFacts, on_bytes: Callable[[int], None]) -> str:
        """Send what the session lacks; `on_bytes` hears how many bytes are kept. Answers the video's id.

        Raises:
            SessionGone: the session is not known any more.
        """

    def exists(self, video_id: str) -> bool:
        """Whether the video is still there."""

    def wait_processed(self, video_id: str, facts: VideoFacts) -> None:
        """Come back when the remote has digested the video."""

    def before(self, video_id: str, part: Part) -> Note:
        """What is there of a part before it is attached; kept in the ledger for `has`."""

    def has(self, video_id: str, part: Part, before: Note) -> bool:
        """Whether the part has arrived, given what was there before."""

    def attach(self, video_id: str, part: Part) -> None:
        """Send the part."""

    def link(self, video_id: str) -> str:
        """Where people watch the video."""

    def remove(self, video_id: str) -> None:
        """Take the video away with all that is attached to it; nothing happens where it is gone already."""

    def kept(self, video_id: str) -> Note:
        """What of the video's place goes on where it is moved to another one, for :attr:`Release.kept`."""


def parts_of(release: Release, publisher: Publisher) -> tuple[Part, ...]:
    """Everything to attach, in order.

    Raises:
        BadMedia: a caption or the thumbnail is missing.
    """
    form = publisher.traits.caption_format
    captions = tuple(
        Part(kind=PartKind.CAPTIONS, release=release, mark=fingerprint(read_part(c.file(form))), caption=c)
        for c in release.captions
    )
    thumbnail = Part(kind=PartKind.THUMBNAIL, release=release, mark=fingerprint(read_part(release.thumbnail)))
    playlist = Part(kind=PartKind.PLAYLIST, release=release, mark=fingerprint(release.playlist))
    metadata = Part(
        kind=PartKind.METADATA, release=release, mark=fingerprint(dict(publisher.metadata(release)))
    )
    visibility = Part(
        kind=PartKind.VISIBILITY, release=release, mark=fingerprint(release.privacy, release.publish_at)
    )
    listed = (playlist,) if release.playlist and publisher.traits.has_playlists else ()
    return (*captions, thumbnail, *listed, metadata, visibility)
