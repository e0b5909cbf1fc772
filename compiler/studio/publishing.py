"""A request and the name of a remote -> what publishing would do, and, after that was seen, its receipt."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from compiler.model.errors import Conflict, Diagnostic, InvalidRoutine
from compiler.pipeline.release import prepare_release
from compiler.pipeline.request import BuildSettings, Request
from compiler.publish import Ledger, OnChange, Progress, Publisher, Release, plan_publish
from compiler.publish import publish as publish_release
from compiler.publish.planning import PublishPlan
from compiler.publish.preferences import load_preferences
from compiler.publish.remote import declared
from compiler.publish.remotes import REMOTES
from compiler.store import content_key
from compiler.studio.desk import Desk
from compiler.system.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was published: where, by which link, whether it had been there before."""

    site: str
    title: str
    link: str
    personal: bool
    there_already: bool
    warnings: tuple[Diagnostic, ...] = ()


def remotes() -> list[dict[str, Any]]:
    """Where one can publish to; some need a login on the command line before."""
    return [{"name": one.name, "login": one.login is not None} for one in REMOTES.values()]


def shown(desk: Desk, request: Request, to: str, shop: Workshop) -> dict[str, Any]:
    """The dry run: what is missing is built, nothing is sent and nothing is written down.

    Raises:
        FollowalongError: as building and planning do.
    """
    with _prepared(desk, request, to, shop) as (release, publisher, ledger):
        plan = plan_publish(release, publisher, ledger, OnChange.UPDATE)
    return {
        "to": to,
        "possible": plan.possible,
        "title": release.title,
        "description": release.description,
        "personal": release.personal,
        "account": plan.account.name if plan.account else None,
        "bytes": plan.video_bytes,
        "file_name": plan.file_name,
        "steps": [{"name": one.name, "outlook": one.outlook.value, "sends": one.sends} for one in plan.steps],
        "advice": plan.advice,
        "problems": plan.problems,
        "video": desk.name_of(release.video.absolute()),
        "thumbnail": desk.name_of(release.thumbnail.absolute()),
        "digest": _digest(plan),
    }


def sent(desk: Desk, request: Request, to: str, digest: str, shop: Workshop) -> Sent:
    """Publish what was shown as `digest`.

    Raises:
        Conflict: it is not what was shown any more; nothing was sent.
        FollowalongError: as publishing does.
    """
    with _prepared(desk, request, to, shop) as (release, publisher, ledger):
        if _digest(plan_publish(release, publisher, ledger, OnChange.UPDATE)) != digest:
            raise Conflict("it was changed since it was shown: look at it once more; nothing was sent")

        def on_progress(progress: Progress) -> None:
            shop.on_progress("send", progress.done, progress.total)

        receipt = publish_release(
            release, publisher, ledger, on_progress=on_progress, on_change=OnChange.UPDATE
        )
    return Sent(
        site=receipt.site,
        title=receipt.title,
        link=receipt.link,
        personal=receipt.personal,
        there_already=receipt.already_published,
        warnings=(*receipt.remarks, *receipt.warnings),
    )


@contextmanager
def _prepared(
    desk: Desk, request: Request, to: str, shop: Workshop
) -> Iterator[tuple[Release, Publisher, Ledger]]:
    """The release, with what the user has declared for that remote; a patient's is for that person alone."""
    if to not in REMOTES:
        raise InvalidRoutine(f"there is no {to!r} to publish to: there are {', '.join(REMOTES)}")
    remote, settled = REMOTES[to], load_preferences()[to]
    with closing(Ledger.open()) as ledger:
        publisher = remote.open(settled, ledger, desk.output / "site")
        prepared = prepare_release(request, BuildSettings(output=desk.output), shop)
        yield declared(prepared.release, remote, settled), publisher, ledger


def _digest(plan: PublishPlan) -> str:
    """Another one where anything that is sent is another."""
    return content_key(json.dumps(plan.fields(), sort_keys=True, default=str))
