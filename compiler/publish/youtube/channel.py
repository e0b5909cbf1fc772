"""One YouTube channel: the calls of its Data API v3 that publishing takes, each counted in the ledger."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from compiler.model.errors import Conflict, Diagnostic, LoginNeeded, NetworkInterrupted, Refused
from compiler.publish.api import Api, safe_words
from compiler.publish.ledger import Ledger, Note
from compiler.publish.limits import limits
from compiler.publish.patience import Patience, Unavailable
from compiler.publish.publisher import Account, Allowance, Cost, Part, PartKind, Traits
from compiler.publish.release import CaptionFormat, Release, VideoFacts
from compiler.publish.resumable import Upload
from compiler.publish.secret import Secret
from compiler.publish.transport import Answer, Transport
from compiler.publish.youtube.login import StoredLogin, YouTubeLogin
from compiler.publish.youtube.parts import Parts
from compiler.publish.youtube.refusals import refusal
from compiler.publish.youtube.resource import problems_of, video_body
from compiler.publish.youtube.settings import YouTubeSettings

_NEWEST = 50


@dataclass(slots=True)
class YouTube:
    """A :class:`compiler.publish.publisher.Publisher` for the channel that the login is for."""

    settings: YouTubeSettings
    ledger: Ledger | None = None
    site: str = "youtube"
    traits: Traits = field(default_factory=lambda: Traits(caption_format=CaptionFormat.SRT))
    _api: Api = field(init=False, repr=False)
    _parts: Parts = field(init=False, repr=False)
    _account: Account | None = None

    def __post_init__(self) -> None:
        transport = Transport(
            self.settings.address,
            login=YouTubeLogin(self.settings),
            trusted_suffix=".googleapis.com",
            timeouts=self.settings.timeouts,
        )
        self._api = Api(transport=transport, refuse=refusal(self.settings.quota_returns))
        self._parts = Parts(api=self._api, spend=self._spend)

    @property
    def patience(self) -> Patience:
        """How long to go on trying."""
        return self.settings.patience

    # --- without asking anybody ---------------------------------------------------------------------------

    def problems(self, release: Release) -> list[Diagnostic]:
        """Every limit that is broken."""
        return problems_of(release, self.settings.clock())

    def metadata(self, release: Release) -> dict[str, Any]:
        """The body of the upload's first request."""
        return video_body(release)

    def cost(self, step: str, *, again: bool = False) -> tuple[Cost, ...]:
        """What a step takes, look-ups left out."""
        quota = limits().youtube.quota
        units = {
            "captions": quota.captions_update if again else quota.captions,
            "thumbnail": quota.thumbnail,
            "playlist": quota.playlist,
            "metadata": quota.update,
            "released": quota.update,
        }
        if step == "uploaded":
            return (Cost(bucket="uploads", units=1),)
        found = units.get(step.split(":", maxsplit=1)[0])
        return (Cost(bucket="units", units=found),) if found else ()

    def allowances(self) -> tuple[Allowance, ...]:
        """Uploads and units of the day that YouTube counts now."""
        quota, day = limits().youtube.quota, self.settings.quota_day()
        sizes = (("uploads", "uploads", quota.uploads), ("quota units", "units", quota.units))
        return tuple(
            Allowance(
                label=label,
                bucket=bucket,
                limit=size,
                used=self.ledger.spent(self.site, day, bucket) if self.ledger else 0,
                day=day,
            )
            for label, bucket, size in sizes
        )

    def known_account(self) -> Account | None:
        """The channel that was found at login, if there is a login."""
        try:
            stored = StoredLogin.load(self.settings.token_path)
        except LoginNeeded:
            return None
        return Account(id=stored.channel_id, name=stored.channel_title) if stored.channel_id else None

    def link(self, video_id: str) -> str:
        """Where people watch it."""
        return f"https://youtu.be/{video_id}"

    # --- before the upload --------------------------------------------------------------------------------

    def account(self) -> Account:
        """The login's channel, asked once.

        Raises:
            LoginNeeded: it has none, or not the one of the settings.
        """
        if self._account is None:
            found = self._items("channels", part="snippet", mine="true")
            if not found:
                raise LoginNeeded("this Google account has no YouTube channel")
            account = Account(id=found[0]["id"], name=safe_words(found[0]["snippet"]["title"]))
            if self.settings.channel not in {"", account.id}:
                mine = f"{account.name} ({account.id})"
                told = f"the login is for the channel {mine}, not for {self.settings.channel}"
                raise LoginNeeded(told, hint="followalong login youtube, with the other account")
            self._account = account
        return self._account

    def prepare(self, release: Release) -> None:
        """The playlist must be there before anything is sent."""
        if release.playlist:
            self._parts.playlist_id(release.playlist)

    def find_upload(self, file_name: str, facts: VideoFacts) -> str | None:
        """Among the channel's newest 50 uploads, the one that came from this file.

        Raises:
            Unavailable: YouTube is still looking into one of them.
            Conflict: there are several.
        """
        channel = self._items("channels", part="contentDetails", mine="true")[0]
        uploads = channel["contentDetails"]["relatedPlaylists"]["uploads"]
        listed = self._items("playlistItems", part="contentDetails", playlistId=uploads, maxResults=_NEWEST)
        ids = ",".join(item["contentDetails"]["videoId"] for item in listed)
        videos = self._items("videos", part="fileDetails,status,processingDetails", id=ids) if ids else []
        if any(_is_unknown_yet(video) for video in videos):
            raise Unavailable("YouTube does not tell yet which file its newest video came from")
        found = [v["id"] for v in videos if _came_from(v, file_name, facts)]
        if len(found) > 1:
            told = f"the channel has {len(found)} videos from {file_name}: {', '.join(found)}"
            raise Conflict(told, hint="delete all but one in YouTube Studio, then publish again")
        return found[0] if found else None

    # --- the upload ---------------------------------------------------------------------------------------

    def open_session(self, release: Release, facts: VideoFacts, file_name: str) -> Secret:
        """Begin a resumable upload."""
        self._spend("uploads", 1)
        answer = self._api.call(
            "POST",
            "/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status",
            content=self.metadata(release),
            headers={
                "X-Upload-Content-Length": str(facts.bytes),
                "X-Upload-Content-Type": "video/mp4",
                "Slug": file_name,
            },
        )
        if "location" not in answer.headers:
            answer.json()  # a page of somebody else's says so
            raise Refused("YouTube opened no upload session")
        if not self._api.transport.own(answer.location):
            raise Refused("YouTube's upload session is at an address that is not its own")
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
        """Whether the channel still has it."""
        return bool(self._items("videos", part="status", id=video_id))

    def wait_processed(self, video_id: str, facts: VideoFacts) -> None:
        """Ask every few seconds until YouTube has processed the video.

        Raises:
            NetworkInterrupted: it takes longer than the settings allow.
            Refused: YouTube rejected the video.
            Conflict: YouTube has another number of bytes, or the video is gone.
        """
        deadline = time.monotonic() + self.settings.processing_seconds
        while not self.patience.insist(lambda: self._is_processed(video_id, facts)):
            if time.monotonic() > deadline:
                raise NetworkInterrupted(
                    "YouTube is still processing the video", hint="publish again later to go on"
                )
            self.patience.sleep(self.settings.poll_seconds)

    def _is_processed(self, video_id: str, facts: VideoFacts) -> bool:
        found = self._items("videos", part="status,fileDetails", id=video_id)
        if not found:
            raise Conflict(f"the video {video_id} is not there any more", hint="--new-video uploads it again")
        status = found[0]["status"]
        state = status.get("uploadStatus")
        if state in {"failed", "rejected", "deleted"}:
            why = status.get("failureReason") or status.get("rejectionReason") or "no reason given"
            raise Refused(f"YouTube did not take the video: {state} ({safe_words(str(why))})")
        size = found[0].get("fileDetails", {}).get("fileSize")
        if size is not None and int(size) != facts.bytes:
            raise Conflict(f"YouTube has {size} bytes of the video, the file has {facts.bytes}")
        return bool(state == "processed")

    # --- the parts ----------------------------------------------------------------------------------------

    def before(self, video_id: str, part: Part) -> Note:
        """What is there of a part."""
        return self._parts.before(video_id, part)

    def has(self, video_id: str, part: Part, before: Note) -> bool:
        """Whether a part has arrived."""
        return self._parts.has(video_id, part, before)

    def attach(self, video_id: str, part: Part) -> None:
        """Send a part."""
        if part.kind is PartKind.VISIBILITY and self._parts.has(video_id, part, {}):
            return
        self._parts.attach(video_id, part)

    def remove(self, video_id: str) -> None:
        """Delete the video, and its entries in the channel's playlists, which YouTube would keep as "deleted video"."""
        self._parts.remove(video_id)

    def kept(self, video_id: str) -> Note:
        """Nothing: a video is never moved."""
        return {}

    def _items(self, resource: str, **query: object) -> list[Any]:
        return self._parts.items(resource, **query)

    def _spend(self, bucket: str, units: int) -> None:
        if self.ledger:
            self.ledger.spend(self.site, self.settings.quota_day(), bucket, units)


def channel_of(settings: YouTubeSettings) -> Account:
    """The channel that a fresh login is for: what `login` asks."""
    return YouTube(settings).account()


def _is_unknown_yet(video: dict[str, Any]) -> bool:
    """Whether YouTube is still looking into the video's file: it might be the one that is searched for."""
    processing = video.get("processingDetails", {}).get("processingStatus") == "processing"
    return processing and "fileName" not in video.get("fileDetails", {})


def _came_from(video: dict[str, Any], file_name: str, facts: VideoFacts) -> bool:
    details = video.get("fileDetails", {})
    lost = video.get("status", {}).get("uploadStatus") in {"failed", "rejected", "deleted"}
    same = details.get("fileName") == file_name and str(details.get("fileSize")) == str(facts.bytes)
    return same and not lost


def _id_of(answer: Answer) -> str:
    video_id = answer.json().get("id")
    if not isinstance(video_id, str) or not video_id:
        raise NetworkInterrupted("the last answer names no video", hint="publish again to go on")
    return video_id
