"""The order of work, the same for every remote.

Each step is written down before the next::

    planned → session → uploaded → processed → captions → thumbnail → playlist → metadata → released

A video stays private until all the rest is attached. Killed anywhere and run again, this goes on where it
was.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from compiler.model.errors import Conflict, Diagnostic, InvalidRoutine, Refused, Severity, errors_among
from compiler.publish.attaching import Attaching
from compiler.publish.changes import changes, file_name_of, finished, outside_name, with_token
from compiler.publish.ledger import Ledger, Publication, StepState
from compiler.publish.publisher import Part, PartKind, Publisher, SessionGone, parts_of
from compiler.publish.receipt import OnChange, OnProgress, Progress, Receipt, silently
from compiler.publish.release import Release, VideoFacts
from compiler.publish.renaming import former, rename
from compiler.publish.secret import Secret
from compiler.publish.withdrawal import withdraw

T = TypeVar("T")

_MOST_SESSIONS = 3


def publish(
    release: Release,
    publisher: Publisher,
    ledger: Ledger,
    *,
    on_progress: OnProgress = silently,
    on_change: OnChange = OnChange.REFUSE,
    renamed_from: str = "",
) -> Receipt:
    """Bring the release to the remote, or the rest of it, or nothing if all is there.

    `renamed_from` is what the release was called before: what is published under that name becomes this one's.

    Raises:
        InvalidRoutine: a limit of the remote is broken; nothing was sent.
        Busy: another process is at work on the same release.
        Conflict: what is to be published is not what was begun, or what was published is gone.
        LoginNeeded, QuotaReached, NetworkInterrupted, Refused: see `compiler.model.errors`.
    """
    with ledger.alone(publisher.site, "" if publisher.traits.one_at_a_time else release.name):
        if renamed_from:
            account = publisher.patience.insist(publisher.account)
            rename(renamed_from, release, publisher.site, account.id, ledger)
        release = with_token(release, publisher.site, ledger)
        facts = VideoFacts.of(release.video)
        broken = errors_among(publisher.problems(release))
        if broken and not finished(release, publisher, ledger, facts):
            raise InvalidRoutine(*broken)
        run = _Run(release, publisher, ledger, facts, parts_of(release, publisher), on_progress)
        return run.to_the_end(on_change)


@dataclass(slots=True)
class _Run:
    """One go at one release: what it works on and what it has done so far."""

    release: Release
    publisher: Publisher
    ledger: Ledger
    facts: VideoFacts
    parts: tuple[Part, ...]
    on_progress: OnProgress
    done: list[str] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)

    def to_the_end(self, on_change: OnChange) -> Receipt:
        account = self._insist(self.publisher.account)
        publication = self._publication(account.id, on_change)
        if publication.origin != self.release.origin:
            self.ledger.write_origin(publication, self.release.origin)
        if self.publisher.traits.replaces:
            self._move(publication)
        video_id = self._uploaded(publication)
        self._processed(publication, video_id)
        attaching = Attaching(
            publisher=self.publisher,
            ledger=self.ledger,
            publication=publication,
            video_id=video_id,
            tell=self._tell,
        )
        self.warnings += attaching.all(self.parts)
        link = self.publisher.link(video_id)
        if link != publication.link:
            self.ledger.write_link(publication, link)
        return Receipt(
            site=self.publisher.site,
            account=account.name,
            name=self.release.name,
            title=self.release.title,
            video_id=video_id,
            link=link,
            personal=self.release.personal,
            done=tuple(self.done),
            warnings=tuple(self.warnings),
            remarks=self._remarks() if self.done else (),
        )

    def _remarks(self) -> tuple[Diagnostic, ...]:
        found = self.publisher.problems(self.release)
        return tuple(problem for problem in found if problem.severity is Severity.WARNING)

    # --- planned ------------------------------------------------------------------------------------------

    def _publication(self, account: str, on_change: OnChange) -> Publication:
        self._end_withdrawals(account)
        known = self.ledger.publications(self.publisher.site, self.release.name)
        here = [p for p in known if p.account == account]
        anew = on_change is OnChange.NEW_VIDEO
        if not known and not anew:
            self._refuse_renamed(account)
        if not here and known and not anew and not self.publisher.traits.replaces:
            self._refuse_other_account(known[-1])
        latest = here[-1] if here else None
        changed = changes(self.release, self.publisher, self.ledger, latest, self.facts) if latest else ()
        if latest and not changed and not (anew and self._is_gone(latest)):
            return self._still_there(latest)
        if latest and not self.publisher.traits.replaces and not anew:
            return self._updated(latest, changed, on_change)
        if latest and self.publisher.traits.replaces and "video" not in changed and self._stays(latest):
            return latest
        self._insist(lambda: self.publisher.prepare(self.release))
        number = self.ledger.next_number(self.publisher.site, account, self.release.name)
        self._tell("planned")
        return self.ledger.begin(
            site=self.publisher.site,
            account=account,
            name=self.release.name,
            title=self.release.title,
            facts=self.facts,
            file_name=file_name_of(self.release, self.facts, number),
            origin=self.release.origin,
        )

    def _refuse_renamed(self, account: str) -> None:
        other = former(self.release, self.publisher.site, account, self.ledger)
        if other:
            raise Conflict(
                f"{self.release.name} looks like {other.name}, which is published and whose file is gone: "
                "was it renamed?",
                hint=f"--renamed-from {other.name} moves what is published to the new name; "
                "--new-video publishes it beside it",
            )

    def _end_withdrawals(self, account: str) -> None:
        """What was being taken away from here when a run was killed is taken away first."""
        for publication in self.ledger.publications(self.publisher.site, self.release.name):
            if publication.account == account and publication.withdrawn:
                withdraw(publication, self.publisher, self.ledger)

    def _stays(self, publication: Publication) -> bool:
        """Whether it is called where others see it as it is to be."""
        return outside_name(publication) == self.release.outside_name

    def _move(self, publication: Publication) -> None:
        """See to it that a site has the release at one place: what it has at others is taken away first.

        A feed's item stays the same one: its id and day are written down before and go on.
        """
        known = self.ledger.publications(publication.site, publication.name)
        others = [p for p in known if p.account == publication.account and not self._stays(p)]
        for other in others:
            uploaded = self.ledger.step(other, "uploaded")
            kept = self.publisher.kept(uploaded.note["video_id"]) if uploaded else {}
            if kept:
                self.ledger.write(publication, "planned", StepState.DONE, note=kept)
            withdraw(other, self.publisher, self.ledger)
        planned = self.ledger.step(publication, "planned")
        if planned:
            self.release = replace(self.release, kept=planned.note)
            self.parts = parts_of(self.release, self.publisher)

    def _refuse_other_account(self, other: Publication) -> None:
        if not self._is(other, PartKind.VISIBILITY):
            raise Conflict(
                f"{self.release.name} was begun on another {other.site} account ({other.account})",
                hint=f"log in with that account to finish it: followalong login {other.site}",
            )

    def _still_there(self, publication: Publication) -> Publication:
        if self._is_gone(publication):
            raise Conflict(
                f"{self.release.name} was uploaded, but the video is not there any more",
                hint="--new-video uploads it again",
            )
        return publication

    def _is_gone(self, publication: Publication) -> bool:
        uploaded = self.ledger.step(publication, "uploaded")
        if not uploaded or self.publisher.traits.looks_again:
            return False
        return not self._insist(lambda: self.publisher.exists(uploaded.note["video_id"]))

    def _updated(
        self, publication: Publication, changed: tuple[str, ...], on_change: OnChange
    ) -> Publication:
        told = ", ".join(changed)
        if not self._is(publication, "uploaded") and "video" in changed:
            raise Conflict(
                f"{self.facts.path} is not the file that the upload of {self.release.name} was begun with",
                hint="--new-video starts over with the file as it is now",
            )
        if on_change is OnChange.REFUSE:
            raise Conflict(
                f"{self.release.name} is not what was published: {told} changed",
                hint="--update brings words, captions and picture of the video there up to date; "
                "--new-video uploads another video",
            )
        return self._still_there(publication)

    # --- session, uploaded, processed ---------------------------------------------------------------------

    def _uploaded(self, publication: Publication) -> str:
        record = self.ledger.step(publication, "uploaded")
        if record and record.state is StepState.DONE and not self._lost(record.note["video_id"]):
            self._forget_session(publication)
            return record.note["video_id"]
        found = None
        for _ in range(_MOST_SESSIONS):
            session, found = self._session(publication)
            if found:
                break
            try:
                found = self._sent(session)
                break
            except SessionGone:
                self.ledger.write(publication, "session", StepState.STARTED)
        if not found:
            raise Refused(f"{self.publisher.site} forgot {_MOST_SESSIONS} upload sessions in a row")
        self.ledger.write(publication, "uploaded", StepState.DONE, note={"video_id": found})
        self._forget_session(publication)
        self._tell("uploaded")
        return found

    def _forget_session(self, publication: Publication) -> None:
        """The address is a secret, and of no use once the video is there."""
        if not self._is(publication, "session"):
            self.ledger.write(publication, "session", StepState.DONE)

    def _lost(self, video_id: str) -> bool:
        return self.publisher.traits.looks_again and not self.publisher.exists(video_id)

    def _session(self, publication: Publication) -> tuple[Secret, str | None]:
        """An open session, or else the id of a video that came from this file after all."""
        record = self.ledger.step(publication, "session")
        if record and record.note.get("address"):
            return Secret(record.note["address"]), None
        found = self._insist(lambda: self.publisher.find_upload(publication.file_name, self.facts))
        if found:
            return Secret(""), found
        session = self._insist(
            lambda: self.publisher.open_session(self.release, self.facts, publication.file_name)
        )
        self.ledger.write(publication, "session", StepState.STARTED, note={"address": session.reveal()})
        self._note_metadata_sent(publication)
        self._tell("session")
        return session, None

    def _note_metadata_sent(self, publication: Publication) -> None:
        if self.publisher.traits.describes_on_upload:
            part = next(p for p in self.parts if p.kind is PartKind.METADATA)
            self.ledger.write(publication, part.name, StepState.DONE, part.mark)

    def _sent(self, session: Secret) -> str:
        total = self.facts.bytes

        def on_bytes(kept: int) -> None:
            self.on_progress(Progress(step="uploading", done=kept, total=total))

        return self.publisher.upload(session, self.facts, on_bytes)

    def _processed(self, publication: Publication, video_id: str) -> None:
        if not self._is(publication, "processed"):
            self.on_progress(Progress(step="processing"))
            self.publisher.wait_processed(video_id, self.facts)
            self.ledger.write(publication, "processed", StepState.DONE)
            self._tell("processed")

    def _insist(self, ask: Callable[[], T]) -> T:
        return self.publisher.patience.insist(ask)

    def _is(self, publication: Publication, step: str) -> bool:
        record = self.ledger.step(publication, step)
        return record is not None and record.state is StepState.DONE

    def _tell(self, step: str) -> None:
        self.done.append(step)
        self.on_progress(Progress(step=step))
