"""The command line: flags in, diagnostics and exit code out. Nothing else prints or exits.

Everything heavy is imported where it is needed, so that `--help` answers at once.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from compiler import __version__
from compiler.cli.allow import allow
from compiler.cli.cache import cache
from compiler.cli.flags import customisable
from compiler.cli.publish import Terminal
from compiler.cli.publish import add_to as add_channel_commands
from compiler.model.errors import DISK_ERRORS, Diagnostic, ExitCode, FollowalongError, errors_among
from compiler.system import surroundings

if TYPE_CHECKING:
    from rich.console import Console

    from compiler.deliver.live import LiveVideo
    from compiler.model.timeline import Timeline
    from compiler.pipeline.build import Built, OnLive, Options
    from compiler.pipeline.variants import Variant


class _Commands(TyperGroup):
    """Runs a command so that whatever happens in it becomes a message and an exit code."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        with _answering():
            return super().invoke(ctx)


app = typer.Typer(
    name="followalong",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Compile a YAML routine into a narrated, real-time follow-along exercise video.",
)

Routines = Annotated[list[Path], typer.Argument(help="Routine files (YAML).", show_default=False)]
RoutineArgument = Annotated[Path, typer.Argument(help="A routine file (YAML).", show_default=False)]
Animatic = Annotated[bool, typer.Option("--animatic", help="Show a card where a clip is not filmed yet.")]


def main() -> None:
    """The command, up to its exit code."""
    surroundings.answer_interrupts()
    surroundings.open_streams()
    app(standalone_mode=True)


@contextmanager
def _answering() -> Iterator[None]:
    """Whatever happens inside becomes a message and an exit code."""
    try:
        try:
            yield
        finally:
            _flush()
    except FollowalongError as error:
        _tell(error.diagnostics)
        _leave(error.exit_code)
    except KeyboardInterrupt:
        _leave_stopped()
    except BrokenPipeError:
        _leave(ExitCode.OK)
    except Exception as error:
        if hasattr(error, "exit_code"):  # the command line's own: wrong usage, --help, a wish to leave
            raise
        if surroundings.interrupted():
            _leave_stopped()
        _leave(_tell_unexpected(error))


def _leave_stopped() -> NoReturn:
    surroundings.ignore_interrupts()
    typer.echo("stopped; what was finished is kept, and the same command goes on from there", err=True)
    _leave(ExitCode.INTERRUPTED)


def _flush() -> None:
    """Say now what is still to be said, so that trouble with it shows here and not while Python ends."""
    try:
        sys.stdout.flush()
    except OSError:
        surroundings.close_stdout()
        raise


def _tell_unexpected(error: Exception) -> ExitCode:
    """A full disk is the world's fault and told as such; anything else is ours."""
    if isinstance(error, OSError) and error.errno in DISK_ERRORS:
        place = f" {error.filename}" if error.filename else ""
        typer.echo(f"error: cannot write{place}: {error.strerror}", err=True)
        return ExitCode.CANNOT_WRITE
    path = surroundings.write_bug_report(error)
    where = f"the details are in {path}" if path else "the details could not be written anywhere"
    message = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    typer.echo(f"internal error: {message}; this is a bug of followalong, {where}", err=True)
    return ExitCode.INTERNAL


def _leave(code: ExitCode) -> NoReturn:
    sys.exit(int(code))


def _tell(diagnostics: tuple[Diagnostic, ...]) -> None:
    for diagnostic in diagnostics:
        typer.echo(diagnostic.render(), err=True)
    errors = len(errors_among(diagnostics))
    if errors > 1:
        typer.echo(f"{errors} errors", err=True)


def _code_of(diagnostics: tuple[Diagnostic, ...]) -> ExitCode:
    errors = errors_among(diagnostics)
    return min((d.exit_code for d in errors), default=ExitCode.OK)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    if version:
        typer.echo(f"followalong {__version__}")
        raise typer.Exit


@app.command()
@customisable
def check(routines: Routines, wanted: tuple["Variant", ...], animatic: Animatic = False) -> None:
    """Report every mistake of the routines, with its place and a hint."""
    from compiler.draw import Proofreader
    from compiler.pipeline.build import Options, profile_problems, report

    worst, reader = ExitCode.OK, Proofreader()
    for path in routines:
        for variant in wanted:
            options = Options(animatic=animatic, variant=variant)
            found = report(path, options, reader)
            diagnostics = found.diagnostics
            if variant.asks_for_nothing:
                diagnostics += tuple(profile_problems(path, options, found, reader))
            _tell(diagnostics)
            code = _code_of(diagnostics)
            worst = code if worst is ExitCode.OK else worst
            if code is ExitCode.OK and found.timeline:
                name = _named(path, found.timeline)
                typer.echo(f"{name}: fine, {_length(found.timeline)}{_how_sure(found.timeline)}")
                _say(found.fit)
    _leave(worst)


def _named(path: Path, timeline: "Timeline") -> str:
    """The routine's file, with the variant where it is none by itself."""
    written = path.stem.endswith(f".{timeline.variant}")
    return f"{path} ({timeline.variant})" if timeline.variant and not written else str(path)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


@app.command()
@customisable
def plan(
    routine: RoutineArgument,
    wanted: tuple["Variant", ...],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what these options change.")] = False,
) -> None:
    """Show when everything happens: steps, sides, sets, lengths and what is said."""
    if as_json and (diff or len(wanted) > 1):
        raise typer.BadParameter("shows one variant, and no difference", param_hint="--json")
    worst = ExitCode.OK
    for variant in wanted:
        code = _plan_one(routine, variant, as_json=as_json, diff=diff)
        worst = code if worst is ExitCode.OK else worst
    _leave(worst)


def _plan_one(path: Path, variant: "Variant", *, as_json: bool, diff: bool) -> ExitCode:
    from compiler.deliver.timeline_json import plan_object
    from compiler.pipeline.build import Options, report, report_as_written

    options = Options(animatic=True, variant=variant)  # what is not filmed yet can be planned
    found = report(path, options)
    _tell(found.diagnostics)
    code = _code_of(found.diagnostics)
    if code is not ExitCode.OK or not found.timeline:
        return code
    if as_json:
        customised = {"fit": list(found.fit), "beyond_range": list(found.beyond_range)}
        typer.echo(json.dumps({**plan_object(found.timeline), **customised}, ensure_ascii=False, indent=1))
        return code
    if found.timeline.variant:
        typer.echo(_named(path, found.timeline))
    if diff:
        before = report_as_written(path, options)
        if before.timeline:
            _print_diff(before.timeline, found.timeline)
    else:
        _print_plan(found.timeline)
    _say(found.fit)
    _say(f"beyond range: {dose}" for dose in found.beyond_range)
    return code


@app.command()
@customisable
def build(
    routines: Routines,
    wanted: tuple["Variant", ...],
    draft: Annotated[bool, typer.Option("--draft", help="Small and quick: 640 pixels wide.")] = False,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the results.")] = Path("output"),
    animatic: Animatic = False,
    jobs: Annotated[int, typer.Option("--jobs", min=0, max=64, help="Processes (0: one for each core).")] = 0,
    watch: Annotated[bool, typer.Option("--watch", help="See it in the browser while it is made.")] = False,
) -> None:
    """Make the video, its captions, description and thumbnail."""
    from compiler.pipeline.build import Options

    jobs_to_do = [
        (path, Options(draft=draft, animatic=animatic, output=output, workers=jobs, variant=variant))
        for path in routines
        for variant in wanted
    ]
    if watch and len(jobs_to_do) > 1:
        raise typer.BadParameter("shows one video: give one routine, and one variant", param_hint="--watch")
    worst = ExitCode.OK
    for path, options in jobs_to_do:
        try:
            _build_watched(path, options) if watch else _build_one(path, options)
        except FollowalongError as error:
            if len(jobs_to_do) == 1:
                raise
            _tell(error.diagnostics)
            worst = error.exit_code if worst is ExitCode.OK else worst
    _leave(worst)


def _build_watched(path: Path, options: "Options") -> None:
    from compiler.watch import Watching

    with Watching() as watching:

        def on_live(live: "LiveVideo") -> None:
            watching.show(live)
            typer.echo(f"watch it at {watching.address}", err=True)
            watching.open_page()

        _build_one(path, options, on_live)
        if watching.viewers:
            typer.echo("it is still being watched (Ctrl-C ends)", err=True)
        with suppress(KeyboardInterrupt):
            watching.wait()


def _build_one(path: Path, options: "Options", on_live: "OnLive" = lambda _: None) -> None:
    from compiler.pipeline.build import build as build_routine

    with _progress_bar(path.stem) as on_progress:
        built = build_routine(path, options, on_progress, on_live)
    _tell(built.warnings)
    for note in built.notes:
        typer.echo(f"note: {note}", err=True)
    _print_built(built)
    _say(built.fit)


def _print_built(built: "Built") -> None:
    frames = (
        "nothing had to be encoded" if not built.encoded_frames else f"{built.encoded_frames} frames encoded"
    )
    for path in built.files:
        typer.echo(f"wrote {path}")
    loudness = f"{built.loudness_lufs:.1f} LUFS, true peak {built.true_peak_dbtp:.1f} dBTP"
    typer.echo(f"sound {loudness}")
    typer.echo(f"video {_length(built.timeline)}, built in {_took(built.seconds)} ({frames})")


def _took(seconds: float) -> str:
    from compiler.model.timing import clock

    return f"{seconds:.1f} s" if seconds < 60 else clock(seconds)


def _length(timeline: "Timeline") -> str:
    from compiler.model.timing import clock

    return clock(timeline.duration_seconds)


def _how_sure(timeline: "Timeline") -> str:
    return " (speech measured)" if timeline.measured else " (speech estimated; build measures it)"


STAGES = {
    "speak": "speaking",
    "conform": "preparing clips",
    "render": "rendering",
    "write": "writing",
    "send": "sending",
}


def _console() -> "Console":
    from rich.console import Console

    return Console(stderr=True)


@contextmanager
def _progress_bar(name: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar with what is being done and the time left; plain silence where there is no terminal."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<16}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=_console(), transient=True, disable=not sys.stderr.isatty()) as progress:
        tasks: dict[str, object] = {}

        def on_progress(stage: str, done: int, total: int) -> None:
            if total and stage not in tasks:
                tasks[stage] = progress.add_task(f"{name}: {STAGES[stage]}", total=total)
            if stage in tasks:
                progress.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        yield on_progress


def _wide_console() -> "Console":
    """A console for tables: as wide as the screen, and never too narrow to read."""
    from rich.console import Console

    return Console(width=max(80, Console().width) if sys.stdout.isatty() else 120)


def _print_plan(timeline: "Timeline") -> None:
    from compiler.cli.tables import dropped_lines, plan_table

    _wide_console().print(plan_table(timeline))
    _say(dropped_lines(timeline))
    typer.echo(f"total {_length(timeline)}{_how_sure(timeline)}")


def _print_diff(before: "Timeline", after: "Timeline") -> None:
    from compiler.cli.tables import diff_lines, diff_table

    table = diff_table(before, after)
    if table:
        _wide_console().print(table)
    _say(diff_lines(before, after))


@app.command("contact-sheet")
def contact_sheet(
    routine: RoutineArgument,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The PNG to write.", show_default=False)
    ] = None,
    animatic: Animatic = False,
) -> None:
    """Draw one picture with a frame of every step."""
    from compiler.pipeline.build import Options, report
    from compiler.pipeline.contact_sheet import write_contact_sheet
    from compiler.store import Store
    from compiler.system.workers import Pool, cores

    found = report(routine, Options(animatic=animatic))
    _tell(found.diagnostics)
    code = _code_of(found.diagnostics)
    if code is ExitCode.OK and found.timeline:
        name = found.timeline.slug
        destination = output or Path("output") / name / f"{name}.contact-sheet.png"
        store, _ = Store.open()
        with Pool(cores()) as pool, _progress_bar(name) as on_progress:
            told = partial(on_progress, "render")
            write_contact_sheet(found.timeline, store, pool, destination, told)
        typer.echo(f"wrote {destination}")
    _leave(code)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Name of the routine: becomes routines/NAME.yaml.")],
) -> None:
    """Start a routine from the exercise library, with comments that teach."""
    from compiler.cli.starter import write_starter

    typer.echo(f"wrote {write_starter(name, Path.cwd())}")


@app.command()
def clip(
    figure: Annotated[str, typer.Argument(help="A figure of assets/figures, without .yaml.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write.")] = None,
    presenter: Annotated[str, typer.Option(help="Who shows it.")] = "default",
    mirror: Annotated[bool, typer.Option("--mirror", help="Show the other side.")] = False,
    size: Annotated[str, typer.Option(help="landscape, portrait, square or 1280x720.")] = "landscape",
) -> None:
    """Draw a demonstration to a clip of its own."""
    from compiler.load.scalars import frame_size
    from compiler.pipeline.figure_clips import figure_clip

    try:
        pixels = frame_size(size)
    except ValueError as error:
        raise typer.BadParameter(f"size {error}") from None
    path = output or Path(f"{figure}.mp4")
    frames = figure_clip(figure, path, presenter=presenter, mirrored=mirror, size=pixels, folder=Path.cwd())
    typer.echo(f"wrote {path}: {frames / 30:.1f} s")


@app.command()
def schema(
    kind: Annotated[
        str, typer.Argument(help="routine, exercise, patient, translation or words.")
    ] = "routine",
) -> None:
    """Print the JSON Schema of a kind of file, for editors that complete and check while typing."""
    from compiler.load.schemas import KINDS, json_schema

    if kind not in KINDS:
        raise typer.BadParameter(f"there are: {', '.join(KINDS)}", param_hint="kind")
    typer.echo(json.dumps(json_schema(kind), indent=1, ensure_ascii=False))


@app.command()
def doctor() -> None:
    """Tell whether voice, encoder, fonts and folders of this machine are as they should be."""
    from compiler.cli.doctor import examine

    worst = ExitCode.OK
    for finding in examine():
        typer.echo(f"{'ok  ' if finding.ok else 'BAD '} {finding.what}: {finding.detail}")
        worst = worst if finding.ok or worst else finding.exit_code
    _leave(worst)


app.command()(cache)
app.command()(allow)
add_channel_commands(app, Terminal(tell=_tell, leave=_leave, progress=_progress_bar))


if __name__ == "__main__":
    main()
