"""A routine file -> a sheet of paper, in the version that is asked for."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from compiler.handout.html import html
from compiler.handout.paper import MOST_PAGES, Print
from compiler.handout.pdf import pdf
from compiler.handout.sheet import Sheet, sheet_of
from compiler.language import language_of
from compiler.model.errors import Diagnostic, Severity
from compiler.model.timeline import Timeline
from compiler.pipeline.check import Report, check, refuse
from compiler.pipeline.request import Request
from compiler.pipeline.variants import full_path
from compiler.plan.doses import stop_words
from compiler.publish import Ledger
from compiler.publish.release import Origin
from compiler.render.stills import exercise_pictures
from compiler.store import reporting_disk, write_atomically
from compiler.system.workshop import Workshop

SUFFIXES = (".pdf", ".html")
WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """A sheet that was written; `pages` is None for HTML, whose printer decides. `address` is in its QR code."""

    path: Path
    pages: int | None
    address: str
    diagnostics: tuple[Diagnostic, ...]


def handout(request: Request, how: Print, place: Callable[[Timeline], Path], shop: Workshop) -> Handout:
    """Write the sheet of a routine to where `place` says, as PDF or, by its suffix, as HTML. Needs no voice.

    Raises:
        FollowalongError: with every mistake of the routine, and of the brand; what was there before is untouched.
    """
    checked = check(request, shop)
    refuse(d for d in checked.diagnostics if not d.estimated)
    sheet = _sheet(checked, request, shop)
    assert checked.timeline
    path = place(checked.timeline)
    with reporting_disk(path, every=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        data, pages = (html(sheet, how), None) if path.suffix == ".html" else pdf(sheet, how, path.parent)
        write_atomically(path, lambda unfinished: unfinished.write_bytes(data))
    told = [d for d in checked.diagnostics if not d.estimated]
    return Handout(
        path=path, pages=pages, address=sheet.address, diagnostics=(*told, *_more(path, pages, how))
    )


def _sheet(checked: Report, request: Request, shop: Workshop) -> Sheet:
    assert checked.timeline and checked.customised
    timeline, routine = checked.timeline, checked.customised.routine
    return sheet_of(
        timeline,
        name=routine.patient,
        stop=stop_words(timeline.prescription, language_of(timeline.language).phrases),
        pictures=exercise_pictures(timeline, shop),
        address=address_of(timeline.file_name("").rstrip("."), request),
    )


def address_of(name: str, request: Request) -> str:
    """Where the release of that name is watched, if it is published: on a site before a channel; empty if nowhere."""
    with closing(Ledger.open()) as ledger:
        there = [
            p for p in ledger.publications(name=name) if not (p.withdrawn or _anothers(p.origin, request))
        ]
    links = {p.site: p.link for p in there if p.link.startswith(WEB)}
    return next((links[site] for site in ("site", *links) if site in links), "")


def _anothers(origin: Origin, request: Request) -> bool:
    """Whether it was made from other files that are there: a patient of another project may be called the same."""
    files = ((origin.routine, request.path), (origin.patient, request.variant.patient))
    return any(
        known and Path(known).exists() and (own is None or known != str(full_path(own)))
        for known, own in files
    )


def _more(path: Path, pages: int | None, how: Print) -> list[Diagnostic]:
    """That it is longer than a sheet."""
    if pages is None or pages <= MOST_PAGES:
        return []
    hint = (
        "leave exercises out (--skip), or print it without --big"
        if how.big
        else "leave exercises out (--skip)"
    )
    told = f"{path} has {pages} pages: nothing was left out"
    return [Diagnostic(message=told, hint=hint, severity=Severity.WARNING)]
