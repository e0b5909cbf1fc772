"""What `publish --dry-run` shows: a few lines here, a page with pictures, or JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from compiler.cli.terminal import tell
from compiler.model.errors import ExitCode, FollowalongError

if TYPE_CHECKING:
    from compiler.publish import Ledger, OnChange, Publisher, Release
    from compiler.publish.batch import Outcome
    from compiler.publish.preview_page import Previewed
    from compiler.publish.remote import Remote


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """Where nothing is sent to, and how it is shown: a page in the folder `output`, or JSON."""

    remote: "Remote"
    publisher: "Publisher"
    ledger: "Ledger"
    on_change: "OnChange"
    output: Path
    as_json: bool

    def show(self, releases: Sequence["Release"], unbuilt: Sequence["Outcome"]) -> ExitCode:
        """Show all plans; the exit code of the first that is not possible."""
        shown = [self._previewed(release) for release in releases]
        codes = [code for _, code in shown]
        previewed = [*(_failed(one) for one in unbuilt), *(one for one, _ in shown)]
        if self.as_json:
            typer.echo(json.dumps([_fields(one) for one in previewed], indent=2, ensure_ascii=False))
        else:
            self._tell_people(previewed)
        return next((code for code in codes if code), ExitCode.OK)

    def _previewed(self, release: "Release") -> tuple["Previewed", ExitCode]:
        from compiler.publish import plan_publish
        from compiler.publish.changes import with_token
        from compiler.publish.preview_page import Previewed

        release = with_token(release, self.remote.name, self.ledger, known_only=True)
        try:
            plan = plan_publish(release, self.publisher, self.ledger, self.on_change)
            look = self.remote.look(self.publisher, release)
        except FollowalongError as error:
            tell(error.diagnostics)
            return Previewed(name=release.name, trouble=error.diagnostics), error.exit_code
        tell(plan.problems)
        code = ExitCode.OK if plan.possible else ExitCode.INVALID_ROUTINE
        return Previewed(name=release.name, plan=plan, look=look), code

    def _tell_people(self, previewed: list["Previewed"]) -> None:
        from compiler.publish.planning import budget

        plans = [one.plan for one in previewed if one.plan]
        for line in (line for plan in plans for line in plan.lines()):
            typer.echo(line)
        for line in budget(plans):
            typer.echo(line)
        typer.echo(f"nothing was sent; how it would look: {self._write_page(previewed)}")

    def _write_page(self, previewed: list["Previewed"]) -> Path:
        """The page, as `dry-run.<remote>.html`."""
        from compiler.publish.preview_page import preview_page
        from compiler.store import reporting_disk, write_atomically

        page = preview_page(self.remote.name, previewed)
        path = self.output / f"dry-run.{self.remote.name}.html"
        with reporting_disk(path, every=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, lambda unfinished: unfinished.write_bytes(page))
        return path


def _fields(one: "Previewed") -> dict[str, object]:
    from compiler.publish.planning import problem_fields

    if one.plan:
        return one.plan.fields()
    return {"name": one.name, "possible": False, "problems": [problem_fields(each) for each in one.trouble]}


def _failed(outcome: "Outcome") -> "Previewed":
    from compiler.publish.preview_page import Previewed

    return Previewed(name=outcome.name, trouble=outcome.failure.diagnostics if outcome.failure else ())
