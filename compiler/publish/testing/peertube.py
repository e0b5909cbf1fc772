"""The practice remote's side of PeerTube's REST API, as far as publishing goes."""

import re
import secrets
from typing import Any

from compiler.publish.testing.state import Session, Track, Video
from compiler.publish.testing.wire import Reply, Request, Route, Violation, receive_chunk, route

_FIELDS = {
    "name", "description", "tags", "category", "language", "privacy", "waitTranscoding", "scheduleUpdate",
}  # fmt: skip


def give_client(_: Request) -> Reply:
    """The instance's own OAuth client."""
    return Reply(content={"client_id": "practice", "client_secret": "practice-client-secret"})


def give_token(request: Request) -> Reply:
    """Tokens for a password or for the newest refresh token; those from before are not good any more."""
    form, remote = request.form(), request.remote
    if form.get("client_id") != "practice" or form.get("client_secret") != "practice-client-secret":
        return Reply(status=400, content={"code": "invalid_client", "detail": "no such client"})
    good = {"password": form.get("password") == remote.password}
    good["refresh_token"] = form.get("refresh_token") == remote.refresh_token
    if remote.refuse_grant or not good.get(form.get("grant_type", ""), False):
        return Reply(status=400, content={"code": remote.refuse_grant or "invalid_grant", "detail": "no."})
    remote.refresh_token = f"practice-refresh-{secrets.token_hex(8)}"
    given = {"access_token": remote.new_token(), "refresh_token": remote.refresh_token}
    return Reply(content={**given, "token_type": "Bearer", "expires_in": 86_399})


def show_me(_: Request) -> Reply:
    """The user and the channel."""
    channels = [{"id": 5, "name": "practice_channel", "displayName": "Practice Stretches"}]
    return Reply(content={"id": 2, "username": "practice", "videoChannels": channels})


def list_my_videos(request: Request) -> Reply:
    """The user's videos, the newest first."""
    newest = list(reversed(request.remote.videos.values()))[: int(request.query.get("count", "15"))]
    return Reply(content={"total": len(newest), "data": [_resource(video) for video in newest]})


def show_source(request: Request) -> Reply:
    """The file that a video came from."""
    video = _video(request)
    return Reply(content={"inputFilename": video.file_name, "size": len(video.data)})


def start_upload(request: Request) -> Reply:
    """Open a session."""
    content = request.json()
    length = request.headers.get("x-upload-content-length", "")
    if not length.isdecimal() or request.headers.get("x-upload-content-type") != "video/mp4":
        raise Violation("X-Upload-Content-Length and X-Upload-Content-Type are needed")
    if content.get("channelId") != 5 or not content.get("filename"):
        raise Violation("channelId and filename are needed")
    _check({name: value for name, value in content.items() if name not in {"channelId", "filename"}})
    session = Session(
        id=secrets.token_hex(16), total=int(length), file_name=content["filename"], content=content
    )
    request.remote.sessions[session.id] = session
    request.remote.journal["session"] += 1
    return Reply(status=201, headers={"Location": f"/api/v1/videos/upload-resumable?upload_id={session.id}"})


def put_upload(request: Request) -> Reply:
    """A chunk, or a question."""
    session = request.remote.sessions.get(request.query.get("upload_id", ""))
    if session is None:
        for _ in request.pieces():
            pass
        return Reply(status=404, content={"detail": "upload not found", "status": 404})

    def finish() -> Reply:
        remote = request.remote
        with remote.lock:
            if session.video_id is None:
                fields = {"privacy": 1, **session.content}
                remote.finish(session, _status(fields), fields)
            video = remote.videos[session.video_id or ""]
            return Reply(content={"video": {"id": video.number, "uuid": video.id, "shortUUID": video.id}})

    return receive_chunk(request, session, finish)


def _check(fields: dict[str, Any]) -> None:
    unknown = set(fields) - _FIELDS
    if unknown:
        raise Violation(f"unknown fields: {', '.join(sorted(unknown))}")
    if not 3 <= len(fields.get("name", "abc")) <= 120 or len(fields.get("tags", [])) > 5:
        raise Violation("a name of 3 to 120 characters and at most 5 tags")
    if fields.get("privacy", 1) not in {1, 2, 3, 4}:
        raise Violation("no such privacy")


def _status(fields: dict[str, Any]) -> dict[str, Any]:
    names = {1: "public", 2: "unlisted", 3: "private", 4: "internal"}
    return {"privacyStatus": names[fields["privacy"]]}


def _video(request: Request) -> Video:
    video = request.remote.videos.get(request.names["video"])
    if video is None:
        raise Violation("no such video", 404, "notFound")
    return video


def _resource(video: Video) -> dict[str, Any]:
    fields = video.snippet
    told = {name: fields.get(name) for name in ("name", "description", "tags")}
    return {
        "id": video.number,
        "uuid": video.id,
        **told,
        "category": {"id": fields.get("category")},
        "language": {"id": fields.get("language")},
        "privacy": {"id": fields.get("privacy")},
        "scheduledUpdate": fields.get("scheduleUpdate"),
        "thumbnailPath": video.thumbnail_path,
        "state": {
            "id": 2 if video.polls > 0 else 1,
            "label": "To transcode" if video.polls > 0 else "Published",
        },
    }


def show_video(request: Request) -> Reply:
    """All about a video."""
    video = request.remote.videos.get(request.names["video"])
    if video is None:
        return Reply(status=404, content={"detail": "Video not found", "status": 404})
    told = _resource(video)
    video.polls -= 1
    return Reply(content=told)


def update_video(request: Request) -> Reply:
    """New fields as JSON, or a picture as a form."""
    video = _video(request)
    if request.headers.get("content-type", "").startswith("application/json"):
        fields = request.json()
        _check(fields)
        video.snippet = {**video.snippet, **fields}
        video.status = _status(video.snippet)
        request.remote.journal["videos.update:" + ",".join(sorted(fields))] += 1
        return Reply(status=204)
    files = _files(request)
    if set(files) != {"thumbnailfile", "previewfile"}:
        raise Violation("thumbnailfile and previewfile are needed")
    video.thumbnail, video.thumbnail_path = files["thumbnailfile"], f"/{secrets.token_hex(4)}.jpg"
    request.remote.journal["thumbnail"] += 1
    return Reply(status=204)


def delete_video(request: Request) -> Reply:
    """The video goes, with all that is attached to it and its entries in playlists."""
    video = request.remote.videos.pop(request.names["video"], None)
    if video is None:
        return Reply(status=404, content={"detail": "Video not found", "status": 404})
    for playlist in request.remote.playlists:
        playlist.videos = [number for number in playlist.videos if number != str(video.number)]
    request.remote.journal["videos.delete"] += 1
    return Reply(status=204)


def list_captions(request: Request) -> Reply:
    """A video's captions."""
    tracks = _video(request).tracks
    data = [{"language": {"id": t.language}, "captionPath": f"/captions/{t.id}.vtt"} for t in tracks]
    return Reply(content={"total": len(data), "data": data})


def put_captions(request: Request) -> Reply:
    """Captions in a language, in place of those that are there."""
    video, language = _video(request), request.names["language"]
    data = _files(request).get("captionfile", b"")
    if not data.startswith(b"WEBVTT"):
        raise Violation("captions are sent as WebVTT in captionfile")
    video.tracks = [t for t in video.tracks if t.language != language]
    video.tracks.append(Track(id=secrets.token_hex(4), language=language, name="", data=data, updated=1))
    request.remote.journal[f"captions.put:{language}"] += 1
    return Reply(status=204)


def _files(request: Request) -> dict[str, bytes]:
    found = {}
    for headers, content in request.multipart():
        name = re.search(r'name="(\w+)"; filename="[^"]+"', headers.get("content-disposition", ""))
        if not name:
            raise Violation("a file has a name and a filename")
        found[name[1]] = content
    return found


def list_playlists(request: Request) -> Reply:
    """The account's playlists."""
    data = [{"id": p.number, "uuid": p.id, "displayName": p.title} for p in request.remote.playlists]
    return Reply(content={"total": len(data), "data": data})


def find_in_playlists(request: Request) -> Reply:
    """Which playlists hold which videos."""
    found = {
        number: [{"playlistId": p.number} for p in request.remote.playlists if number in p.videos]
        for number in request.query["videoIds"].split(",")
    }
    return Reply(content=found)


def add_to_playlist(request: Request) -> Reply:
    """One more entry, even of a video that is in it."""
    number = int(request.names["playlist"])
    playlist = next(p for p in request.remote.playlists if p.number == number)
    playlist.videos.append(str(request.json()["videoId"]))
    request.remote.journal["playlist.insert"] += 1
    return Reply(content={"videoPlaylistElement": {"id": len(playlist.videos)}})


_API = "/api/v1"

ROUTES: tuple[Route, ...] = (
    route("client", f"GET {_API}/oauth-clients/local", give_client, is_open=True),
    route("token", f"POST {_API}/users/token", give_token, is_open=True),
    route("me", f"GET {_API}/users/me", show_me),
    route("me.videos", f"GET {_API}/users/me/videos", list_my_videos, "sort count"),
    route(
        "playlists.find", f"GET {_API}/users/me/video-playlists/videos-exist", find_in_playlists, "videoIds"
    ),
    route("playlists.list", f"GET {_API}/accounts/{{account}}/video-playlists", list_playlists, "count"),
    route("playlistItems.insert", f"POST {_API}/video-playlists/{{playlist}}/videos", add_to_playlist),
    route("upload.start", f"POST {_API}/videos/upload-resumable", start_upload),
    route("upload.put", f"PUT {_API}/videos/upload-resumable", put_upload, "upload_id"),
    route("videos.source", f"GET {_API}/videos/{{video}}/source", show_source),
    route("captions.list", f"GET {_API}/videos/{{video}}/captions", list_captions),
    route("captions.put", f"PUT {_API}/videos/{{video}}/captions/{{language}}", put_captions),
    route("videos.show", f"GET {_API}/videos/{{video}}", show_video),
    route("videos.delete", f"DELETE {_API}/videos/{{video}}", delete_video),
    route("videos.put", f"PUT {_API}/videos/{{video}}", update_video),
)
