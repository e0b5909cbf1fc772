"""What is attached to a video on YouTube: looked for, told apart from what was there before, and sent."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, assert_never
from urllib.parse import urlencode

from compiler.model.errors import Conflict, Refused
from compiler.publish.api import Api, safe_words
from compiler.publish.ledger import Note
from compiler.publish.limits import limits, thumbnail_format
from compiler.publish.publisher import Part, PartKind
from compiler.publish.release import CaptionFiles, Privacy, read_part
from compiler.publish.youtube.resource import released_status, snippet_of, status_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The calls for captions, thumbnails, playlists, words and visibility. `spend` counts the quota."""

    api: Api
    spend: Callable[[str, int], None]

    def before(self, video_id: str, part: Part) -> Note:
        """What is there now, for :meth:`has` to compare with."""
        match part.kind:
            case PartKind.CAPTIONS:
                return _track_note(self._track(video_id, part))
            case PartKind.THUMBNAIL:
                return {"custom": str(self._has_thumbnail(video_id))}
            case _:
                return {}

    def has(self, video_id: str, part: Part, before: Note) -> bool:
        """Whether the part is there and not just what was there before."""
        match part.kind:
            case PartKind.CAPTIONS:
                track = self._track(video_id, part)
                return track is not None and _track_note(track) != before
            case PartKind.THUMBNAIL:
                return before.get("custom") == "False" and self._has_thumbnail(video_id)
            case PartKind.PLAYLIST:
                return self._in_playlist(video_id, part)
            case PartKind.METADATA:
                return self._says(video_id, "snippet", _comparable(snippet_of(part.release)))
            case PartKind.VISIBILITY:
                return self._says(video_id, "status", released_status(part.release))
            case _:
                assert_never(part.kind)

    def attach(self, video_id: str, part: Part) -> None:
        """Send the part once."""
        match part.kind:
            case PartKind.CAPTIONS:
                self._send_captions(video_id, part)
            case PartKind.THUMBNAIL:
                self._send_thumbnail(video_id, part)
            case PartKind.PLAYLIST:
                self._add_to_playlist(video_id, part)
            case PartKind.METADATA:
                self._send_words(video_id, part)
            case PartKind.VISIBILITY:
                self._update("status", {"id": video_id, "status": released_status(part.release)})
            case _:
                assert_never(part.kind)

    def items(self, resource: str, **query: object) -> list[Any]:
        """One page of a list call."""
        self.spend("units", limits().youtube.quota.read)
        found = self.api.call("GET", f"/youtube/v3/{resource}?{urlencode(query)}").json().get("items")
        return found if isinstance(found, list) else []

    def _video(self, video_id: str, part: str) -> dict[str, Any]:
        found = self.items("videos", part=part, id=video_id)
        if not found:
            raise Conflict(f"the video {video_id} is not there any more", hint="--new-video uploads it again")
        fields: dict[str, Any] = found[0]
        return fields

    # --- captions -----------------------------------------------------------------------------------------

    def _track(self, video_id: str, part: Part) -> dict[str, Any] | None:
        """The author's own track in this language without a name, if there is one."""
        language = _caption(part).language
        for item in self.items("captions", part="snippet", videoId=video_id):
            track: dict[str, Any] = item
            snippet = track["snippet"]
            own = snippet.get("trackKind", "standard").lower() != "asr" and not snippet.get("name")
            if own and snippet["language"].lower() == language.lower():
                return track
        return None

    def _send_captions(self, video_id: str, part: Part) -> None:
        """Put the captions in, in place of a track that is there already."""
        track = self._track(video_id, part)
        if track is None and self._insert_captions(video_id, part):
            return
        track = track or self._track(video_id, part)
        if track is None:
            raise Conflict(
                f"YouTube says that captions in {_caption(part).language} exist and does not list them"
            )
        self.spend("units", limits().youtube.quota.captions_update)
        self._related("PUT", "/upload/youtube/v3/captions", {"id": track["id"]}, part)

    def _insert_captions(self, video_id: str, part: Part) -> bool:
        """Whether a new track was made; False if there is one after all."""
        snippet = {"videoId": video_id, "language": _caption(part).language, "name": "", "isDraft": False}
        self.spend("units", limits().youtube.quota.captions)
        return self._related("POST", "/upload/youtube/v3/captions", {"snippet": snippet}, part)

    def _related(self, method: str, path: str, told: dict[str, Any], part: Part) -> bool:
        boundary = secrets.token_hex(16)
        headers = {"Content-Type": f"multipart/related; boundary={boundary}"}
        body = _related_body(boundary, told, read_part(_caption(part).srt))
        query = "?uploadType=multipart&part=snippet" if method == "POST" else "?uploadType=multipart&part=id"
        answer = self.api.call(
            method, path + query, headers=headers, body=body, accept=(HTTPStatus.CONFLICT,)
        )
        if answer.status != HTTPStatus.CONFLICT:
            answer.json()
        return answer.status != HTTPStatus.CONFLICT

    # --- thumbnail ----------------------------------------------------------------------------------------

    def _has_thumbnail(self, video_id: str) -> bool:
        return bool(self._video(video_id, "contentDetails")["contentDetails"].get("hasCustomThumbnail"))

    def _send_thumbnail(self, video_id: str, part: Part) -> None:
        data = read_part(part.release.thumbnail)
        self.spend("units", limits().youtube.quota.thumbnail)
        path = f"/upload/youtube/v3/thumbnails/set?{urlencode({'videoId': video_id, 'uploadType': 'media'})}"
        headers = {"Content-Type": f"image/{thumbnail_format(data)}"}
        self.api.call("POST", path, headers=headers, body=data).json()

    # --- playlist -----------------------------------------------------------------------------------------

    def playlist_id(self, wanted: str) -> str:
        """The id of the channel's playlist of that id or name.

        Raises:
            Refused: there is none, or several.
        """
        if wanted.startswith("PL") and self.items("playlists", part="id", id=wanted):
            return wanted
        mine = self.items("playlists", part="snippet", mine="true", maxResults=50)
        found = [p["id"] for p in mine if p["snippet"]["title"] == wanted]
        if len(found) != 1:
            names = ", ".join(safe_words(p["snippet"]["title"]) for p in mine) or "none yet"
            many = "more than one playlist" if found else "no playlist"
            hint = f"name it by its id (PL…), or one of these: {names}"
            raise Refused(f"the channel has {many} called {wanted!r}", hint=hint)
        return str(found[0])

    def _in_playlist(self, video_id: str, part: Part) -> bool:
        playlist = self.playlist_id(part.release.playlist or "")
        return bool(self.items("playlistItems", part="id", playlistId=playlist, videoId=video_id))

    def _add_to_playlist(self, video_id: str, part: Part) -> None:
        if self._in_playlist(video_id, part):
            return
        resource = {"kind": "youtube#video", "videoId": video_id}
        snippet = {"playlistId": self.playlist_id(part.release.playlist or ""), "resourceId": resource}
        self.spend("units", limits().youtube.quota.playlist)
        self.api.call("POST", "/youtube/v3/playlistItems?part=snippet", content={"snippet": snippet}).json()

    # --- taking it away -----------------------------------------------------------------------------------

    def remove(self, video_id: str) -> None:
        """Delete the video; captions and picture go with it, entries in the channel's playlists go first."""
        for playlist in self.items("playlists", part="id", mine="true", maxResults=50):
            entries = self.items("playlistItems", part="id", playlistId=playlist["id"], videoId=video_id)
            for entry in entries:
                self._delete("playlistItems", entry["id"])
        self._delete("videos", video_id)

    def _delete(self, resource: str, thing: str) -> None:
        self.spend("units", limits().youtube.quota.delete)
        path = f"/youtube/v3/{resource}?{urlencode({'id': thing})}"
        answer = self.api.call("DELETE", path, accept=(HTTPStatus.NOT_FOUND,))
        if answer.status == HTTPStatus.NOT_FOUND:
            answer.json()  # a page of somebody else's does not say that it is gone

    # --- words and visibility -----------------------------------------------------------------------------

    def _send_words(self, video_id: str, part: Part) -> None:
        """New title and description; who may watch stays as it is."""
        now = self._video(video_id, "status")["status"]
        status = status_of(part.release, Privacy(now["privacyStatus"]), None)
        if now.get("publishAt"):
            status["publishAt"] = now["publishAt"]
        self._update(
            "snippet,status", {"id": video_id, "snippet": snippet_of(part.release), "status": status}
        )

    def _update(self, part: str, content: dict[str, Any]) -> None:
        self.spend("units", limits().youtube.quota.update)
        self.api.call("PUT", f"/youtube/v3/videos?part={part}", content=content).json()

    def _says(self, video_id: str, part: str, wanted: dict[str, Any]) -> bool:
        there = self._video(video_id, part)[part]
        there = _comparable(there) if part == "snippet" else there
        return all(_same(name, there.get(name), value) for name, value in wanted.items())


def _caption(part: Part) -> CaptionFiles:
    assert part.caption is not None
    return part.caption


def _track_note(track: dict[str, Any] | None) -> Note:
    if track is None:
        return {"track": "", "updated": ""}
    return {"track": str(track["id"]), "updated": str(track["snippet"].get("lastUpdated", ""))}


def _related_body(boundary: str, told: dict[str, Any], data: bytes) -> bytes:
    head = (
        f"--{boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
        f"{json.dumps(told)}\r\n--{boundary}\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
    return head.encode() + data + f"\r\n--{boundary}--\r\n".encode()


def _comparable(snippet: dict[str, Any]) -> dict[str, Any]:
    """What of a snippet comes back as it was sent, but for blanks at its ends."""
    return {
        "title": str(snippet.get("title", "")).strip(),
        "description": str(snippet.get("description", "")).strip(),
        "tags": sorted(snippet.get("tags") or []),
        "categoryId": str(snippet.get("categoryId", "")),
    }


def _same(name: str, there: object, wanted: object) -> bool:
    if name == "publishAt" and isinstance(there, str) and isinstance(wanted, str):
        from datetime import datetime

        return datetime.fromisoformat(there) == datetime.fromisoformat(wanted)
    return there == wanted
