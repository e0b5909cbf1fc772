"""The practice remote's side of the YouTube Data API v3, as far as publishing goes."""

import json
import secrets
from datetime import datetime
from typing import Any

from compiler.publish.testing.state import Session, Track, Video
from compiler.publish.testing.wire import Reply, Request, Route, Violation, receive_chunk, route

_PRIVACY = {"public", "unlisted", "private"}


def _items(found: list[dict[str, Any]]) -> Reply:
    return Reply(content={"items": found, "pageInfo": {"totalResults": len(found)}})


def give_token(request: Request) -> Reply:
    """OAuth: a refresh token, or the code of a consent, against an access token."""
    form, remote = request.form(), request.remote
    if remote.refuse_grant:
        return Reply(status=400, content={"error": remote.refuse_grant, "error_description": "no."})
    by_code = form.get("grant_type") == "authorization_code" and form.get("code") == "practice-code"
    by_refresh = (
        form.get("grant_type") == "refresh_token" and form.get("refresh_token") == remote.refresh_token
    )
    if not by_code and not by_refresh:
        return Reply(status=400, content={"error": "invalid_grant"})
    given: dict[str, Any] = {"access_token": remote.new_token(), "expires_in": 3599, "token_type": "Bearer"}
    if by_code:
        given |= {
            "refresh_token": remote.refresh_token,
            "scope": "https://www.googleapis.com/auth/youtube.force-ssl",
        }
    return Reply(content=given)


def consent(request: Request) -> Reply:
    """OAuth: the page where the user agrees; here it always agrees."""
    query = request.query
    target = f"{query['redirect_uri']}?code=practice-code&state={query['state']}&scope={query['scope']}"
    return Reply(status=302, headers={"Location": target})


def list_channels(request: Request) -> Reply:
    """The login's own channel."""
    remote = request.remote
    details = {"relatedPlaylists": {"uploads": "UU-practice"}}
    return _items(
        [{"id": remote.channel_id, "snippet": {"title": remote.channel_title}, "contentDetails": details}]
    )


def start_upload(request: Request) -> Reply:
    """Open a session."""
    content = request.json()
    length, kind = (
        request.headers.get("x-upload-content-length", ""),
        request.headers.get("x-upload-content-type"),
    )
    if not length.isdecimal() or kind != "video/mp4" or request.query.get("uploadType") != "resumable":
        raise Violation("X-Upload-Content-Length, X-Upload-Content-Type and uploadType=resumable are needed")
    if set(content) != set(request.query.get("part", "").split(",")):
        raise Violation("part does not name what the body holds")
    _check_snippet(content["snippet"])
    _check_status(content["status"])
    session = Session(
        id=secrets.token_hex(16),
        total=int(length),
        file_name=request.headers.get("slug", "unnamed"),
        content=content,
    )
    request.remote.sessions[session.id] = session
    request.remote.journal["session"] += 1
    return Reply(headers={"Location": f"{request.address}/upload/youtube/v3/videos?upload_id={session.id}"})


def put_upload(request: Request) -> Reply:
    """A chunk, or a question."""
    session = request.remote.sessions.get(request.query.get("upload_id", ""))
    if session is None:
        for _ in request.pieces():
            pass
        return Reply(status=404, content={"error": {"code": 404, "message": "no such session", "errors": []}})

    def finish() -> Reply:
        remote = request.remote
        with remote.lock:
            if session.video_id is None:
                status = {"privacyStatus": "public", **session.content["status"]}
                remote.finish(session, status, session.content["snippet"])
            return Reply(content=_resource(remote.videos[session.video_id or ""]))

    return receive_chunk(request, session, finish)


def _check_snippet(snippet: dict[str, Any]) -> None:
    title, description = snippet.get("title", ""), snippet.get("description", "")
    if not 1 <= len(title) <= 100 or len(description.encode()) > 5000 or set("<>") & set(title + description):
        raise Violation("invalid title or description", reason="invalidTitle")
    tags = snippet.get("tags", [])
    if sum(len(t) + (2 if " " in t else 0) for t in tags) + max(0, len(tags) - 1) > 500:
        raise Violation("invalid tags", reason="invalidTags")
    if not str(snippet.get("categoryId", "")).isdecimal():
        raise Violation("invalid category", reason="invalidCategoryId")


def _check_status(status: dict[str, Any]) -> None:
    if status.get("privacyStatus", "public") not in _PRIVACY:
        raise Violation("invalid privacyStatus")
    if not isinstance(status.get("selfDeclaredMadeForKids"), bool):
        raise Violation("selfDeclaredMadeForKids is missing: the upload would stay unfinished")
    when = status.get("publishAt")
    if when and (status.get("privacyStatus") != "private" or datetime.fromisoformat(when).tzinfo is None):
        raise Violation("publishAt needs a zone, and a private video", reason="invalidPublishAt")


def _resource(video: Video) -> dict[str, Any]:
    """The video as its owner sees it; what file it came from is known once it is processed."""
    busy = video.polls > 0
    state = video.status.get("uploadStatus", "uploaded" if busy else "processed")
    details = {"fileName": video.file_name, "fileSize": str(len(video.data))}
    return {
        "id": video.id,
        "snippet": video.snippet,
        "status": {**video.status, "uploadStatus": state},
        "processingDetails": {"processingStatus": "processing" if busy else "succeeded"},
        **({} if busy else {"fileDetails": details}),
        "contentDetails": {"hasCustomThumbnail": video.thumbnail is not None, "videoId": video.id},
    }


def list_videos(request: Request) -> Reply:
    """Videos by id."""
    found = [v for i in request.query["id"].split(",") if (v := request.remote.videos.get(i))]
    listed = [_resource(video) for video in found]
    for video in found:
        video.polls -= 1
    return _items(listed)


def update_video(request: Request) -> Reply:
    """New words or another visibility; a part that is sent replaces the old one whole."""
    content = request.json()
    video = request.remote.videos.get(content.get("id", ""))
    if video is None:
        return Reply(status=404, content={"error": {"code": 404, "errors": [{"reason": "videoNotFound"}]}})
    parts = request.query.get("part", "").split(",")
    if set(content) - {"id"} != set(parts):
        raise Violation("part does not name what the body holds")
    if "snippet" in parts:
        _check_snippet(content["snippet"])
        video.snippet = content["snippet"]
    if "status" in parts:
        _check_status(content["status"])
        video.status = content["status"]
    request.remote.journal["videos.update:" + ",".join(parts)] += 1
    return Reply(content=_resource(video))


def list_captions(request: Request) -> Reply:
    """A video's tracks."""
    tracks = _video(request).tracks
    return _items([_track_resource(track) for track in tracks])


def _track_resource(track: Track) -> dict[str, Any]:
    snippet = {"language": track.language, "name": track.name, "trackKind": "standard"}
    return {"id": track.id, "snippet": {**snippet, "lastUpdated": str(track.updated)}}


def insert_captions(request: Request) -> Reply:
    """A new track, unless there is one of that language and name."""
    told, data = _related(request)
    snippet = told["snippet"]
    video = request.remote.videos[snippet["videoId"]]
    if any((t.language, t.name) == (snippet["language"], snippet["name"]) for t in video.tracks):
        return Reply(status=409, content={"error": {"code": 409, "errors": [{"reason": "captionExists"}]}})
    track = Track(
        id=f"track-{video.id}-{len(video.tracks)}",
        language=snippet["language"],
        name=snippet["name"],
        data=data,
        updated=1,
    )
    video.tracks.append(track)
    request.remote.journal[f"captions.insert:{track.language}"] += 1
    return Reply(content=_track_resource(track))


def update_captions(request: Request) -> Reply:
    """Other words for a track."""
    told, data = _related(request)
    tracks = [t for v in request.remote.videos.values() for t in v.tracks if t.id == told.get("id")]
    if not tracks:
        return Reply(status=404, content={"error": {"code": 404, "errors": [{"reason": "captionNotFound"}]}})
    tracks[0].data, tracks[0].updated = data, tracks[0].updated + 1
    request.remote.journal[f"captions.update:{tracks[0].language}"] += 1
    return Reply(content=_track_resource(tracks[0]))


def _related(request: Request) -> tuple[dict[str, Any], bytes]:
    parts = request.multipart()
    if len(parts) != 2 or not request.headers["content-type"].startswith("multipart/related"):
        raise Violation("captions are sent as multipart/related with two parts")
    told = json.loads(parts[0][1])
    if not parts[1][1].strip():
        raise Violation("empty captions")
    return told, parts[1][1]


def set_thumbnail(request: Request) -> Reply:
    """The video's picture."""
    data = request.body()
    signs = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG"}
    if not data.startswith(signs.get(request.headers.get("content-type", ""), b"never")):
        raise Violation("the picture is not what its Content-Type says", reason="mediaBodyRequired")
    _video(request).thumbnail = data
    request.remote.journal["thumbnail"] += 1
    return Reply(content={"items": [{}]})


def _video(request: Request) -> Video:
    video = request.remote.videos.get(request.query.get("videoId", ""))
    if video is None:
        raise Violation("no such video", 404, "videoNotFound")
    return video


def list_playlists(request: Request) -> Reply:
    """The channel's playlists."""
    wanted = request.query.get("id")
    found = [p for p in request.remote.playlists if wanted in {None, p.id}]
    return _items([{"id": p.id, "snippet": {"title": p.title}} for p in found])


def list_playlist_items(request: Request) -> Reply:
    """What is in a playlist; the channel's uploads are one, newest first."""
    remote, playlist = request.remote, request.query["playlistId"]
    if playlist == "UU-practice":
        ids = [v.id for v in reversed(remote.videos.values())]
    else:
        ids = [i for p in remote.playlists if p.id == playlist for i in p.videos]
    wanted = request.query.get("videoId")
    return _items([{"id": f"item-{i}", "contentDetails": {"videoId": i}} for i in ids if wanted in {None, i}])


def insert_playlist_item(request: Request) -> Reply:
    """One more entry, even of a video that is in it."""
    snippet = request.json()["snippet"]
    if snippet["resourceId"].get("kind") != "youtube#video":
        raise Violation("resourceId.kind must be youtube#video")
    found = [p for p in request.remote.playlists if p.id == snippet["playlistId"]]
    if not found:
        return Reply(status=404, content={"error": {"code": 404, "errors": [{"reason": "playlistNotFound"}]}})
    found[0].videos.append(snippet["resourceId"]["videoId"])
    request.remote.journal["playlist.insert"] += 1
    return Reply(content={"id": "item"})


def delete_video(request: Request) -> Reply:
    """The video goes, with captions and picture; playlists keep its entry."""
    if request.remote.videos.pop(request.query.get("id", ""), None) is None:
        return Reply(status=404, content={"error": {"code": 404, "errors": [{"reason": "videoNotFound"}]}})
    request.remote.journal["videos.delete"] += 1
    return Reply(status=204)


def delete_playlist_item(request: Request) -> Reply:
    """One entry goes."""
    video_id = request.query.get("id", "").removeprefix("item-")
    found = [p for p in request.remote.playlists if video_id in p.videos]
    if not found:
        return Reply(status=404, content={"error": {"code": 404, "errors": [{"reason": "itemNotFound"}]}})
    found[0].videos.remove(video_id)
    request.remote.journal["playlist.delete"] += 1
    return Reply(status=204)


_UPLOAD, _API = "/upload/youtube/v3", "/youtube/v3"

ROUTES: tuple[Route, ...] = (
    route("token", "POST /token", give_token, is_open=True),
    route(
        "consent",
        "GET /consent",
        consent,
        "response_type client_id redirect_uri scope state access_type prompt"
        " code_challenge code_challenge_method",
        is_open=True,
    ),
    route("channels.list", f"GET {_API}/channels", list_channels, "part mine"),
    route("upload.start", f"POST {_UPLOAD}/videos", start_upload, "uploadType part"),
    route("upload.put", f"PUT {_UPLOAD}/videos", put_upload, "upload_id"),
    route("videos.list", f"GET {_API}/videos", list_videos, "part id"),
    route("videos.update", f"PUT {_API}/videos", update_video, "part"),
    route("videos.delete", f"DELETE {_API}/videos", delete_video, "id"),
    route("captions.list", f"GET {_API}/captions", list_captions, "part videoId"),
    route("captions.insert", f"POST {_UPLOAD}/captions", insert_captions, "uploadType part"),
    route("captions.update", f"PUT {_UPLOAD}/captions", update_captions, "uploadType part"),
    route("thumbnails.set", f"POST {_UPLOAD}/thumbnails/set", set_thumbnail, "videoId uploadType"),
    route("playlists.list", f"GET {_API}/playlists", list_playlists, "part mine id maxResults"),
    route(
        "playlistItems.list",
        f"GET {_API}/playlistItems",
        list_playlist_items,
        "part playlistId videoId maxResults",
    ),
    route("playlistItems.delete", f"DELETE {_API}/playlistItems", delete_playlist_item, "id"),
    route("playlistItems.insert", f"POST {_API}/playlistItems", insert_playlist_item, "part"),
)
