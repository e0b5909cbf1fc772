"""Taking away again what was published: written down first, so that a run that was killed is simply run again."""

from dataclasses import dataclass
from pathlib import Path

from compiler.model.errors import Conflict
from compiler.publish.ledger import WITHDRAWN, Ledger, Publication, StepState
from compiler.publish.publisher import Publisher
from compiler.publish.release import VideoFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """One video that was taken away, and where people watched it."""

    site: str
    name: str
    number: int
    link: str


def unpublish(name: str, publisher: Publisher, ledger: Ledger) -> tuple[Withdrawal, ...]:
    """Take away every video of the release of that name at this remote; what is gone already is no mistake.

    An address that could not be guessed is over: published again, the release gets another one.

    Raises:
        Conflict: it was published with another login.
        Busy: another process is at work on the same release.
        LoginNeeded, QuotaReached, NetworkInterrupted, Refused: see `compiler.model.errors`.
    """
    with ledger.alone(publisher.site, "" if publisher.traits.one_at_a_time else name):
        known = ledger.publications(publisher.site, name)
        if not known:
            return ()
        account = publisher.patience.insist(publisher.account)
        here = [publication for publication in known if publication.account == account.id]
        if not here:
            raise Conflict(
                f"{name} was published on another {publisher.site} account ({known[-1].account})",
                hint=f"log in with that account: followalong login {publisher.site}"
                if not publisher.traits.replaces
                else f"name that folder: --folder {known[-1].account}",
            )
        if len(here) == len(
            known
        ):  # before anything is taken away: a run that is killed has ended the address
            ledger.forget_token(publisher.site, name)
        found = []
        for publication in here:
            link = withdraw(publication, publisher, ledger)
            found.append(Withdrawal(site=publication.site, name=name, number=publication.number, link=link))
        return tuple(found)


def withdraw(publication: Publication, publisher: Publisher, ledger: Ledger) -> str:
    """Take one video away with all that is attached to it; where it was."""
    ledger.write(publication, WITHDRAWN, StepState.STARTED)
    video_id = _video_of(publication, publisher, ledger)
    if video_id:
        publisher.patience.insist(lambda: publisher.remove(video_id))
    if ledger.step(publication, "session"):
        ledger.write(publication, "session", StepState.DONE)
    ledger.write(publication, WITHDRAWN, StepState.DONE)
    return publisher.link(video_id) if video_id else ""


def _video_of(publication: Publication, publisher: Publisher, ledger: Ledger) -> str | None:
    """Its id at the remote: written down, or looked for where an upload was begun and perhaps ended."""
    uploaded = ledger.step(publication, "uploaded")
    if uploaded:
        return uploaded.note["video_id"]
    facts = VideoFacts(path=Path(), sha256=publication.sha256, bytes=publication.bytes, modified_ns=0)
    return publisher.patience.insist(lambda: publisher.find_upload(publication.file_name, facts))
