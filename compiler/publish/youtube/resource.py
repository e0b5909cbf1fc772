"""A release in YouTube's words, and the limits that they must keep."""

import re
from datetime import datetime
from itertools import pairwise
from typing import Any

from compiler.model.errors import Diagnostic, Severity
from compiler.model.timing import times_in
from compiler.publish.limits import (
    YouTubeLimits,
    category_id,
    category_problems,
    limits,
    reach_problems,
    thumbnail_problems,
)
from compiler.publish.release import Privacy, Release
from compiler.publish.remote import preferences_path

_CHAPTER = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\s+\S.*")


def video_body(release: Release) -> dict[str, Any]:
    """The JSON that goes with an upload: always private, whatever the release is to become."""
    return {"snippet": snippet_of(release), "status": status_of(release, Privacy.PRIVATE, None)}


def snippet_of(release: Release) -> dict[str, Any]:
    """Title, description and the like."""
    return {
        "title": release.title,
        "description": release.description,
        "tags": list(release.tags),
        "categoryId": str(category_id(release, limits().youtube.categories)),
        "defaultLanguage": release.language,
        "defaultAudioLanguage": release.language,
    }


def status_of(release: Release, privacy: Privacy, publish_at: datetime | None) -> dict[str, Any]:
    """Who may watch, and the author's declarations: YouTube forgets those that an update leaves out."""
    status: dict[str, Any] = {
        "privacyStatus": privacy.value,
        "selfDeclaredMadeForKids": bool(release.made_for_kids),
        "containsSyntheticMedia": bool(release.synthetic_media),
    }
    if publish_at:
        status["publishAt"] = publish_at.isoformat()
    return status


def released_status(release: Release) -> dict[str, Any]:
    """The status once all is attached; a scheduled video stays private until YouTube releases it."""
    if release.publish_at:
        return status_of(release, Privacy.PRIVATE, release.publish_at)
    return status_of(release, release.privacy, None)


def problems_of(release: Release, now: datetime) -> list[Diagnostic]:
    """Every limit that is broken, and what is only worth a warning."""
    known = limits().youtube
    return [
        *reach_problems(release),
        *_text_problems(release, known),
        *_tag_problems(release, known),
        *category_problems(release, known.categories),
        *thumbnail_problems(release, known.thumbnail_bytes, known.thumbnail_formats),
        *_declaration_problems(release),
        *_schedule_problems(release, now),
        *_chapter_problems(release.description, known),
    ]


def _text_problems(release: Release, known: YouTubeLimits) -> list[Diagnostic]:
    found = []
    title, description = release.title, release.description
    if not title.strip():
        found.append(Diagnostic(message="YouTube wants a title"))
    if len(title) > known.title_characters:
        told = f"the title has {len(title)} characters, YouTube takes at most {known.title_characters}"
        found.append(Diagnostic(message=told))
    size = len(description.encode())
    if size > known.description_bytes:
        told = f"the description has {size:,} bytes, YouTube takes at most {known.description_bytes:,}"
        found.append(Diagnostic(message=told, hint="letters with accents count as two bytes or more"))
    for what, text in (("title", title), ("description", description)):
        bad = sorted(set(text) & set(known.forbidden_characters))
        if bad:
            found.append(Diagnostic(message=f"YouTube takes no {' or '.join(bad)} in the {what}"))
    return found


def tag_characters(tags: tuple[str, ...]) -> int:
    """How YouTube counts tags: commas between them, two quotes around one with a space."""
    return sum(len(tag) + (2 if " " in tag else 0) for tag in tags) + max(0, len(tags) - 1)


def _tag_problems(release: Release, known: YouTubeLimits) -> list[Diagnostic]:
    count = tag_characters(release.tags)
    if count > known.tags_characters:
        told = (
            f"the tags have {count} characters as YouTube counts, at most {known.tags_characters} are taken"
        )
        return [Diagnostic(message=told, hint="leave some out")]
    return []


_ANSWER = (
    "write {name}: yes or {name}: no, once for all under youtube: in {file}, or under publish: in the routine"
)


def _declaration_problems(release: Release) -> list[Diagnostic]:
    asked = (
        ("made_for_kids", release.made_for_kids, "whether the video is made for children"),
        ("synthetic_media", release.synthetic_media, "whether realistic scenes are synthetic or altered"),
    )
    return [
        Diagnostic(
            message=f"YouTube must be told {what}", hint=_ANSWER.format(name=name, file=preferences_path())
        )
        for name, answer, what in asked
        if answer is None
    ]


def _schedule_problems(release: Release, now: datetime) -> list[Diagnostic]:
    if release.publish_at is None:
        return []
    if release.publish_at.tzinfo is None:
        hint = "write it as 2026-12-24T07:00:00+01:00"
        return [Diagnostic(message="publish_at has no time zone", hint=hint)]
    if release.publish_at <= now:
        return [Diagnostic(message=f"publish_at is not in the future ({release.publish_at.isoformat()})")]
    return []


def chapters_shown(release: Release) -> tuple[str, ...]:
    """The lines of the description that YouTube takes for chapters; none where it shows none."""
    if _chapter_problems(release.description, limits().youtube):
        return ()
    return tuple(
        line.strip() for line in release.description.splitlines() if _CHAPTER.fullmatch(line.strip())
    )


def _chapter_problems(description: str, known: YouTubeLimits) -> list[Diagnostic]:
    """A list of chapters that breaks a rule is silently none, so it is warned of."""
    starts = [
        _seconds(found) for line in description.splitlines() if (found := _CHAPTER.fullmatch(line.strip()))
    ]
    if not starts:
        return []
    strays = [time for line in description.splitlines() for time in times_in(_beside_chapter(line.strip()))]
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    broken = [
        (starts[0] != 0, "the first does not start at 0:00"),
        (len(starts) < known.chapters_least, f"there are fewer than {known.chapters_least}"),
        (any(g < known.chapter_seconds for g in gaps), f"one is shorter than {known.chapter_seconds} s"),
        (bool(strays), f"{', '.join(strays[:3])} elsewhere in the description reads as one of them"),
    ]
    return [
        Diagnostic(message=f"YouTube will show no chapters: {why}", severity=Severity.WARNING)
        for is_broken, why in broken
        if is_broken
    ]


def _beside_chapter(line: str) -> str:
    """A line of a description without the time that makes it a chapter."""
    found = _CHAPTER.fullmatch(line)
    return line[found.end(3) :] if found else line


def _seconds(found: re.Match[str]) -> int:
    hours, minutes, seconds = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
