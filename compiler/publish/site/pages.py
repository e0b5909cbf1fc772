"""The pages of the site: one for each routine, and the index with posters."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from compiler.language import counted, language_of, own_name
from compiler.model.timing import clock
from compiler.publish.markup import Child, element, html_bytes
from compiler.publish.site.look import SiteLook
from compiler.publish.site.programme import distinct, programme
from compiler.publish.site.record import SiteRecord, home, local
from compiler.publish.site.settings import SiteSettings
from compiler.publish.site.structured import json_ld

_CHAPTER = re.compile(r"\d+:\d\d(:\d\d)? ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What a page tells of itself. `root` is the way to the site's folder; a `hidden` page is taken up by nobody."""

    language: str
    title: str
    summary: str
    picture: str = ""
    structured: str = ""
    root: str = ""
    hidden: bool = False


def routine_page(record: SiteRecord, settings: SiteSettings, look: SiteLook) -> bytes:
    """The page of one routine; of what is for one person, without a way to what is listed of it."""
    about = [element("p", {"class": "summary"}, record.summary)] if record.summary else []
    head = element(
        "header",
        {"class": "routine-head"},
        element("p", {"class": "eyebrow"}, _length(record)),
        element("h1", None, record.title),
        *about,
    )
    main = element(
        "main",
        {"id": "main"},
        head,
        element("div", {"class": "player"}, _player(record)),
        element("p", {"class": "advice"}, record.disclaimer),
        *programme(record),
        _more(record),
        *_transcript(record),
    )
    personal = record.is_personal
    about_page = _Head(
        language=record.language,
        title=record.title if personal else f"{record.title} · {settings.title}",
        summary=record.summary,
        picture="" if personal else settings.shared(record.poster),
        structured="" if personal else json_ld(record, settings),
        root="../" * home(record.name).count("/"),
        hidden=personal,
    )
    return _page(about_page, settings, look, main)


def index_page(records: tuple[SiteRecord, ...], settings: SiteSettings, look: SiteLook) -> bytes:
    """The index, in the order given."""
    head = element(
        "header",
        {"class": "site-head"},
        element("h1", None, settings.title),
        element("p", {"class": "summary"}, settings.summary),
    )
    cards = element("ul", {"class": "cards"}, *(card(record) for record in records))
    main = element("main", {"id": "main"}, head, cards)
    picture = settings.shared(records[0].poster) if records else ""
    told = _Head(language=settings.language, title=settings.title, summary=settings.summary, picture=picture)
    return _page(told, settings, look, main)


def _page(told: _Head, settings: SiteSettings, look: SiteLook, main: ET.Element) -> bytes:
    words = language_of(told.language).site
    skip = element("a", {"class": "skip", "href": "#main"}, words.skip)
    foot = element("footer", None, element("p", None, words.not_advice))
    body = element("body", None, skip, _top(told, settings, look), main, foot)
    return html_bytes(element("html", {"lang": told.language}, _head(told, look), body))


def _head(told: _Head, look: SiteLook) -> ET.Element:
    """A hidden page says so, and tells other sites nothing, not even where somebody comes from who follows a link."""
    own = {name: f"{told.root}{file}" for name, file in look.named.items()}
    feed = {"rel": "alternate", "type": "application/rss+xml", "href": "feed.xml", "title": told.title}
    if told.hidden:
        shared = [
            element("meta", {"name": "robots", "content": "noindex, nofollow, noarchive, noimageindex"}),
            element("meta", {"name": "referrer", "content": "no-referrer"}),
        ]
    else:
        shared = [
            element("meta", {"name": "description", "content": told.summary}),
            element("meta", {"property": "og:title", "content": told.title}),
            element("meta", {"property": "og:image", "content": told.picture}),
            element("link", feed),
        ]
    structured = (
        [element("script", {"type": "application/ld+json"}, told.structured)] if told.structured else []
    )
    return element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("title", None, told.title),
        element("meta", {"name": "theme-color", "content": look.bar}),
        *shared,
        element("link", {"rel": "icon", "href": own["icon.svg"], "type": "image/svg+xml"}),
        element("link", {"rel": "stylesheet", "href": own["site.css"]}),
        element("script", {"src": own["site.js"], "defer": "defer"}),
        *structured,
    )


def _top(told: _Head, settings: SiteSettings, look: SiteLook) -> ET.Element:
    words = language_of(told.language).site
    logo = {"class": "logo", "src": f"{told.root}{look.logo}", "alt": look.name or settings.title}
    brand: list[Child] = [element("img", logo)] if look.logo else []
    if told.hidden:
        label = words.for_you
        return element("div", {"class": "top"}, *brand, element("span", None, label))
    return element(
        "nav",
        {"class": "top", "aria-label": words.all_routines},
        element("a", {"href": "index.html"}, *brand, words.all_routines),
        element("a", {"href": "feed.xml"}, words.feed),
    )


def _player(record: SiteRecord) -> ET.Element:
    tracks = [
        element(
            "track",
            {
                "kind": "captions",
                "src": local(file, record.name),
                "srclang": language,
                "label": own_name(language),
            },
        )
        for language, file in record.captions
    ]
    return element(
        "video",
        {
            "id": "video",
            "controls": "controls",
            "playsinline": "playsinline",
            "preload": "metadata",
            "poster": local(record.poster, record.name),
            "aria-label": record.title,
        },
        element("source", {"src": local(record.video, record.name), "type": "video/mp4"}),
        *tracks,
        element("a", {"href": local(record.video, record.name)}, language_of(record.language).site.download),
    )


def _more(record: SiteRecord) -> ET.Element:
    """The description without what the page shows elsewhere: summary, chapters, exercises, disclaimer."""
    words = language_of(record.language).site
    doses = {f"• {exercise.name}: {exercise.dose}" for exercise in record.exercises}
    shown = {"", record.summary.strip(), record.title.strip(), record.disclaimer.strip(), *doses}
    told = [line for line in map(str.strip, record.description.splitlines()) if line not in shown]
    lines = [element("p", None, line) for line in told if not _CHAPTER.match(line)]
    video = {"href": local(record.video, record.name), "download": "download"}
    link = element("p", None, element("a", video, words.download))
    return element("section", {"class": "about"}, element("h2", None, words.about), *lines, link)


def _transcript(record: SiteRecord) -> list[ET.Element]:
    if not record.transcript:
        return []
    said: list[Child] = [
        element("p", None, element("span", {"class": "time"}, clock(start)), " ", text)
        for start, text in record.transcript
    ]
    heading = element("summary", None, language_of(record.language).site.transcript)
    return [element("details", {"class": "transcript"}, heading, *said)]


def card(record: SiteRecord) -> ET.Element:
    """A routine on the index."""
    picture = element(
        "span",
        {"class": "poster"},
        element("img", {"src": record.poster, "alt": "", "loading": "lazy", "width": "640", "height": "360"}),
        element("span", {"class": "badge"}, clock(record.duration)),
    )
    words = element(
        "span",
        {"class": "words"},
        element("span", {"class": "card-title"}, record.title),
        element("span", {"class": "card-summary"}, record.summary),
        element("span", {"class": "card-length"}, _length(record)),
    )
    link = element("a", {"class": "card", "href": record.page}, picture, words)
    return element("li", {"lang": record.language}, link)


def _length(record: SiteRecord) -> str:
    language = language_of(record.language)
    minutes = max(1, round(record.duration / 60))
    listed = len(distinct(record))
    count = f" · {counted(language.phrases.exercise, listed)}" if listed else ""
    return f"{minutes} {language.site.minutes}{count}"
