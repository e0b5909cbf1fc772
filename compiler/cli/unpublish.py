"""The command `unpublish`."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli import completing
from compiler.cli.arguments import there
from compiler.cli.channel import at_terminal, opened_channel
from compiler.cli.flags import Patients, Profile, Sizes, named_variants
from compiler.cli.patients import for_routine
from compiler.cli.publish import SiteFolder
from compiler.cli.terminal import leave, tell
from compiler.model.errors import ExitCode, FollowalongError

if TYPE_CHECKING:
    from compiler.pipeline.variants import Variant
    from compiler.publish.ledger import Publication

Routines = Annotated[
    list[Path],
    typer.Argument(
        help="Routine files, or names as `status` shows them.",
        show_default=False,
        metavar="ROUTINE",
        autocompletion=completing.routines,
    ),
]
To = Annotated[
    str,
    typer.Option(
        "--to",
        help="Where to take it away from; everywhere, if nothing is said.",
        show_default=False,
        autocompletion=completing.remotes,
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Take it away without asking.")]


def unpublish(
    routines: Routines,
    to: To = "",
    patient: Patients = None,
    profile: Profile = None,
    size: Sizes = None,
    yes: Yes = False,
    folder: SiteFolder = None,
) -> None:
    """Take away what was published: video, page, captions, pictures, entries in lists and feed."""
    variants = named_variants(patient, profile, size)
    names = [
        name
        for path in routines
        for variant in for_routine(path, routines, variants)
        for name in _names(path, variant)
    ]
    found = list(_found(names, to, folder))
    if not found or not _agreed(found, yes=yes):
        leave(ExitCode.OK)
    code = ExitCode.OK
    for one in found:
        try:
            _take_away(one)
        except FollowalongError as error:
            tell(error.diagnostics)
            typer.echo(f"{one.name} is not taken away from {one.site}: run this again")
            code = code or error.exit_code
    leave(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class _There:
    """A release that is published somewhere; `folder` is that of a site."""

    name: str
    site: str
    folder: Path | None
    title: str


def _names(path: Path, variant: "Variant") -> list[str]:
    """What the ledger calls it: by the file, if it is there, else as it is written."""
    from compiler.pipeline.naming import release_name

    if path.is_file():
        there([path])
        return [release_name(path, variant)]
    return [str(path)]


def _found(names: list[str], to: str, folder: Path | None) -> Iterator[_There]:
    """All that is published under these names.

    Raises:
        BadParameter: nothing was ever published under one of them.
    """
    from compiler.publish import Ledger

    with closing(Ledger.open()) as ledger:
        for name in dict.fromkeys(names):
            known = ledger.all_publications(to or None, name)
            if not known:
                raise typer.BadParameter(_unknown(name, to, ledger.publications(to or None)))
            here = [p for p in ledger.publications(to or None, name) if _in(p, folder)]
            if not here:
                typer.echo(f"{name} is not published any more")
            places = {(p.site, p.account): p for p in here}
            for publication in places.values():
                yield _there(publication)


def _in(publication: "Publication", folder: Path | None) -> bool:
    return folder is None or publication.account == str(folder.absolute())


def _there(publication: "Publication") -> _There:
    from compiler.publish.remotes import REMOTES

    local = not REMOTES[publication.site].asks_first
    return _There(
        name=publication.name,
        site=publication.site,
        folder=Path(publication.account) if local else None,
        title=publication.title,
    )


def _unknown(name: str, to: str, published: "tuple[Publication, ...]") -> str:
    from compiler.model.hints import did_you_mean

    names = sorted({publication.name for publication in published})
    versions = [other for other in names if other.startswith(f"{name}.")]
    where = f" at {to}" if to else ""
    if versions:
        return f"{name} was not published{where}; its versions are: {', '.join(versions)}"
    hint = did_you_mean(name, names) or "followalong status lists what is"
    return f"{name} was not published{where}; {hint}"


def _agreed(found: list[_There], *, yes: bool) -> bool:
    if yes:
        return True
    told = ", ".join(f"{one.name} from {one.site}" for one in found)
    if not at_terminal():
        typer.echo(f"would take away {told}; add --yes to do it", err=True)
        return False
    return typer.confirm(f"Take away {told}? It cannot be undone.", err=True)


def _take_away(one: _There) -> None:
    from compiler.publish import unpublish as take_away

    with opened_channel(one.site, one.folder, dry_run=True) as channel:
        for gone in take_away(one.name, channel.publisher, channel.ledger):
            typer.echo(
                f"{gone.name} is taken away from {gone.site}" + (f": {gone.link}" if gone.link else "")
            )
