"""The commands that deal with channels: publish, login, status, serve. Flags in, words and exit code out."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli import completing
from compiler.cli.arguments import On, Routines
from compiler.cli.channel import Channel, at_terminal, opened_channel
from compiler.cli.dry_run import DryRun
from compiler.cli.elsewhere import working_on
from compiler.cli.flags import customisable
from compiler.cli.patients import requests_of
from compiler.cli.progress import progress_of
from compiler.cli.terminal import leave, tell
from compiler.model.errors import ExitCode, FollowalongError

if TYPE_CHECKING:
    from compiler.pipeline.variants import Variant
    from compiler.publish import OnChange, Progress, Receipt, Release
    from compiler.publish.batch import Outcome
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
    bool, typer.Option("--public", help="List a patient's version for everybody, as any other.")
]
RenamedFrom = Annotated[
    str, typer.Option("--renamed-from", metavar="NAME", help="What the routine was published as before.")
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
    renamed_from: RenamedFrom = "",
    output: Output = Path("output"),
    folder: SiteFolder = None,
    on: On = None,
) -> None:
    """Bring videos to a site of your own or to a channel; run it again after any interruption."""
    if update and new_video:
        raise typer.BadParameter("--update and --new-video exclude each other")
    if as_json and not dry_run:
        raise typer.BadParameter("shows what a dry run finds: add --dry-run", param_hint="--json")
    if renamed_from and len(routines) > 1:
        raise typer.BadParameter("give the one routine that was renamed", param_hint="--renamed-from")
    on_change = _on_change(update, new_video)
    with opened_channel(to, folder, dry_run=dry_run) as channel:
        releases, unbuilt = _releases(routines, wanted, output, on, public=public, as_json=as_json)
        to_show = DryRun(
            remote=channel.remote,
            publisher=channel.publisher,
            ledger=channel.ledger,
            on_change=on_change,
            output=output,
            as_json=as_json,
        )
        sending = _Sending(to_show=to_show, renamed_from=renamed_from, dry_run=dry_run, yes=yes)
        code = _published(releases, unbuilt, channel, sending)
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
        str,
        typer.Argument(
            help="youtube or peertube.", metavar="youtube|peertube", autocompletion=completing.logins
        ),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sending:
    """What the user wants of it."""

    to_show: DryRun
    renamed_from: str
    dry_run: bool
    yes: bool


def _on_change(update: bool, new_video: bool) -> "OnChange":
    from compiler.publish import OnChange

    return OnChange.UPDATE if update else OnChange.NEW_VIDEO if new_video else OnChange.REFUSE


def _releases(
    routines: list[Path],
    wanted: tuple["Variant", ...],
    output: Path,
    on: str | None,
    *,
    public: bool,
    as_json: bool,
) -> tuple[list["Release"], list["Outcome"]]:
    """All that could be built, in the order given, and what became of the others."""
    from compiler.pipeline.release import prepare_release
    from compiler.pipeline.request import BuildSettings
    from compiler.publish import Outcome
    from compiler.system.workshop import open_workshop

    releases, unbuilt = [], []
    with open_workshop(pool_for=working_on(on)) as shop:
        for request in requests_of(routines, wanted):
            try:
                with progress_of(request.path.stem) as on_progress:
                    working = replace(shop, on_progress=on_progress)
                    prepared = prepare_release(
                        request, BuildSettings(output=output), working, public=public, on_warnings=tell
                    )
            except FollowalongError as error:
                tell(error.diagnostics)
                typer.echo(f"{request.path.stem} is not built", err=as_json)
                unbuilt.append(Outcome(name=request.path.stem, failure=error))
            else:
                for note in (*prepared.built.notes, *prepared.built.fit):
                    typer.echo(note, err=True)
                releases.append(prepared.release)
    return releases, unbuilt


def _published(
    releases: list["Release"],
    unbuilt: list["Outcome"],
    channel: Channel,
    sending: _Sending,
) -> ExitCode:
    from compiler.publish import BatchReport, publish_all
    from compiler.publish.remote import declared

    remote = channel.remote
    releases = [declared(release, remote, channel.settled) for release in releases]
    if sending.dry_run or (remote.asks_first and not _agreed(releases, remote.name, yes=sending.yes)):
        shown = sending.to_show.show(releases, unbuilt)
        return BatchReport(outcomes=tuple(unbuilt)).exit_code or shown
    renamed = dict(_renamed(releases, channel, sending))
    with progress_of(remote.name) as on_progress:
        report = publish_all(
            releases,
            channel.publisher,
            channel.ledger,
            on_progress=partial(_tell_bytes, on_progress),
            on_outcome=_tell_outcome,
            on_change=sending.to_show.on_change,
            renamed=renamed,
        )
    report = BatchReport(outcomes=(*unbuilt, *report.outcomes))
    typer.echo(report.summary())
    return report.exit_code


def _renamed(releases: list["Release"], channel: Channel, sending: _Sending) -> Iterator[tuple[str, str]]:
    """What each release was called before: as the command says, or as somebody at a terminal agrees to."""
    from compiler.publish import OnChange
    from compiler.publish.renaming import former, name_before

    account = channel.publisher.known_account()
    for release in releases:
        if sending.renamed_from:
            yield release.name, name_before(sending.renamed_from, release, channel.ledger)
        elif account and at_terminal() and sending.to_show.on_change is not OnChange.NEW_VIDEO:
            other = former(release, channel.remote.name, account.id, channel.ledger)
            new = not channel.ledger.publications(channel.remote.name, release.name)
            asked = (
                f"{other.name} is published and its file is gone. Is it {release.name} now?" if other else ""
            )
            if other and new and typer.confirm(asked, err=True):
                yield release.name, other.name


def _agreed(releases: list["Release"], to: str, *, yes: bool) -> bool:
    """Whether to send: asked at a terminal; elsewhere only with --yes."""
    if yes or not releases:
        return True
    if not at_terminal():
        typer.echo("nothing is sent without a terminal; add --yes to send", err=True)
        return False
    names = ", ".join(
        f"{release.title} ({release.name}, for one person: not listed)" if release.personal else release.title
        for release in releases
    )
    return typer.confirm(f"Send to {to}: {names}?", err=True)


def _tell_bytes(on_progress: Callable[[str, int, int], None], progress: "Progress") -> None:
    """Moves the bar while bytes are sent; the steps after them leave it where it is."""
    if progress.total:
        on_progress("send", progress.done, progress.total)


def _for_whom(receipt: "Receipt") -> str:
    if not receipt.personal:
        return ""
    return " for one person, listed nowhere; whoever has the address can watch"


def _tell_outcome(outcome: "Outcome") -> None:
    if outcome.failure:
        tell(outcome.failure.diagnostics)
        typer.echo(f"{outcome.name} is not published")
    elif outcome.receipt:
        tell((*outcome.receipt.remarks, *outcome.receipt.warnings))
        there = "is there already" if outcome.receipt.already_published else "is published"
        typer.echo(f"{outcome.name} {there}{_for_whom(outcome.receipt)}: {outcome.receipt.link}")
    else:
        typer.echo(f"{outcome.name} was not tried")
