"""A sheet -> one HTML file with everything in it, to read on a screen and to print from a browser."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from compiler.handout.paper import BIG, USUAL, Paper, Print
from compiler.handout.qr import qr_svg
from compiler.handout.sheet import Sheet, SheetExercise
from compiler.publish.markup import Child, element, html_bytes

_KINDS = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".svg": "svg+xml"}
_SIZES = {Paper.A4: "A4", Paper.LETTER: "letter"}

_STYLE = """
@page { size: %(paper)s; margin: 13mm 15mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 5mm; max-width: 190mm; color: #10241f; background: #fff;
  font: %(letters)spt/1.4 Roboto, system-ui, "Segoe UI", "Noto Sans", sans-serif; }
header, .top { display: flex; gap: 6mm; justify-content: space-between; align-items: center; }
header { border-bottom: .6pt solid %(accent)s; padding-bottom: 3mm; margin-bottom: 3mm; }
header img { height: 14mm; max-width: 60mm; object-fit: contain; }
header p { margin: 0; text-align: right; color: #46605a; }
.top { align-items: flex-start; }
h1 { font-size: 1.35em; margin: 0; }
h2 { font-size: 1.08em; margin: 0; }
p { margin: .25em 0; }
.for { font-size: 1.15em; }
.schedule, .dose { color: %(accent)s; font-weight: 700; }
.stop { font-weight: 700; }
.soft, figcaption, footer { color: #46605a; }
.code { margin: 0; width: 30mm; flex: none; text-align: center; font-size: .8em; }
.code svg { display: block; width: 28mm; height: 28mm; margin: 0 auto 1mm; }
.code a { color: inherit; }
.address { font-size: .8em; }
article { border-top: .5pt solid #bbb; padding: 3mm 0; break-inside: avoid; }
.row { display: flex; gap: 5mm; }
.pictures { display: flex; %(direction)s gap: 2mm; flex: none; }
figure { margin: 0; }
figure img { display: block; width: %(picture)smm; aspect-ratio: 16/9; object-fit: contain; border-radius: 1.5mm; }
figcaption { text-align: center; font-size: .8em; }
ul { margin: .3em 0; padding-left: 1.1em; }
.careful { border-left: 1.2pt solid #b45309; padding-left: 2mm; font-size: .88em; }
.tick { break-inside: avoid; }
table { width: 100%%; border-collapse: collapse; margin-top: 2mm; table-layout: fixed; }
th, td { border: .5pt solid #999; padding: 1.5mm; text-align: center; }
.box { display: inline-block; width: 4mm; height: 4mm; border: .7pt solid #555; border-radius: .8mm; margin: 0 .8mm; }
footer { border-top: .5pt solid #bbb; margin-top: 3mm; padding-top: 2mm; font-size: .85em; }
@media print { body { padding: 0; max-width: none; } }
@media screen and (max-width: 40rem) { article .row, .top { flex-direction: column; } figure img { width: 100%%; } }
"""


def html(sheet: Sheet, how: Print) -> bytes:
    """The whole file; it loads nothing from elsewhere."""
    measures = BIG if how.big else USUAL
    style = _STYLE % {
        "paper": _SIZES[how.paper],
        "letters": measures.letters,
        "picture": measures.picture,
        "accent": sheet.accent,
        "direction": "flex-direction: column;" if how.big else "",
    }
    head = element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"name": "robots", "content": "noindex"}),
        element("title", None, sheet.title),
        element("style", None, style),
    )
    body = element(
        "body",
        None,
        *_whose(sheet),
        element("div", {"class": "top"}, element("div", None, *_about(sheet)), *_code(sheet)),
        *(_exercise(number, one, sheet) for number, one in enumerate(sheet.exercises, 1)),
        _tick(sheet),
        element("footer", None, sheet.disclaimer),
    )
    return html_bytes(element("html", {"lang": sheet.tag}, head, body))


def _whose(sheet: Sheet) -> Iterator[ET.Element]:
    brand = sheet.brand
    if brand and (brand.name or brand.logo or brand.contact):
        logo: Child = (
            element("img", {"src": _inside(brand.logo.path), "alt": brand.name}) if brand.logo else ""
        )
        lines = [line for line in (brand.name, *brand.contact) if line]
        told = [child for line in lines for child in (line, element("br"))][:-1]
        yield element("header", None, logo, element("p", None, *told))


def _about(sheet: Sheet) -> Iterator[ET.Element]:
    yield element("h1", None, sheet.title)
    parts = [
        ("for", sheet.for_whom),
        ("soft", sheet.summary),
        ("schedule", sheet.schedule),
        ("stop", sheet.stop),
    ]
    notes = [("note", note) for note in sheet.notes]
    for kind, text in (*parts, *notes, ("soft address", sheet.address)):
        if text:
            yield element("p", {"class": kind}, text)


def _code(sheet: Sheet) -> Iterator[ET.Element]:
    if sheet.address:
        ET.register_namespace("", "http://www.w3.org/2000/svg")
        drawn = ET.fromstring(qr_svg(sheet.address))
        words = element("a", {"href": sheet.address}, sheet.language.paper.scan)
        yield element("p", {"class": "code"}, drawn, words)


def _exercise(number: int, exercise: SheetExercise, sheet: Sheet) -> ET.Element:
    words = sheet.language.paper
    several = len(exercise.pictures) > 1
    pictures = [
        element(
            "figure",
            None,
            element("img", {"src": _inside(path), "alt": ""}),
            *([element("figcaption", None, moment)] if several else []),
        )
        for path, moment in zip(exercise.pictures, (words.start, words.end), strict=False)
    ]
    told = [
        element("h2", None, f"{number}. {exercise.name}"),
        element("p", {"class": "dose"}, exercise.dose),
        *([element("p", {"class": "soft"}, exercise.needs)] if exercise.needs else []),
        *([element("ul", None, *(element("li", None, s) for s in exercise.steps))] if exercise.steps else []),
    ]
    shown = [element("div", {"class": "pictures"}, *pictures)] if pictures else []
    row = element("div", {"class": "row"}, *shown, element("div", None, *told))
    return element("article", None, row, *_careful(exercise, sheet))


def _careful(exercise: SheetExercise, sheet: Sheet) -> Iterator[ET.Element]:
    if exercise.careful:
        label = element("b", None, f"{sheet.language.library.careful}: ")
        yield element("p", {"class": "careful"}, label, " ".join(exercise.careful))


def _tick(sheet: Sheet) -> ET.Element:
    words = sheet.language.paper
    days = element("tr", None, element("td"), *(element("th", {"scope": "col"}, day) for day in words.days))
    rows = [
        element(
            "tr",
            None,
            element("th", {"scope": "row"}, week),
            *(element("td", None, *_boxes(sheet)) for _ in words.days),
        )
        for week in sheet.weeks
    ]
    heading = element("h2", None, words.tick_off)
    return element("section", {"class": "tick"}, heading, element("table", None, days, *rows))


def _boxes(sheet: Sheet) -> Iterator[ET.Element]:
    for _ in range(sheet.times_a_day):
        yield element("span", {"class": "box"})


def _inside(path: Path) -> str:
    """A picture as an address that holds all of it."""
    data = b64encode(path.read_bytes()).decode()
    return f"data:image/{_KINDS.get(path.suffix.lower(), 'jpeg')};base64,{data}"
