"""Several releases in the order given: one that fails does not keep the others back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from compiler.model.errors import ExitCode, FollowalongError, LoginNeeded, QuotaReached
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger
from compiler.publish.publisher import Publisher
from compiler.publish.receipt import OnChange, OnProgress, Receipt
from compiler.publish.release import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one release: a receipt, a failure, or neither if it was not tried."""

    name: str
    receipt: Receipt | None = None
    failure: FollowalongError | None = None

    @property
    def exit_code(self) -> ExitCode:
        """The failure's, or the receipt's; that of an untried one is its reason's."""
        if self.failure:
            return self.failure.exit_code
        return self.receipt.exit_code if self.receipt else ExitCode.OK


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """All outcomes, in the order of work."""

    outcomes: tuple[Outcome, ...]

    @property
    def exit_code(self) -> ExitCode:
        """OK, or that of the first failure."""
        return next((o.exit_code for o in self.outcomes if o.exit_code), ExitCode.OK)

    def summary(self) -> str:
        """One line: how many were published, were there already, failed and were not tried."""
        receipts = [o.receipt for o in self.outcomes if o.receipt]
        there = sum(r.already_published for r in receipts)
        failed = sum(1 for o in self.outcomes if o.failure)
        untried = len(self.outcomes) - len(receipts) - failed
        counts = (
            (len(receipts) - there, "published"),
            (there, "there already"),
            (failed, "failed"),
            (untried, "not tried"),
        )
        return ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing to publish"


NONE_RENAMED: Mapping[str, str] = {}


def _no_news(_: Outcome) -> None:
    """Tells nobody."""


def publish_all(
    releases: Iterable[Release],
    publisher: Publisher,
    ledger: Ledger,
    *,
    on_progress: OnProgress,
    on_outcome: Callable[[Outcome], None] = _no_news,
    on_change: OnChange = OnChange.REFUSE,
    renamed: Mapping[str, str] = NONE_RENAMED,
) -> BatchReport:
    """Publish one after the other, in the order given. `renamed` is what a release, by its name, was called before.

    A daily limit or a missing login would stop all that follow as well: those are left untried.
    """
    outcomes: list[Outcome] = []
    stopped = False
    for release in releases:
        outcome = Outcome(name=release.name)
        if not stopped:
            before = renamed.get(release.name, "")
            outcome = _one(release, publisher, ledger, on_progress, on_change, before)
        stopped = stopped or isinstance(outcome.failure, QuotaReached | LoginNeeded)
        outcomes.append(outcome)
        on_outcome(outcome)
    return BatchReport(outcomes=tuple(outcomes))


def _one(
    release: Release,
    publisher: Publisher,
    ledger: Ledger,
    on_progress: OnProgress,
    on_change: OnChange,
    renamed_from: str,
) -> Outcome:
    try:
        receipt = publish(
            release,
            publisher,
            ledger,
            on_progress=on_progress,
            on_change=on_change,
            renamed_from=renamed_from,
        )
    except FollowalongError as failure:
        return Outcome(name=release.name, failure=failure)
    return Outcome(name=release.name, receipt=receipt)
