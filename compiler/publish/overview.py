"""What is where: the ledger as a list for people."""

from dataclasses import dataclass
from datetime import datetime

from compiler.publish.changes import outside_name
from compiler.publish.ledger import WITHDRAWN, Ledger, Publication, StepRecord, StepState
from compiler.publish.publisher import PartKind
from compiler.publish.release import TOKEN_SIGN


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationStatus:
    """One video: where it is and how far. `video_id` is empty until it is uploaded, `link` until it is released.

    `withdrawn` is how far it is taken away again. With `personal` it is for one person, and listed nowhere.
    """

    site: str
    account: str
    name: str
    number: int
    title: str
    video_id: str
    released: bool
    last_step: str
    last_step_open: bool
    refused: tuple[str, ...]
    updated: datetime
    link: str = ""
    personal: bool = False
    withdrawn: StepState | None = None

    def line(self) -> str:
        """As a person reads it."""
        again = f" (video {self.number})" if self.number > 1 else ""
        without = f", without {' and '.join(self.refused)}" if self.refused else ""
        when = self.updated.astimezone().strftime("%Y-%m-%d %H:%M")
        where = f" {self.video_id}" if self.video_id else ""
        place = f"  {self.link}" if self.released and not self.withdrawn and self.link else ""
        return f"{self.name}{again}  {self.site}{where}  {self._state()}{without}  {when}{place}"

    def _state(self) -> str:
        if self.withdrawn is StepState.DONE:
            return "taken away"
        if self.withdrawn:
            return "being taken away: unpublish again to end it"
        begun = "begun" if self.last_step_open else "done"
        whom = " for one person, not listed" if self.personal else ""
        return f"released{whom}" if self.released else f"under way, {self.last_step} {begun}"


def status(ledger: Ledger) -> tuple[PublicationStatus, ...]:
    """Every publication, oldest first, also what was taken away. No address of a session is in it."""
    return tuple(_status(ledger, publication) for publication in ledger.all_publications())


def _status(ledger: Ledger, publication: Publication) -> PublicationStatus:
    steps = ledger.steps(publication)
    done = [s for s in steps if s.state is StepState.DONE]
    uploaded = next((s for s in done if s.name == "uploaded"), None)
    telling = [s for s in steps if _tells(s, uploaded is not None)]
    return PublicationStatus(
        site=publication.site,
        account=publication.account,
        name=publication.name,
        number=publication.number,
        title=publication.title,
        video_id=uploaded.note["video_id"] if uploaded else "",
        released=any(s.name == PartKind.VISIBILITY for s in done),
        last_step=telling[-1].name if telling else "planned",
        last_step_open=bool(telling) and telling[-1].state is StepState.STARTED,
        refused=tuple(s.name for s in steps if s.state is StepState.REFUSED),
        updated=steps[-1].at if steps else publication.begun,
        link=publication.link,
        personal=outside_name(publication).startswith(TOKEN_SIGN),
        withdrawn=publication.withdrawn,
    )


def _tells(step: StepRecord, is_uploaded: bool) -> bool:
    """Whether a step tells how far the work is: words sent along and a session that is over do not."""
    if step.name == PartKind.METADATA:
        return step.state is StepState.STARTED
    if step.name in {"planned", WITHDRAWN}:
        return False
    return step.name != "session" or not is_uploaded
