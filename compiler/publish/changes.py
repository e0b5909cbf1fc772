"""How a release differs from what the ledger says was published."""

from dataclasses import replace

from compiler.model.errors import errors_among
from compiler.publish.ledger import Ledger, Publication, StepState
from compiler.publish.publisher import PartKind, Publisher, parts_of
from compiler.publish.release import Release, VideoFacts


def file_name_of(release: Release, facts: VideoFacts, number: int) -> str:
    """The name a video is sent under: its content is in it, so that it can be found again at the remote."""
    again = f"-{number}" if number > 1 else ""
    return f"{release.outside_name}-{facts.sha256[:12]}{again}.mp4"


def changes(
    release: Release, publisher: Publisher, ledger: Ledger, publication: Publication, facts: VideoFacts
) -> tuple[str, ...]:
    """The names of what was sent and is different now: ``video``, ``metadata``, ``captions:en`` and so on."""
    steps = {s.name: s for s in ledger.steps(publication)}
    finished = steps.get(PartKind.VISIBILITY)
    changed = ["video"] if publication.sha256 != facts.sha256 else []
    for part in parts_of(release, publisher):
        known = steps.get(part.name)
        if (known and known.state is StepState.DONE and known.fingerprint != part.mark) or (
            finished and finished.state is StepState.DONE and known is None
        ):
            changed.append(part.name)
    return tuple(changed)


def finished(release: Release, publisher: Publisher, ledger: Ledger, facts: VideoFacts) -> bool:
    """Whether just this was published; a day for its release that has come by now is no mistake then."""
    if errors_among(publisher.problems(replace(release, publish_at=None))):
        return False
    for known in ledger.publications(publisher.site, release.name):
        released = ledger.step(known, PartKind.VISIBILITY)
        if released and released.state is StepState.DONE:
            return not changes(release, publisher, ledger, known, facts)
    return False


def outside_name(publication: Publication) -> str:
    """What it is called where others see it, by the file that was sent."""
    return publication.file_name.partition(f"-{publication.sha256[:12]}")[0]


def with_token(release: Release, site: str, ledger: Ledger, *, known_only: bool = False) -> Release:
    """A release for one person with what stands for its name there; with `known_only`, nothing new is written down."""
    if not release.personal:
        return release
    token = ledger.known_token(site, release.name) or (
        "new-address" if known_only else ledger.token(site, release.name)
    )
    return replace(release, token=token)
