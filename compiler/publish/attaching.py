"""Captions, thumbnail, playlist, metadata, released: what is attached to a video that is there, each once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from compiler.model.errors import Conflict, Diagnostic, ExitCode, Refused, Severity
from compiler.publish.ledger import Ledger, Note, Publication, StepState
from compiler.publish.patience import Unavailable
from compiler.publish.publisher import Part, PartKind, Publisher


@dataclass(slots=True, kw_only=True)
class Attaching:
    """One video, and what was refused of it so far; `tell` hears of each part that has arrived."""

    publisher: Publisher
    ledger: Ledger
    publication: Publication
    video_id: str
    tell: Callable[[str], None]
    warnings: list[Diagnostic] = field(default_factory=list)

    def all(self, parts: tuple[Part, ...]) -> list[Diagnostic]:
        """Attach all that is not there yet, in this order; what was refused while the rest went on."""
        for part in parts:
            if part.kind is PartKind.VISIBILITY:
                self._check(parts)
            self._attached(part)
        return self.warnings

    def _attached(self, part: Part) -> None:
        record = self.ledger.step(self.publication, part.name)
        same = record is not None and record.fingerprint == part.mark
        if record and same and record.state is StepState.DONE and not self._missing(part, record.note):
            return
        pending = record is not None and same and record.state is StepState.STARTED
        before = record.note if record and pending else self._before(part)
        self.ledger.write(self.publication, part.name, StepState.STARTED, part.mark, before)
        try:
            self._arrive(part, before, pending=pending)
        except Refused as refusal:
            if part.kind is not PartKind.THUMBNAIL:
                raise
            self._go_on_without(part, refusal)
        else:
            self.ledger.write(self.publication, part.name, StepState.DONE, part.mark, before)
            self.tell(part.name)

    def _missing(self, part: Part, before: Note) -> bool:
        return self.publisher.traits.looks_again and not self.publisher.has(self.video_id, part, before)

    def _before(self, part: Part) -> Note:
        return self.publisher.patience.insist(lambda: self.publisher.before(self.video_id, part))

    def _arrive(self, part: Part, before: Note, *, pending: bool) -> None:
        """Attach a part; after any doubt look first whether it is there."""
        patience, may_be_there = self.publisher.patience, pending
        pauses = patience.pauses()
        while True:
            if may_be_there and self._has(part, before):
                return
            try:
                self.publisher.attach(self.video_id, part)
                return
            except Unavailable as trouble:
                pause = next(pauses, None)
                if pause is None:
                    raise
                patience.wait(pause, trouble)
                may_be_there = True

    def _go_on_without(self, part: Part, refusal: Refused) -> None:
        told = refusal.diagnostics[0]
        warning = Diagnostic(
            message=f"{part.name} was refused, the rest went on: {told.message}",
            hint=told.hint or "publish again to try it once more",
            severity=Severity.WARNING,
            exit_code=ExitCode.REFUSED,
        )
        self.ledger.write(self.publication, part.name, StepState.REFUSED, part.mark, {"reason": told.message})
        self.warnings.append(warning)

    def _check(self, parts: tuple[Part, ...]) -> None:
        """Nothing is released whose captions went missing meanwhile."""
        released = self.ledger.step(self.publication, PartKind.VISIBILITY)
        if released and released.state is StepState.DONE:
            return
        for part in parts:
            if part.kind is PartKind.CAPTIONS and not self._has(part, {}):
                self.ledger.write(self.publication, part.name, StepState.STARTED)
                raise Conflict(
                    f"{part.name} of {part.release.name} had been attached and is not there any more",
                    hint="publish again to attach it again; the video stays private until then",
                )

    def _has(self, part: Part, before: Note) -> bool:
        return self.publisher.patience.insist(lambda: self.publisher.has(self.video_id, part, before))
