"""A routine in a form of another program."""

from dataclasses import dataclass
from pathlib import Path

from compiler.export.formats import Format
from compiler.export.programme import Programme
from compiler.model.errors import Diagnostic
from compiler.model.timeline import Timeline
from compiler.pipeline.check import check, refuse
from compiler.pipeline.request import Request
from compiler.pipeline.speaking import spoken
from compiler.store import reporting_disk, write_atomically
from compiler.system.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file for another program, and what there is to say of it."""

    path: Path
    timeline: Timeline
    diagnostics: tuple[Diagnostic, ...]
    fit: tuple[str, ...] = ()


def export(request: Request, form: Format, destination: Path, shop: Workshop) -> Exported:
    """Write the routine as `form`; every line is spoken first, so that its times are those of the video.

    Raises:
        FollowalongError: with every mistake of the routine; what was at `destination` is untouched.
    """
    checked = check(request, shop)
    refuse(d for d in checked.diagnostics if not d.estimated)
    assert checked.customised
    with shop.store.at_work():
        said = spoken(request.variant, checked.customised, shop)
    lost: list[Diagnostic] = []
    programme = Programme(timeline=said.timeline)
    with reporting_disk(destination, every=True):
        destination.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(destination, lambda path: lost.extend(form.write(programme, path)))
    sure = (d for d in checked.diagnostics if not d.estimated)
    return Exported(
        path=destination,
        timeline=said.timeline,
        diagnostics=tuple(dict.fromkeys((*sure, *said.diagnostics, *lost))),
        fit=said.fit,
    )
