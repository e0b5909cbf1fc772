"""A dry run of the site: the card of a routine as the index will show it, and what differs from what is there."""

from dataclasses import replace
from pathlib import Path

from compiler.model.timing import clock
from compiler.publish.markup import element
from compiler.publish.preview import Change, Difference, Look, compared, data_address, size_words
from compiler.publish.publisher import Publisher
from compiler.publish.release import Release, VideoFacts, read_part
from compiler.publish.site.folder import Site
from compiler.publish.site.pages import card
from compiler.publish.site.record import (
    SiteExercise,
    SiteRecord,
    load_record,
    load_records,
    media_name,
    record_of,
    record_path,
)


def look(publisher: Publisher, release: Release) -> Look:
    """How the release will look on the site, beside what is there now.

    Raises:
        BadMedia: the video, a caption or the thumbnail is missing.
    """
    if not isinstance(publisher, Site):
        raise TypeError("the look of a site is asked of a site")
    folder = publisher.settings.folder
    path = record_path(folder, release.outside_name)
    known = load_record(path) if path.exists() else None
    facts = VideoFacts.of(release.video)
    video = media_name(release.outside_name, "video", facts.sha256[:12], ".mp4")
    record = record_of(release, video, facts.bytes, known.published if known else "")
    picture = read_part(release.thumbnail)
    site = publisher.look(release)
    style = site.files[site.named["site.css"]].decode()
    shown = card(replace(record, poster=data_address(picture)))
    for link in shown.iter("a"):
        link.attrib.pop("href", None)
    listed = folder.is_dir() and not release.personal
    others = (one for one in load_records(folder) if one.name != release.name) if listed else ()
    return Look(
        mock_up=element("ul", {"class": "cards"}, shown),
        style=style,
        differences=(*_words(known, record), *_files(known, record, folder, picture)),
        beside=tuple((one.name, one.title) for one in others),
    )


def _words(known: SiteRecord | None, record: SiteRecord) -> list[Difference]:
    """All that is read on the page."""
    before, now = _texts(known) if known else {}, _texts(record)
    found = [compared(what, before.get(what), lines) for what, lines in now.items()]
    return [one for one in found if one.was or one.now]


def _texts(record: SiteRecord) -> dict[str, tuple[str, ...]]:
    return {
        "Title": (record.title,),
        "Summary": _lines(record.summary),
        "Description": _lines(record.description),
        "Disclaimer": _lines(record.disclaimer),
        "Language": (record.language,),
        "Length": (clock(record.duration),),
        "Exercises": tuple(_exercise(exercise) for exercise in record.exercises),
        "Chapters": tuple(f"{clock(start)} {title}" for start, title in record.chapters),
        "Transcript": tuple(words for _, words in record.transcript),
        "Tags": record.tags,
    }


def _exercise(exercise: SiteExercise) -> str:
    needs = (exercise.needs,) if exercise.needs else ()
    return " · ".join(part for part in (exercise.name, exercise.dose, *needs, *exercise.steps) if part)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


def _files(known: SiteRecord | None, record: SiteRecord, folder: Path, picture: bytes) -> list[Difference]:
    """The files beside the page: their names tell whether they are the same."""
    video = compared("Video", (known.video,) if known else None, (record.video,))
    poster = compared("Poster", (known.poster,) if known else None, (record.poster,))
    there = folder / known.poster if known else None
    old = [there.read_bytes()] if there and poster.change is Change.CHANGED and there.is_file() else []
    captions = dict(known.captions) if known else {}
    listed = dict(record.captions)
    spoken = [
        compared(
            f"Captions {language}",
            (captions[language],) if language in captions else None,
            (listed[language],) if language in listed else (),
        )
        for language in dict.fromkeys((*captions, *listed))
    ]
    before = (size_words(known.video_bytes),) if known else ()
    return [
        replace(video, was=before, now=(size_words(record.video_bytes),)),
        replace(poster, was=(), now=(), pictures=(*old, picture)),
        *(replace(one, was=(), now=()) for one in spoken),
    ]
