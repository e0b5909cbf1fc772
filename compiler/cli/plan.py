"""The command `plan`."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.cli.arguments import OneRoutine
from compiler.cli.flags import customisable
from compiler.cli.patients import requests_of
from compiler.cli.terminal import code_of, how_sure, leave, length, named, say, tell, wide_console
from compiler.model.errors import ExitCode

if TYPE_CHECKING:
    from compiler.model.timeline import Timeline
    from compiler.pipeline.check import Report
    from compiler.pipeline.request import Request
    from compiler.pipeline.variants import Variant
    from compiler.system.workshop import Workshop


@customisable
def plan(
    routine: OneRoutine,
    wanted: tuple["Variant", ...],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what these options change.")] = False,
    spoken: Annotated[
        bool, typer.Option("--spoken", help="Show what the voice is given to say, line by line.")
    ] = False,
) -> None:
    """Show when everything happens: steps, sides, sets, lengths and what is said."""
    from compiler.system.workshop import open_workshop

    if as_json and (diff or len(wanted) > 1):
        raise typer.BadParameter("shows one variant, and no difference", param_hint="--json")
    if spoken and (as_json or diff):
        reason = "the object of --json has it in any case" if as_json else "shows no difference"
        raise typer.BadParameter(reason, param_hint="--spoken")
    # what is not filmed yet can be planned
    asked = requests_of(routine, wanted, animatic=True)
    with open_workshop() as shop:
        codes = [_plan_one(request, shop, as_json=as_json, diff=diff, spoken=spoken) for request in asked]
    leave(next(filter(None, codes), ExitCode.OK))


def _plan_one(request: "Request", shop: "Workshop", *, as_json: bool, diff: bool, spoken: bool) -> ExitCode:
    from compiler.pipeline.check import check

    found = check(request, shop)
    tell(found.diagnostics)
    code = code_of(found.diagnostics)
    if code is not ExitCode.OK or not found.timeline:
        return code
    if as_json:
        _print_json(found, found.timeline)
        return code
    if found.timeline.variant:
        say([named(request.path, found.timeline)])
    if diff:
        _print_changes(request, found.timeline, shop)
    elif spoken:
        _print_spoken(found.timeline)
    else:
        _print_plan(found.timeline)
    say(found.fit)
    say(f"beyond range: {dose}" for dose in found.beyond_range)
    return code


def _print_json(found: "Report", timeline: "Timeline") -> None:
    from compiler.deliver.timeline_json import plan_object
    from compiler.narrate import is_recorded, spoken_of

    customised = {"fit": list(found.fit), "beyond_range": list(found.beyond_range)}
    planned = plan_object(timeline)
    cues = [
        {**cue, "spoken": None if is_recorded(whole.utterance) else spoken_of(whole.utterance)}
        for cue, whole in zip(planned["cues"], timeline.cues, strict=True)
    ]
    say([json.dumps({**planned, "cues": cues, **customised}, ensure_ascii=False, indent=1)])


def _print_spoken(timeline: "Timeline") -> None:
    from compiler.cli.tables import spoken_table

    wide_console().print(spoken_table(timeline))


def _print_plan(timeline: "Timeline") -> None:
    from compiler.cli.tables import dropped_lines, plan_table, prescribed_lines, voice_lines

    wide_console().print(plan_table(timeline))
    say(dropped_lines(timeline))
    say(voice_lines(timeline))
    say(prescribed_lines(timeline))
    say([f"total {length(timeline)}{how_sure(timeline)}"])


def _print_changes(request: "Request", after: "Timeline", shop: "Workshop") -> None:
    from compiler.cli.tables import diff_lines, diff_table
    from compiler.pipeline.check import check_as_written

    before = check_as_written(request, shop).timeline
    if before is None:
        return
    table = diff_table(before, after)
    if table:
        wide_console().print(table)
    say(diff_lines(before, after))
