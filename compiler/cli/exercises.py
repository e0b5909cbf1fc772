"""The command `exercises`."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli import completing
from compiler.cli.progress import progress_of
from compiler.cli.terminal import code_of, leave, say, tell, wide_console

if TYPE_CHECKING:
    from rich.table import Table

    from compiler.pipeline.catalogue import Catalogue, Sought

Texts = list[str] | None


def exercises(
    words: Annotated[Texts, typer.Argument(help="Words that must stand in it.", metavar="WORD")] = None,
    region: Annotated[Texts, typer.Option(metavar="neck,…", help="The part of the body it works on.")] = None,
    position: Annotated[Texts, typer.Option(metavar="seated,…", help="Where the body is.")] = None,
    level: Annotated[Texts, typer.Option(metavar="gentle,…", help="gentle, moderate or demanding.")] = None,
    equipment: Annotated[Texts, typer.Option(metavar="strap,…", help="What it takes.")] = None,
    without: Annotated[
        Texts,
        typer.Option(metavar="mat,…", help="What it must not ask for: things, positions, movements, parts."),
    ] = None,
    lang: Annotated[
        str,
        typer.Option(
            "--lang", metavar="de", help="Names and words in it.", autocompletion=completing.languages
        ),
    ] = "en",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.html", help="Write a page with pictures.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a list for programs.")] = False,
) -> None:
    """List and search the exercises there are: those of the project here, and the library's."""
    from compiler.pipeline.catalogue import Sought, as_object, catalogue

    if output and output.suffix.lower() not in {".html", ".htm"}:
        raise typer.BadParameter(f"{output} does not end with .html", param_hint="-o")
    sought = _checked(
        Sought(
            regions=_split(region),
            positions=_split(position),
            levels=_split(level),
            equipment=_split(equipment),
            without=_split(without),
            words=words or (),
        )
    )
    found = catalogue(Path.cwd(), lang.lower().replace("_", "-"), sought)
    tell(found.problems)
    if output:
        _write(found, output)
    elif as_json:
        say([json.dumps([as_object(one) for one in found.listed], ensure_ascii=False, indent=1)])
    else:
        wide_console().print(_table(found))
        say([f"{len(found.listed)} of {found.count} exercises"])
    leave(code_of(found.problems))


def _split(texts: Texts) -> tuple[str, ...]:
    names = [" ".join(name.lower().split()) for text in texts or () for name in text.split(",")]
    return tuple(dict.fromkeys(name for name in names if name))


def _checked(sought: "Sought") -> "Sought":
    """The same.

    Raises:
        BadParameter: a word that no exercise could answer to.
    """
    from compiler.load.avoiding import WORDS, things_of
    from compiler.load.project import project_of
    from compiler.model.about import EQUIPMENT, GROUPS, Level, Region
    from compiler.model.position import Body

    things = (*EQUIPMENT, *things_of(project_of(Path.cwd()))) if sought.equipment or sought.without else ()
    _known("--region", sought.regions, Region)
    _known("--position", sought.positions, (*Body, *GROUPS))
    _known("--level", sought.levels, Level)
    _known("--equipment", sought.equipment, things)
    _known("--without", sought.without, (*WORDS, *things))
    return sought


def _known(option: str, words: Collection[str], known: Iterable[str]) -> None:
    from compiler.model.hints import did_you_mean

    there = list(dict.fromkeys(map(str, known)))
    for word in words:
        if word not in there:
            hint = did_you_mean(word, there) or f"there are: {', '.join(there)}"
            raise typer.BadParameter(f"{word!r} is none ({hint})", param_hint=option)


def _write(found: "Catalogue", output: Path) -> None:
    from compiler.pipeline.catalogue_page import write_page
    from compiler.system.workshop import open_workshop

    with open_workshop() as shop, progress_of("exercises") as on_progress:
        write_page(found, replace(shop, on_progress=on_progress), output)
    say([f"wrote {output}: {len(found.listed)} exercises"])


def _table(found: "Catalogue") -> "Table":
    from rich.table import Table
    from rich.text import Text

    words = found.language.library
    table = Table(box=None, pad_edge=False)
    for heading in ("exercise", "", words.region, words.position, words.equipment, words.level, words.dose):
        table.add_column(heading, overflow="fold")
    for one in found.listed:
        step, about = one.step, one.step.about
        things = about.equipment or ([step.needs] if step.needs else ["—"])
        cells = (
            about.regions,
            [step.position.body] if step.position else [],
            things,
            [about.level] if about.level else [],
        )
        mine = " (own)" if one.own else ""
        told = (", ".join(words.word(value) for value in values) for values in cells)
        table.add_row(Text(step.id), Text(step.name + mine), *map(Text, told), Text(one.dose))
    return table
