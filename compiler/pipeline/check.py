"""All that can be said of a routine without speaking or rendering it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from compiler.customise import Customised
from compiler.draw import Proofreader
from compiler.model.errors import (
    BadMedia,
    CannotWrite,
    Diagnostic,
    FollowalongError,
    InvalidRoutine,
    ToolFailed,
    errors_among,
)
from compiler.model.routine import Routine
from compiler.model.timeline import Timeline
from compiler.narrate import kept
from compiler.pipeline.listening import eyes_closed_problems
from compiler.pipeline.planning import planned_with
from compiler.pipeline.problems import surroundings, voice_problems
from compiler.pipeline.request import Request
from compiler.pipeline.variants import Prepared, Variant, fit_problem, fit_told, prepare
from compiler.plan import Fitted, Planned
from compiler.system.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found; `timeline` is None where there are errors in what was written.

    `profiles` and `weeks` are versions that it describes. `fit` says what a fit did; `beyond_range` names doses outside
    their range that were asked for all the same.
    """

    routine: Routine | None
    timeline: Timeline | None
    diagnostics: tuple[Diagnostic, ...]
    customised: Customised | None = None
    fit: tuple[str, ...] = ()
    beyond_range: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    weeks: tuple[int, ...] = ()


def check(request: Request, shop: Workshop, reader: Proofreader | None = None) -> Report:
    """Every mistake of a routine, and its plan: with true lengths where the speech is kept, estimates elsewhere.

    A `reader` that has read other versions need not read again what they have in common.
    """
    prepared = prepare(request.path, request.variant, animatic=request.animatic, unsaved=request.unsaved)
    if prepared.customised is None or errors_among(prepared.diagnostics):
        found = (*prepared.diagnostics, *voice_problems(prepared.voices))
        return Report(routine=None, timeline=None, diagnostics=found)
    reader = reader or Proofreader()
    planned, fit = planned_with(prepared.customised, lambda wanted: kept(wanted, shop.store), reader)
    unfit = fit_problems(request.variant, prepared.customised, planned, fit)
    unheard = eyes_closed_problems(planned.timeline) if request.eyes_closed else ()
    more = (*unfit, *unheard)
    return _report_of(prepared, prepared.customised, planned, fit, more, reader)


def fit_problems(
    variant: Variant, customised: Customised, planned: Planned, fit: Fitted | None
) -> Iterator[Diagnostic]:
    """That the length which was asked for cannot be reached."""
    if fit and customised.fit:
        exactly, measured = variant.fit_exactly, planned.timeline.measured
        problem = fit_problem(fit, customised.fit, exactly=exactly, measured=measured)
        if problem:
            yield problem


def _report_of(
    prepared: Prepared,
    customised: Customised,
    planned: Planned,
    fit: Fitted | None,
    unfit: tuple[Diagnostic, ...],
    reader: Proofreader,
) -> Report:
    routine = fit.routine if fit else customised.routine
    around = surroundings(routine, planned.timeline, reader)
    found = (*prepared.diagnostics, *unfit, *planned.diagnostics, *around)
    return Report(
        routine=routine,
        timeline=planned.timeline,
        diagnostics=tuple(dict.fromkeys(found)),
        customised=customised,
        fit=tuple(fit_told(fit)) if fit else (),
        beyond_range=prepared.beyond_range,
        profiles=prepared.profiles,
        weeks=prepared.weeks,
    )


def profile_problems(
    request: Request, found: Report, shop: Workshop, reader: Proofreader
) -> Iterator[Diagnostic]:
    """What is wrong in the profiles of the routine, beyond what was `found` in it as it is written."""
    for name in found.profiles:
        version = replace(request.variant, profile=name)
        yield from _beyond(found, replace(request, variant=version), f"profile {name}", shop, reader)


def week_problems(
    request: Request, found: Report, shop: Workshop, reader: Proofreader
) -> Iterator[Diagnostic]:
    """What is wrong in the weeks of the progression, beyond what was `found` without them."""
    for number in found.weeks:
        version = replace(request.variant, week=number)
        yield from _beyond(found, replace(request, variant=version), f"week {number}", shop, reader)


def _beyond(
    found: Report, request: Request, name: str, shop: Workshop, reader: Proofreader
) -> Iterator[Diagnostic]:
    version = check(request, shop, reader)
    new = (d for d in version.diagnostics if d not in found.diagnostics)
    yield from (replace(d, message=f"{name}: {d.message}") for d in new)


def check_as_written(request: Request, shop: Workshop) -> Report:
    """The same routine without its customisation, in the same language and size: what a change is compared with."""
    wanted = request.variant
    plain = Variant(size=wanted.size, language=wanted.language, beyond_range=wanted.beyond_range)
    return check(replace(request, variant=plain), shop)


def faultless_timeline(request: Request, shop: Workshop) -> Timeline:
    """The plan of a routine without mistakes.

    Raises:
        FollowalongError: with every diagnostic, of the gravest kind.
    """
    found = check(request, shop)
    refuse(found.diagnostics)
    assert found.timeline is not None
    return found.timeline


def refuse(diagnostics: Iterable[Diagnostic]) -> None:
    """Stop with all errors, under the exit code of the gravest.

    Raises:
        FollowalongError: there are errors among them.
    """
    errors = errors_among(tuple(diagnostics))
    if not errors:
        return
    gravest = min(error.exit_code for error in errors)
    kinds = (InvalidRoutine, BadMedia, ToolFailed, CannotWrite)
    raise next((kind for kind in kinds if kind.exit_code is gravest), FollowalongError)(*errors)
