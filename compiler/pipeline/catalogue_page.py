"""A catalogue of exercises -> one HTML page that holds everything, with a picture of where each begins and ends."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from compiler.language import LibraryWords
from compiler.model.about import Caution
from compiler.pipeline.catalogue import Catalogue, Listed
from compiler.publish.markup import Child, element, html_bytes
from compiler.render.stills import exercise_pictures
from compiler.store import write_atomically
from compiler.store.scratch import scratch_folder
from compiler.system.workshop import Workshop

WIDTH = 480
"""Pixels of a picture on the page."""

_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; color: #10241f; background: #f4f8f7;
  font: 1rem/1.45 Roboto, system-ui, "Segoe UI", "Noto Sans", sans-serif; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem; }
article { background: #fff; border-radius: .8rem; padding: 1rem; }
h1 { margin: 0 0 1rem; } h2 { margin: .6rem 0 .2rem; font-size: 1.15rem; }
.pictures { display: flex; gap: .4rem; }
.pictures img { flex: 1 1 0; min-width: 0; width: 50%; border-radius: .5rem; aspect-ratio: 16/9; object-fit: contain; }
p { margin: .2rem 0; } dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .7rem; margin: .5rem 0; }
dt { color: #46605a; } dd { margin: 0; }
ul { margin: .3rem 0 0; padding-left: 1.1rem; font-size: .92rem; }
code, small { color: #46605a; }
.careful { border-left: .2rem solid #b45309; padding-left: .6rem; }
@media print { body { background: #fff; padding: 0; } article { break-inside: avoid; border: 1px solid #ccc; } }
"""


def write_page(found: Catalogue, shop: Workshop, destination: Path) -> None:
    """The page, whole or not at all.

    Raises:
        BadMedia: footage of an exercise is missing, damaged or not what it says.
        CannotWrite: the folder does not take the file.
    """
    pictures = exercise_pictures(found.timeline, shop) if found.timeline else {}
    with scratch_folder() as folder:
        cards = [
            _card(one, [_small(path, folder / path.name) for path in pictures[index]], found)
            for index, one in enumerate(found.listed)
        ]
    page = html_bytes(_page(cards, found))
    write_atomically(destination, lambda unfinished: unfinished.write_bytes(page))


def _page(cards: list[ET.Element], found: Catalogue) -> ET.Element:
    title = found.language.library.exercises
    head = element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("title", None, title),
        element("style", None, _STYLE),
    )
    body = element(
        "body", None, element("h1", None, f"{title} ({len(cards)})"), element("main", None, *cards)
    )
    return element("html", {"lang": found.language.code}, head, body)


def _card(one: Listed, pictures: list[str], found: Catalogue) -> ET.Element:
    step, words = one.step, found.language.library
    shown = [element("img", {"src": picture, "alt": ""}) for picture in pictures]
    return element(
        "article",
        {"id": step.id},
        *([element("div", {"class": "pictures"}, *shown)] if shown else []),
        element("h2", None, step.name),
        element("code", None, step.id),
        element("p", None, step.about.purpose),
        element("dl", None, *_facts(one, words)),
        *_careful(step.about.careful_with, words),
    )


def _facts(one: Listed, words: LibraryWords) -> Iterator[ET.Element]:
    step, about = one.step, one.step.about
    rows = (
        (words.dose, [one.dose]),
        (words.region, about.regions),
        (words.position, [step.position.body] if step.position else []),
        (words.movements, about.movements),
        (words.equipment, about.equipment or ([step.needs] if step.needs else [words.nothing])),
        (words.level, [about.level] if about.level else []),
    )
    for heading, values in rows:
        if values:
            yield element("dt", None, heading)
            yield element("dd", None, ", ".join(words.word(value) for value in values))


def _careful(cautions: tuple[Caution, ...], words: LibraryWords) -> Iterator[ET.Element]:
    if not cautions:
        return
    told: list[Child] = [element("p", None, words.careful)]
    items = [element("li", None, one.about, *_source(one)) for one in cautions]
    yield element("div", {"class": "careful"}, *told, element("ul", None, *items))


def _source(caution: Caution) -> Iterator[Child]:
    if caution.source:
        yield " "
        yield element("small", None, f"({caution.source})")


def _small(path: Path, destination: Path) -> str:
    """A picture as an address that holds all of it, as large as the page shows it."""
    import av

    from compiler.media.planes import picture_of_frame
    from compiler.render.jpeg import write_jpeg

    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
    write_jpeg(picture_of_frame(frame), WIDTH, WIDTH * frame.height // frame.width // 2 * 2, destination)
    return f"data:image/jpeg;base64,{b64encode(destination.read_bytes()).decode()}"
