"""What a publish would do, told without doing it: for ``--dry-run``. Asks nobody and needs no login."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from compiler.model.errors import Diagnostic, errors_among
from compiler.publish.changes import changes, file_name_of, outside_name, with_token
from compiler.publish.ledger import Ledger, Publication, StepState
from compiler.publish.publisher import Account, Allowance, Cost, Part, PartKind, Publisher, parts_of
from compiler.publish.receipt import OnChange
from compiler.publish.release import CaptionFormat, Release, VideoFacts


class Outlook(StrEnum):
    """What would become of a step."""

    TO_DO = "to do"
    DONE = "done"
    CHANGED = "changed since"
    UNSURE = "begun, to be looked up"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """One step: its name, what would become of it, what it sends in words, and what it costs."""

    name: str
    outlook: Outlook
    sends: str
    cost: tuple[Cost, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPlan:
    """Precisely what would be sent. `metadata` is what goes with the video, as it is.

    `changed` names what is not what was published; `advice` says what would become of that.
    """

    site: str
    account: Account | None
    name: str
    file_name: str
    video_bytes: int
    metadata: Mapping[str, Any]
    steps: tuple[PlannedStep, ...]
    allowances: tuple[Allowance, ...]
    problems: tuple[Diagnostic, ...]
    changed: tuple[str, ...]
    advice: str = ""

    @property
    def possible(self) -> bool:
        """Whether no limit is broken."""
        return not errors_among(self.problems)

    def lines(self) -> tuple[str, ...]:
        """The plan as a person reads it, without the problems."""
        to = self.account.name if self.account else "the account of the next login"
        head = [f"{self.name} to {self.site}, {to}: {self.file_name}, {self.video_bytes:,} bytes"]
        if not self.possible:
            return tuple(head)
        steps = [f"  {s.name:<14} {s.outlook:<14} {s.sends}{_priced(s.cost)}" for s in self.steps]
        advice = [self.advice] if self.advice else []
        return (*head, *steps, *advice)

    def fields(self) -> dict[str, Any]:
        """All of it as JSON-able values, for programs; problems with their messages and hints."""
        return {
            "to": self.site,
            "account": asdict(self.account) if self.account else None,
            "name": self.name,
            "possible": self.possible,
            "file_name": self.file_name,
            "video_bytes": self.video_bytes,
            "metadata": self.metadata,
            "steps": [asdict(step) for step in self.steps],
            "allowances": [asdict(allowance) for allowance in self.allowances],
            "changed": list(self.changed),
            "advice": self.advice,
            "problems": [problem_fields(problem) for problem in self.problems],
        }


def problem_fields(problem: Diagnostic) -> dict[str, str]:
    """A diagnostic as JSON-able values."""
    return {"severity": problem.severity.value, "message": problem.message, "hint": problem.hint or ""}


def budget(plans: Iterable[PublishPlan]) -> tuple[str, ...]:
    """What all the plans take of the daily allowances, a line for each of them."""
    plans = tuple(plans)
    costs = [c for plan in plans for s in plan.steps if s.outlook is not Outlook.DONE for c in s.cost]
    allowances = dict.fromkeys(allowance for plan in plans for allowance in plan.allowances)
    return tuple(_budget(allowance, costs) for allowance in allowances)


def plan_publish(
    release: Release, publisher: Publisher, ledger: Ledger, on_change: OnChange = OnChange.REFUSE
) -> PublishPlan:
    """Look at the release, the limits and the ledger.

    Raises:
        BadMedia: the video, a caption or the thumbnail is missing.
    """
    release = with_token(release, publisher.site, ledger, known_only=True)
    facts = VideoFacts.of(release.video)
    account = publisher.known_account()
    known = ledger.publications(publisher.site, release.name)
    here = [p for p in known if account is None or p.account == account.id]
    latest = here[-1] if here else None
    problems = publisher.problems(release)
    sound = not errors_among(problems)
    changed = changes(release, publisher, ledger, latest, facts) if latest and sound else ()
    number = ledger.next_number(publisher.site, latest.account, release.name) if latest else 1
    moves = latest is not None and publisher.traits.replaces and outside_name(latest) != release.outside_name
    if moves or _begins_anew(changed, publisher, on_change):
        latest = None
    return PublishPlan(
        site=publisher.site,
        account=account,
        name=release.name,
        file_name=latest.file_name if latest else file_name_of(release, facts, number),
        video_bytes=facts.bytes,
        metadata=publisher.metadata(release) if sound else {},
        steps=_steps(release, publisher, ledger, latest, facts) if sound else (),
        allowances=publisher.allowances(),
        problems=tuple(problems),
        changed=changed,
        advice=_advice(changed, publisher, on_change),
    )


def _begins_anew(changed: tuple[str, ...], publisher: Publisher, on_change: OnChange) -> bool:
    """Whether a video is sent although there is one already."""
    if publisher.traits.replaces:
        return "video" in changed
    return bool(changed) and on_change is OnChange.NEW_VIDEO


def _advice(changed: tuple[str, ...], publisher: Publisher, on_change: OnChange) -> str:
    """What becomes of the changes, in words; empty if there is nothing to decide."""
    if not changed or publisher.traits.replaces or on_change is OnChange.NEW_VIDEO:
        return ""
    if on_change is OnChange.UPDATE:
        return "the video there stays as it is: --new-video sends another" if "video" in changed else ""
    return (
        f"{', '.join(changed)} changed: nothing is sent without --update, which brings words, captions and "
        "picture of the video there up to date, or --new-video, which uploads another video"
    )


def _steps(
    release: Release, publisher: Publisher, ledger: Ledger, latest: Publication | None, facts: VideoFacts
) -> tuple[PlannedStep, ...]:
    known = {s.name: s for s in ledger.steps(latest)} if latest else {}
    video = known.get("uploaded")
    begun = Outlook.UNSURE if "session" in known else Outlook.TO_DO
    uploaded = Outlook.DONE if video and video.state is StepState.DONE else begun
    if latest and latest.sha256 != facts.sha256:
        uploaded = Outlook.CHANGED
    steps = [
        PlannedStep(
            name="uploaded",
            outlook=uploaded,
            sends=f"the video, {facts.bytes:,} bytes{'' if publisher.traits.replaces else ', private'}",
            cost=() if uploaded is Outlook.CHANGED else publisher.cost("uploaded"),
        )
    ]
    for part in parts_of(release, publisher):
        if part.kind is PartKind.METADATA and publisher.traits.describes_on_upload and part.name not in known:
            continue
        record = known.get(part.name)
        outlook = _outlook(
            record.state if record else None, record is None or record.fingerprint == part.mark
        )
        steps.append(
            PlannedStep(
                name=part.name,
                outlook=outlook,
                sends=_words(part, publisher.traits.caption_format),
                cost=publisher.cost(part.name, again=outlook is Outlook.CHANGED),
            )
        )
    return tuple(steps)


def _outlook(state: StepState | None, same: bool) -> Outlook:
    if state is StepState.DONE:
        return Outlook.DONE if same else Outlook.CHANGED
    return Outlook.UNSURE if state is StepState.STARTED else Outlook.TO_DO


def _words(part: Part, form: CaptionFormat) -> str:
    release = part.release
    match part.kind:
        case PartKind.CAPTIONS if part.caption:
            return f"{part.caption.file(form).name} ({part.caption.language})"
        case PartKind.THUMBNAIL:
            return f"{release.thumbnail.name}, {release.thumbnail.stat().st_size:,} bytes"
        case PartKind.PLAYLIST:
            return f"into the playlist {release.playlist}"
        case PartKind.METADATA:
            return "title, description and tags"
        case _:
            when = f" on {release.publish_at.isoformat()}" if release.publish_at else ""
            return f"public{when}" if when else release.privacy.value


def _priced(costs: tuple[Cost, ...]) -> str:
    return "".join(f"  [{c.units} {c.bucket}]" for c in costs)


def _budget(allowance: Allowance, costs: list[Cost]) -> str:
    needed = sum(c.units for c in costs if c.bucket == allowance.bucket)
    left = allowance.limit - allowance.used
    told = f"{allowance.label} on {allowance.day}: {allowance.used:,} of {allowance.limit:,} counted as used"
    warning = "; this may not fit today" if needed > left else ""
    return f"{told}, this takes {needed:,}{warning}"
