"""A release in PeerTube's words, the limits that they must keep, and what PeerTube means when it says no."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from compiler.model.errors import (
    Conflict,
    Diagnostic,
    FollowalongError,
    LoginNeeded,
    NetworkInterrupted,
    QuotaReached,
    Refused,
    Severity,
)
from compiler.publish.api import safe_words
from compiler.publish.limits import category_id, category_problems, limits, reach_problems, thumbnail_problems
from compiler.publish.release import Privacy, Release
from compiler.publish.transport import Answer

PRIVACY = {Privacy.PUBLIC: 1, Privacy.UNLISTED: 2, Privacy.PRIVATE: 3}


def video_fields(release: Release) -> dict[str, Any]:
    """Title, description and the like."""
    return {
        "name": release.title,
        "description": release.description,
        "tags": list(fitting_tags(release)),
        "category": category_id(release, limits().peertube.categories),
        "language": release.language,
    }


def first_fields(release: Release) -> dict[str, Any]:
    """What an upload begins with: always private, whatever the release is to become."""
    return {**video_fields(release), "privacy": PRIVACY[Privacy.PRIVATE], "waitTranscoding": True}


def visible_fields(release: Release) -> dict[str, Any]:
    """Who may watch, now or from a day on."""
    if release.publish_at:
        when = release.publish_at.isoformat()
        update = {"updateAt": when, "privacy": PRIVACY[Privacy.PUBLIC]}
        return {"privacy": PRIVACY[Privacy.PRIVATE], "scheduleUpdate": update}
    return {"privacy": PRIVACY[release.privacy]}


def fitting_tags(release: Release) -> tuple[str, ...]:
    """As many tags as PeerTube takes, without those that are too short or too long for it."""
    known = limits().peertube
    fitting = [t for t in release.tags if known.tag_least_characters <= len(t) <= known.tag_characters]
    return tuple(fitting[: known.tags])


def problems_of(release: Release, now: datetime) -> list[Diagnostic]:
    """Every limit that is broken, and what is only worth a warning."""
    known = limits().peertube
    found = [
        *reach_problems(release),
        *category_problems(release, known.categories),
        *thumbnail_problems(release, known.thumbnail_bytes, known.thumbnail_formats),
    ]
    if not known.title_least_characters <= len(release.title.strip()) <= known.title_characters:
        told = (
            f"PeerTube takes titles of {known.title_least_characters} to {known.title_characters} characters"
        )
        found.append(Diagnostic(message=f"{told}, this one has {len(release.title)}"))
    if len(release.description) > known.description_characters:
        told = f"the description has {len(release.description):,} characters"
        found.append(Diagnostic(message=f"{told}, PeerTube takes at most {known.description_characters:,}"))
    left_out = [tag for tag in release.tags if tag not in fitting_tags(release)]
    if left_out:
        told = f"PeerTube takes {known.tags} tags; left out: {', '.join(left_out)}"
        found.append(Diagnostic(message=told, severity=Severity.WARNING))
    if release.publish_at and (release.publish_at.tzinfo is None or release.publish_at <= now):
        told = "publish_at must be in the future and have a time zone"
        found.append(Diagnostic(message=told, hint="write it as 2026-12-24T07:00:00+01:00"))
    return found


def refusal(answer: Answer) -> FollowalongError:
    """What a bad answer means."""
    try:
        fields = answer.json()
    except NetworkInterrupted:
        fields = {}
    words = safe_words(str(fields.get("detail") or fields.get("error") or ""))
    why = f": {words}" if words else ""
    match answer.status:
        case HTTPStatus.UNAUTHORIZED:
            return LoginNeeded("PeerTube does not accept this login", hint="followalong login peertube")
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            hint = "make room on the instance or ask its administrator, then publish again"
            return QuotaReached(f"the account's room on PeerTube is used up{why}", hint=hint)
        case HTTPStatus.NOT_FOUND:
            return Conflict(f"PeerTube does not find it{why}")
        case _:
            return Refused(f"PeerTube said no (status {answer.status}){why}")
