"""The commands that deal with channels: publish, login, status, serve. Flags in, words and exit code out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compiler.cli import completing
from compiler.cli.arguments import On, Routines, distinct
from compiler.cli.dry_run import DryRun
from compiler.cli.elsewhere import working_on
from compiler.cli.flags import customisable
from compiler.cli.progress import progress_of
from compiler.cli.terminal import leave, tell
from compiler.model.errors import ExitCode, FollowalongError

if TYPE_CHECKING:
    from compiler.pipeline.variants import Variant
    from compiler.publish import Ledger, OnChange, Progress, Publisher, Release
    from compiler.publish.batch import Outcome
    from compiler.publish.preferences import Preferences
    from compiler.publish.remote import Remote, Settled
    from compiler.publish.secret import Secret

To = Annotated[
    str, typer.Option("--to", help="site, youtube or peertube.", autocompletion=completing.remotes)
]
OnlyShow = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be sent, and how it would look; send nothing.")
]
AsJson = Annotated[bool, typer.Option("--json", help="With --dry-run: all of it for programs.")]
Yes = Annotated[bool, typer.Option("--yes", help="Send without asking, also where there is no terminal.")]
Update = Annotated[bool, typer.Option("--update", help="Bring what was published up to date.")]
NewVideo = Annotated[bool, typer.Option("--new-video", help="Upload a changed video as another one.")]
Public = Annotated[
    bool, typer.Option("--public", help="Publish a patient's version, with the name, as any other.")
]
Output = Annotated[Path, typer.Option("-o", "--output", help="Folder of the built videos.")]
SiteFolder = Annotated[Path | None, typer.Option("--folder", help="The site's folder (output/site).")]


@customisable
def publish(
    routines: Routines,
    wanted: tuple["Variant", ...],
    to: To = "site",
    dry_run: OnlyShow = False,
    as_json: AsJson = False,
    yes: Yes = False,
    update: Update = False,
    new_video: NewVideo = False,
    public: Public = False,
    output: Output = Path("output"),
    folder: SiteFolder = None,
    on: On = None,
) -> None:
    """Bring videos to a site of your own or to a channel; run it again after any interruption."""
    if update and new_video:
        raise typer.BadParameter("--update and --new-video exclude each other")
    if as_json and not dry_run:
        raise typer.BadParameter("shows what a dry run finds: add --dry-run", param_hint="--json")
    if not public and any(variant.patient for variant in wanted):
        raise typer.BadParameter(
            "a patient's version would be listed for everybody, with the name: hand over the file instead, "
            "or add --public to publish it all the same",
            param_hint="--for",
        )
    on_change = _on_change(update, new_video)
    with _channel(to, folder, dry_run=dry_run) as channel:
        releases, unbuilt = _releases(routines, wanted, output, on, as_json=as_json)
        to_show = DryRun(
            remote=channel.remote,
            publisher=channel.publisher,
            ledger=channel.ledger,
            on_change=on_change,
            output=output,
            as_json=as_json,
        )
        code = _published(releases, unbuilt, channel, to_show, dry_run=dry_run, yes=yes)
    leave(code)


def status() -> None:
    """Show what was published where, and what is still under way."""
    from compiler.publish import Ledger
    from compiler.publish import status as publications

    with closing(Ledger.open()) as ledger:
        lines = [publication.line() for publication in publications(ledger)]
    typer.echo("\n".join(lines) or "nothing was published yet")


def serve(
    folder: Annotated[Path, typer.Argument(help="The site's folder.")] = Path("output/site"),
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8000,
) -> None:
    """Show the site on this machine, until Ctrl-C."""
    from compiler.publish.site import serve as serving

    with serving(folder, host, port) as server:
        typer.echo(f"{server.address} (Ctrl-C ends)")
        server.wait()


def login(
    name: Annotated[
        str, typer.Argument(help="youtube or peertube.", metavar="REMOTE", autocompletion=completing.logins)
    ],
    client_secret: Annotated[
        Path | None, typer.Option("--client-secret", help="Google's JSON file of a desktop client.")
    ] = None,
    user: Annotated[str, typer.Option(help="PeerTube: the name to log in with.")] = "",
) -> None:
    """Log in to a channel; the tokens are kept in your settings folder, readable by you alone."""
    from compiler.publish.preferences import load_preferences
    from compiler.publish.remote import AtLogin, Lacking
    from compiler.publish.remotes import REMOTES

    known = {remote.name: remote.login for remote in REMOTES.values() if remote.login}
    if name not in known:
        raise typer.BadParameter(f"{name}: there are {', '.join(known)}")
    at_login = AtLogin(
        client_secret=client_secret, user=user, ask=_ask, ask_secret=_ask_secret, show=typer.echo
    )
    try:
        whose = known[name](load_preferences()[name], at_login)
    except Lacking as lacking:
        raise typer.BadParameter(str(lacking)) from None
    typer.echo(f"logged in to {whose}")


def _ask(what: str) -> str:
    return str(typer.prompt(what, err=True))


def _ask_secret(what: str) -> "Secret":
    from compiler.publish.secret import Secret

    return Secret(typer.prompt(what, hide_input=True, err=True))


# --- publish ------------------------------------------------------------------------------------------------


def _on_change(update: bool, new_video: bool) -> "OnChange":
    from compiler.publish import OnChange

    return OnChange.UPDATE if update else OnChange.NEW_VIDEO if new_video else OnChange.REFUSE


def _releases(
    routines: list[Path], wanted: tuple["Variant", ...], output: Path, on: str | None, *, as_json: bool
) -> tuple[list["Release"], list["Outcome"]]:
    """All that could be built, in the order given, and what became of the others."""
    from compiler.pipeline.release import prepare_release
    from compiler.pipeline.request import BuildSettings, Request
    from compiler.publish import Outcome
    from compiler.system.workshop import open_workshop

    releases, unbuilt = [], []
    with open_workshop(pool_for=working_on(on)) as shop:
        for path, variant in product(distinct(routines), wanted):
            request = Request(path=path, variant=variant)
            try:
                with progress_of(path.stem) as on_progress:
                    working = replace(shop, on_progress=on_progress)
                    prepared = prepare_release(
                        request, BuildSettings(output=output), working, on_warnings=tell
                    )
            except FollowalongError as error:
                tell(error.diagnostics)
                typer.echo(f"{path.stem} is not built", err=as_json)
                unbuilt.append(Outcome(name=path.stem, failure=error))
            else:
                for note in (*prepared.built.notes, *prepared.built.fit):
                    typer.echo(note, err=True)
                releases.append(prepared.release)
    return releases, unbuilt


@dataclass(frozen=True, slots=True)
class _Channel:
    """Where to publish, and what the user has settled for it."""

    remote: "Remote"
    publisher: "Publisher"
    ledger: "Ledger"
    settled: "Settled"


@contextmanager
def _channel(name: str, folder: Path | None, *, dry_run: bool) -> Iterator[_Channel]:
    """The channel with its settings: what is wrong with them is told before anything is built."""
    from compiler.publish import Ledger
    from compiler.publish.preferences import load_preferences
    from compiler.publish.remotes import REMOTES

    if name not in REMOTES:
        raise typer.BadParameter(f"there is no {name!r}: there are {', '.join(REMOTES)}", param_hint="--to")
    remote, preferences = REMOTES[name], load_preferences()
    settled = preferences[name] if dry_run else _declared(remote, preferences)
    with closing(Ledger.open()) as ledger:
        yield _Channel(remote, remote.open(settled, ledger, folder), ledger, settled)


def _published(
    releases: list["Release"],
    unbuilt: list["Outcome"],
    channel: _Channel,
    to_show: DryRun,
    *,
    dry_run: bool,
    yes: bool,
) -> ExitCode:
    from compiler.publish import BatchReport, publish_all

    remote = channel.remote
    releases = [_with_declarations(release, channel) for release in releases]
    if dry_run or (remote.asks_first and not _agreed(releases, remote.name, yes=yes)):
        shown = to_show.show(releases, unbuilt)
        return BatchReport(outcomes=tuple(unbuilt)).exit_code or shown
    with progress_of(remote.name) as on_progress:
        report = publish_all(
            releases,
            channel.publisher,
            channel.ledger,
            on_progress=partial(_tell_bytes, on_progress),
            on_outcome=_tell_outcome,
            on_change=to_show.on_change,
        )
    report = BatchReport(outcomes=(*unbuilt, *report.outcomes))
    typer.echo(report.summary())
    return report.exit_code


def _at_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _agreed(releases: list["Release"], to: str, *, yes: bool) -> bool:
    """Whether to send: asked at a terminal; elsewhere only with --yes."""
    if yes or not releases:
        return True
    if not _at_terminal():
        typer.echo("nothing is sent without a terminal; add --yes to send", err=True)
        return False
    names = ", ".join(release.title for release in releases)
    return typer.confirm(f"Send to {to}: {names}?", err=True)


def _tell_bytes(on_progress: Callable[[str, int, int], None], progress: "Progress") -> None:
    """Moves the bar while bytes are sent; the steps after them leave it where it is."""
    if progress.total:
        on_progress("send", progress.done, progress.total)


def _tell_outcome(outcome: "Outcome") -> None:
    if outcome.failure:
        tell(outcome.failure.diagnostics)
        typer.echo(f"{outcome.name} is not published")
    elif outcome.receipt:
        tell((*outcome.receipt.remarks, *outcome.receipt.warnings))
        there = "is there already" if outcome.receipt.already_published else "is published"
        typer.echo(f"{outcome.name} {there}: {outcome.receipt.link}")
    else:
        typer.echo(f"{outcome.name} was not tried")


def _declared(remote: "Remote", preferences: "Preferences") -> "Settled":
    """What is settled, with the declarations that the remote wants: asked for once and kept, if anybody is there."""
    from compiler.publish.preferences import save_preferences
    from compiler.publish.remote import Settled

    settled = preferences[remote.name]
    open_ones = [key for key in remote.declarations if settled.flag(key) is None]
    if not open_ones or not _at_terminal():
        return settled
    answers = {key: typer.confirm(remote.declarations[key], default=None, err=True) for key in open_ones}
    answered = Settled({**settled.values, **answers})
    save_preferences({**preferences, remote.name: answered})
    return answered


def _with_declarations(release: "Release", channel: _Channel) -> "Release":
    """What the routine itself declares goes first."""
    open_ones = [key for key in channel.remote.declarations if getattr(release, key) is None]
    given: dict[str, Any] = {key: channel.settled.flag(key) for key in open_ones}
    return replace(release, **given)
