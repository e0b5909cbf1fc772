"""Who shows the exercise: skin, hair, clothes and build, each in a data file of this package."""

import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from compiler.figure.body import Build
from compiler.figure.models import Number
from compiler.model.errors import Diagnostic, InvalidRoutine
from compiler.model.hints import did_you_mean
from compiler.yaml import Located, Problem, Record, Text, choice, read_yaml, scalar

_FOLDER = Path(__file__).parent / "presenters"
DEFAULT = "default"


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise Problem(f"must be a colour such as '#2f8f83', got {text[:20]}", hint="put it between quotes")
    return text.lower()


Colour = Annotated[Located[str], PlainValidator(scalar(_colour)), WithJsonSchema({"type": "string"})]
HAIR_STYLES = ("short", "bun", "ponytail", "bob", "cropped")
Style = Annotated[
    Located[str], PlainValidator(scalar(choice(*HAIR_STYLES))), WithJsonSchema({"enum": list(HAIR_STYLES)})
]
Sleeves = Annotated[
    Located[str], PlainValidator(scalar(choice("short", "long"))), WithJsonSchema({"enum": ["short", "long"]})
]


class PresenterRecord(Record):
    """A presenter's file. `build` changes radii (in centimetres) of the common body."""

    describes: Text
    skin: Colour
    hair: Colour
    hair_style: Style
    top: Colour
    sleeves: Sleeves
    bottom: Colour
    shoes: Colour
    build: dict[str, Number] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presenter:
    """Colours as #rrggbb; `source` is the file's text, for keys."""

    name: str
    describes: str
    skin: str
    hair: str
    hair_style: str
    top: str
    sleeves: str
    bottom: str
    shoes: str
    build: Build
    source: str


@cache
def presenters() -> tuple[str, ...]:
    """The names that can be asked for, "default" first."""
    names = sorted(p.stem for p in _FOLDER.glob("*.yaml"))
    return (DEFAULT, *(n for n in names if n != DEFAULT))


@cache
def presenter_named(name: str) -> Presenter:
    """The presenter of that name.

    Raises:
        InvalidRoutine: there is none, or its file has a mistake.
    """
    if name not in presenters():
        hint = did_you_mean(name, presenters()) or f"there are: {', '.join(presenters())}"
        raise InvalidRoutine(f"there is no presenter {name[:40]!r}", hint=hint)
    presenter, problems = read_presenter(_FOLDER / f"{name}.yaml")
    if presenter is None:
        raise InvalidRoutine(*problems)
    return presenter


def read_presenter(path: Path) -> tuple[Presenter | None, list[Diagnostic]]:
    """The presenter in a file, or what is wrong with it."""
    record, problems = read_yaml(path, PresenterRecord)
    if record is None:
        return None, problems
    known = {f.name for f in fields(Build)}
    girths = record.build or {}
    problems = [
        Diagnostic(message=f"a build has no {n!r}", span=v.span, hint=did_you_mean(n, known))
        for n, v in girths.items()
        if n not in known
    ]
    if problems:
        return None, problems
    presenter = Presenter(
        name=path.stem,
        describes=record.describes.value,
        skin=record.skin.value,
        hair=record.hair.value,
        hair_style=record.hair_style.value,
        top=record.top.value,
        sleeves=record.sleeves.value,
        bottom=record.bottom.value,
        shoes=record.shoes.value,
        build=Build(**{n: v.value for n, v in girths.items()}),
        source=path.read_text(encoding="utf-8"),
    )
    return presenter, []
