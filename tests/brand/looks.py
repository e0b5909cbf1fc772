"""Looks and scenes that the tests of this folder share."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

from compiler.draw import Theme, load_look
from compiler.model.brand import Brand, BrandColours, Colour, Corner, CountAt, Layout, Letters, Look, PanelAt
from compiler.model.callouts import ShownCallout
from compiler.model.timeline import Scene
from compiler.pipeline.look_scenes import look_scenes

RATE = Fraction(10)
SIZES = {"wide": (384, 216), "upright": (216, 384), "square": (240, 240)}

LONG = {
    "title": "Rückenmuskulaturentspannung und Oberschenkeldehnung im Bett",
    "subtitle": "Fünf Bewegungen für Lendenwirbelsäulenbeschwerden, bevor der Tag beginnt.",
    "kicker": "Zum Mitmachen · 12 Min.",
    "name": "Oberschenkelrückseitendehnung im Liegen",
    "side": "Linke Oberschenkelrückseite",
    "text": "Legen Sie sich auf den Rücken, die Oberschenkelrückseiten entspannt.",
    "needs": "Bitte bereithalten: ein Nackenstützkissen und ein Gymnastikband",
    "speaker": "Magdalena Mustermann",
    "speaker_role": "Physiotherapeutin für den Beckenboden",
    "disclaimer": "Allgemeine Information, keine medizinische Beratung. Bei Schmerzen bitte aufhören.",
    "ring_unit": "Sek.",
    "missing": "Aufnahme fehlt noch",
    "brand": "Physiotherapiepraxis Lindenhof",
}
CALLOUT = ShownCallout(
    text="Oberschenkelrückseite lang lassen",
    at=(Fraction(1, 2), Fraction(1, 2)),
    ranges=((0, 300),),
    arrow=True,
)
DETAILS = {
    "hold": "Halten · Satz 1 von 2",
    "get ready": "Halten · Satz 1 von 2",
    "clip to be filmed": "Halten · Satz 1 von 2",
    "repetitions": "Anheben · halten · langsam senken",
    "switch": "Oberschenkelrückseite · jetzt: rechtes Bein",
    "rest": "30 Sekunden je Seite · 2 Sätze",
}
TITLES = {"switch": "Seitenwechsel", "end": "Gut gemacht"}


def long_scenes(brand: Brand | None, *, burnt_in: bool = False) -> dict[str, Scene]:
    """One of every kind, with long German words in all places that have words."""
    found = {name: _long(name, scene) for name, scene in look_scenes(brand, burnt_in=burnt_in).items()}
    return found | {"callout": replace(found["hold"], callouts=(CALLOUT,))}


def _long(kind: str, scene: Scene) -> Scene:
    said = LONG | {"detail": DETAILS.get(kind, LONG["name"]), "title": TITLES.get(kind, LONG["title"])}
    said |= {"name": "für Magdalena"} if kind == "title" else {}
    said |= {"kicker": "Pause · als Nächstes"} if kind == "rest" else {}
    words = tuple((name, said.get(name, text)) for name, text in scene.words)
    return replace(scene, words=words, phases=None)


def arrangements(letters: Letters | None) -> Iterator[Layout]:
    """Every way to lay out an exercise; without a place of its own the count is opposite the panel."""
    for panel in (None, *PanelAt):
        opposite = CountAt.LEFT if panel is PanelAt.RIGHT else CountAt.RIGHT
        for count_at in (one for one in (None, *CountAt) if one is not opposite):
            yield Layout(panel=panel, count_at=count_at, letters=letters)


def coloured(main: str = "#16324F", accent: str = "#F2A541", text: str | None = None) -> BrandColours:
    chosen = Colour(value=text) if text else None
    return BrandColours(main=Colour(value=main), accent=Colour(value=accent), text=chosen)


def brand(**how: object) -> Brand:
    usual = {
        "path": Path("brand.yaml"),
        "name": "Praxis Lindenhof",
        "colours": coloured(),
        "contact": ("Telefon 0171 2345678", "Lindenstraße 4, Musterstadt"),
        "links": ("lindenhof.example",),
    }
    return Brand(**usual | how)  # type: ignore[arg-type]


@cache
def theme_in(look: Look) -> Theme:
    theme, problems = load_look(look)
    assert theme, [problem.render() for problem in problems]
    return theme


CORNERS = tuple(Corner)
