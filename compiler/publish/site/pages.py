"""The pages of the site: one for each routine, and the index with posters."""

import re
from xml.etree import ElementTree as ET

from compiler.language import counted, language_of, own_name
from compiler.model.timing import clock
from compiler.publish.markup import Child, element, html_bytes
from compiler.publish.site.record import SiteRecord
from compiler.publish.site.settings import SiteSettings
from compiler.publish.site.structured import json_ld

_CHAPTER = re.compile(r"\d+:\d\d(:\d\d)? ")


def routine_page(record: SiteRecord, settings: SiteSettings, look: dict[str, str]) -> bytes:
    """The page of one routine. `look` maps site.css and site.js to their names in the folder."""
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
        element(
            "div",
            {"class": "stage"},
            element("div", {"class": "player"}, _player(record)),
            *_chapters(record),
        ),
        element("p", {"class": "advice"}, record.disclaimer),
        element("div", {"class": "columns"}, *_exercises(record), _more(record)),
        *_transcript(record),
    )
    return _page(
        record.language,
        f"{record.title} · {settings.title}",
        record.summary,
        look,
        main,
        picture=settings.shared(record.poster),
        structured=json_ld(record, settings),
    )


def index_page(records: tuple[SiteRecord, ...], settings: SiteSettings, look: dict[str, str]) -> bytes:
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
    return _page(settings.language, settings.title, settings.summary, look, main, picture=picture)


def _page(
    language: str,
    title: str,
    summary: str,
    look: dict[str, str],
    main: ET.Element,
    *,
    picture: str,
    structured: str = "",
) -> bytes:
    words = language_of(language).site
    told = [element("script", {"type": "application/ld+json"}, structured)] if structured else []
    head = element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("title", None, title),
        element("meta", {"name": "description", "content": summary}),
        element("meta", {"name": "theme-color", "content": "#17463c"}),
        element("meta", {"property": "og:title", "content": title}),
        element("meta", {"property": "og:image", "content": picture}),
        element("link", {"rel": "icon", "href": look["icon.svg"], "type": "image/svg+xml"}),
        element("link", {"rel": "stylesheet", "href": look["site.css"]}),
        element(
            "link", {"rel": "alternate", "type": "application/rss+xml", "href": "feed.xml", "title": title}
        ),
        element("script", {"src": look["site.js"], "defer": "defer"}),
        *told,
    )
    top = element(
        "nav",
        {"class": "top", "aria-label": words.all_routines},
        element("a", {"href": "index.html"}, words.all_routines),
        element("a", {"href": "feed.xml"}, words.feed),
    )
    foot = element("footer", None, element("p", None, words.not_advice))
    skip = element("a", {"class": "skip", "href": "#main"}, words.skip)
    body = element("body", None, skip, top, main, foot)
    return html_bytes(element("html", {"lang": language}, head, body))


def _player(record: SiteRecord) -> ET.Element:
    tracks = [
        element(
            "track",
            {"kind": "captions", "src": file, "srclang": language, "label": own_name(language)},
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
            "poster": record.poster,
            "aria-label": record.title,
        },
        element("source", {"src": record.video, "type": "video/mp4"}),
        *tracks,
        element("a", {"href": record.video}, language_of(record.language).site.download),
    )


def _chapters(record: SiteRecord) -> list[ET.Element]:
    """A list whose links are good without a script too: they open the video file at that place."""
    if not record.chapters:
        return []
    words = language_of(record.language).site
    entries = [
        element(
            "li",
            None,
            element(
                "a",
                {"href": f"{record.video}#t={_exact(start)}", "data-start": _exact(start)},
                element("span", {"class": "time"}, clock(start)),
                " ",
                element("span", None, title),
            ),
        )
        for start, title in record.chapters
    ]
    heading = element("h2", {"id": "chapters"}, words.chapters)
    return [
        element(
            "section",
            {"class": "chapters", "aria-labelledby": "chapters"},
            heading,
            element("ol", None, *entries),
        )
    ]


def _exact(seconds: float) -> str:
    """Seconds to the millisecond, as short as can be: 90, 1.5."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".")


def _exercises(record: SiteRecord) -> list[ET.Element]:
    if not record.exercises:
        return []
    heading = element("h2", None, language_of(record.language).site.exercises)
    names = element("ul", {"class": "exercises"}, *(element("li", None, name) for name in record.exercises))
    return [element("section", None, heading, names)]


def _more(record: SiteRecord) -> ET.Element:
    """The description without what the page shows elsewhere: summary, chapters, disclaimer."""
    words = language_of(record.language).site
    shown = {"", record.summary.strip(), record.disclaimer.strip()}
    told = [line for line in map(str.strip, record.description.splitlines()) if line not in shown]
    lines = [element("p", None, line) for line in told if not _CHAPTER.match(line)]
    link = element("p", None, element("a", {"href": record.video, "download": "download"}, words.download))
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
    listed = len(record.exercises)
    count = f" · {counted(language.phrases.exercise, listed)}" if listed else ""
    return f"{minutes} {language.site.minutes}{count}"
