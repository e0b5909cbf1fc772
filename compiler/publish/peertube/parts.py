"""What is attached to a video on PeerTube: looked for, told apart from what was there before, and sent."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, assert_never

from compiler.model.errors import Refused
from compiler.publish.api import Api, safe_words
from compiler.publish.ledger import Note
from compiler.publish.limits import thumbnail_format
from compiler.publish.peertube.fields import video_fields, visible_fields
from compiler.publish.publisher import Part, PartKind
from compiler.publish.release import read_part


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The calls for captions, thumbnails, playlists, words and visibility."""

    api: Api

    def before(self, video_id: str, part: Part) -> Note:
        """What is there now, for :meth:`has` to compare with."""
        match part.kind:
            case PartKind.CAPTIONS:
                return self._track(video_id, part)
            case PartKind.THUMBNAIL:
                return {"path": str(self.video(video_id).get("thumbnailPath", ""))}
            case _:
                return {}

    def has(self, video_id: str, part: Part, before: Note) -> bool:
        """Whether the part is there and not just what was there before."""
        match part.kind:
            case PartKind.CAPTIONS:
                track = self._track(video_id, part)
                return bool(track["path"]) and track != before
            case PartKind.THUMBNAIL:
                return before != self.before(video_id, part)
            case PartKind.PLAYLIST:
                return self._in_playlist(video_id, part)
            case PartKind.METADATA:
                return self._says(video_id, video_fields(part.release))
            case PartKind.VISIBILITY:
                return self._is_visible(video_id, visible_fields(part.release))
            case _:
                assert_never(part.kind)

    def attach(self, video_id: str, part: Part) -> None:
        """Send the part once."""
        path = f"/api/v1/videos/{video_id}"
        match part.kind:
            case PartKind.CAPTIONS:
                assert part.caption is not None
                self._send_files(
                    f"{path}/captions/{part.caption.language}", {"captionfile": part.caption.vtt}
                )
            case PartKind.THUMBNAIL:
                picture = part.release.thumbnail
                self._send_files(path, {"thumbnailfile": picture, "previewfile": picture})
            case PartKind.PLAYLIST:
                self._add_to_playlist(video_id, part)
            case PartKind.METADATA:
                self.api.call("PUT", path, content=video_fields(part.release))
            case PartKind.VISIBILITY:
                self.api.call("PUT", path, content=visible_fields(part.release))
            case _:
                assert_never(part.kind)

    def video(self, video_id: str) -> dict[str, Any]:
        """All that PeerTube tells of a video."""
        return self.api.call("GET", f"/api/v1/videos/{video_id}").json()

    def listed(self, path: str) -> list[dict[str, Any]]:
        """The entries of a list call."""
        found = self.api.call("GET", path).json().get("data")
        return found if isinstance(found, list) else []

    def playlist_id(self, wanted: str) -> int:
        """The number of the account's playlist of that id or name.

        Raises:
            Refused: there is none, or several.
        """
        user = self.api.call("GET", "/api/v1/users/me").json()["username"]
        mine = self.listed(f"/api/v1/accounts/{user}/video-playlists?count=100")
        found = [p["id"] for p in mine if wanted in {p["uuid"], p["displayName"]}]
        if len(found) != 1:
            names = ", ".join(safe_words(p["displayName"]) for p in mine) or "none yet"
            many = "more than one playlist" if found else "no playlist"
            raise Refused(f"the account has {many} called {wanted!r}", hint=f"there are: {names}")
        return int(found[0])

    def _track(self, video_id: str, part: Part) -> Note:
        assert part.caption is not None
        for track in self.listed(f"/api/v1/videos/{video_id}/captions"):
            if track["language"]["id"] == part.caption.language:
                return {"path": str(track.get("captionPath") or track.get("fileUrl"))}
        return {"path": ""}

    def _send_files(self, path: str, files: Mapping[str, Path]) -> None:
        boundary = secrets.token_hex(16)
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        self.api.call("PUT", path, headers=headers, body=_form_body(boundary, files))

    def _in_playlist(self, video_id: str, part: Part) -> bool:
        number, playlist = self._number(video_id), self.playlist_id(part.release.playlist or "")
        path = f"/api/v1/users/me/video-playlists/videos-exist?videoIds={number}"
        entries = self.api.call("GET", path).json().get(str(number), [])
        return any(entry["playlistId"] == playlist for entry in entries)

    def _add_to_playlist(self, video_id: str, part: Part) -> None:
        if not self._in_playlist(video_id, part):
            path = f"/api/v1/video-playlists/{self.playlist_id(part.release.playlist or '')}/videos"
            self.api.call("POST", path, content={"videoId": self._number(video_id)})

    def _number(self, video_id: str) -> int:
        return int(self.video(video_id)["id"])

    def _says(self, video_id: str, wanted: dict[str, Any]) -> bool:
        there = self.video(video_id)
        told = {
            "name": there.get("name"),
            "description": there.get("description") or "",
            "tags": sorted(there.get("tags") or []),
            "category": (there.get("category") or {}).get("id"),
            "language": (there.get("language") or {}).get("id"),
        }
        return told == {**wanted, "tags": sorted(wanted["tags"])}

    def _is_visible(self, video_id: str, wanted: dict[str, Any]) -> bool:
        there = self.video(video_id)
        planned, schedule = wanted.get("scheduleUpdate"), there.get("scheduledUpdate")
        if there["privacy"]["id"] != wanted["privacy"] or bool(planned) != bool(schedule):
            return False
        if not planned or not schedule:
            return True
        return datetime.fromisoformat(schedule["updateAt"]) == datetime.fromisoformat(planned["updateAt"])


def _form_body(boundary: str, files: Mapping[str, Path]) -> bytes:
    body = b""
    for name, path in files.items():
        data = read_part(path)
        kind = "text/vtt" if path.suffix == ".vtt" else f"image/{thumbnail_format(data)}"
        suffix = path.suffix.lower().encode("ascii", "replace").decode()
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="file{suffix}"\r\n'
            f"Content-Type: {kind}\r\n\r\n"
        )
        body += head.encode() + data + b"\r\n"
    return body + f"--{boundary}--\r\n".encode()
