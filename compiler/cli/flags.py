"""Options of the command line that customise a routine: the same ones for `check`, `plan` and `build`."""

import functools
import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compiler.cli import completing
from compiler.cli.patients import patients_of

if TYPE_CHECKING:
    from compiler.pipeline.variants import Size, Variant

Texts = list[str] | None

Hold = Annotated[Texts, typer.Option(metavar="[EXERCISE=]45s", help="Holds: of all exercises, or of one.")]
Rest = Annotated[
    Texts, typer.Option(metavar="[EXERCISE=]15s", help="Rests: all, or those after one exercise.")
]
Reps = Annotated[Texts, typer.Option(metavar="[EXERCISE=]8", help="Repetitions: of all, or of one.")]
Sets = Annotated[Texts, typer.Option(metavar="[EXERCISE=]2", help="Sets: of all exercises, or of one.")]
Load = Annotated[Texts, typer.Option(metavar="[EXERCISE=]2kg", help="Loads: of all exercises, or of one.")]
Scale = Annotated[str | None, typer.Option(metavar="1.5", help="Multiply all holds.")]
FitTo = Annotated[str | None, typer.Option("--fit", metavar="10m", help="Choose doses to make it so long.")]
Only = Annotated[
    Texts,
    typer.Option(
        metavar="EXERCISE,…", help="Keep only these exercises.", autocompletion=completing.exercises
    ),
]
Skip = Annotated[
    Texts,
    typer.Option(
        metavar="EXERCISE,…", help="Leave these exercises out.", autocompletion=completing.exercises
    ),
]
Profile = Annotated[
    Texts,
    typer.Option(
        metavar="NAME,…", help="A version that the routine describes.", autocompletion=completing.profiles
    ),
]
Sizes = Annotated[
    Texts,
    typer.Option(
        "--size",
        metavar="SIZE,…",
        help="landscape, portrait, square, or 1280x720.",
        autocompletion=completing.sizes,
    ),
]
Language = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="de", help="The words of a translation.", autocompletion=completing.languages
    ),
]
Week = Annotated[
    Texts, typer.Option("--week", metavar="3,…", help="The doses of that week of the progression.")
]
VoiceName = Annotated[
    str | None,
    typer.Option("--voice", metavar="NAME|ENGINE:NAME", help="Who speaks, such as kokoro:af_heart or auto."),
]
CaptionsWord = Annotated[
    str | None,
    typer.Option(
        "--captions",
        metavar="closed|burnt_in",
        help="Beside the picture, or in it.",
        autocompletion=completing.captions,
    ),
]
Patients = Annotated[
    Texts,
    typer.Option(
        "--for",
        metavar="FILE,…",
        help="A patient's own doses; also several, 'patients/*.yaml', or a table: clinic.csv.",
        autocompletion=completing.patients,
    ),
]
FitExactly = Annotated[bool, typer.Option("--fit-exactly", help="Refuse where --fit cannot be reached.")]
BeyondRange = Annotated[bool, typer.Option("--beyond-range", help="Go on with doses outside their range.")]


def customisable(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options; it gets what they ask for as `wanted`, a tuple of variants.

    Typer reads a command by its signature, so the two signatures are made one.
    """
    own, flags = inspect.signature(command), inspect.signature(_wanted)
    shared = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in flags.parameters.values()]
    kept = [
        p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own.parameters.values() if p.name != "wanted"
    ]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        _no_strays(given)
        wanted = _wanted(**{p.name: given.pop(p.name) for p in shared})
        command(**given, wanted=wanted)

    run.__signature__ = own.replace(parameters=[*kept, *shared])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*kept, *shared)}
    return run


def _no_strays(given: dict[str, Any]) -> None:
    """A shell makes `--for a.yaml b.yaml` of a pattern, and the second file would count as a routine."""
    routines, patients = given.get("routines") or given.get("routine") or (), given["patient"]
    if patients and len(routines) > 1:
        from compiler.load import is_patient_file

        stray = next((path for path in routines if is_patient_file(path)), None)
        if stray:
            ways = f"write --for before each, --for {stray}, or put a pattern in quotes"
            message = f"{stray} is a patient's file and no routine: {ways}"
            raise typer.BadParameter(message, param_hint="--for")


def _wanted(
    hold: Hold = None,
    rest: Rest = None,
    reps: Reps = None,
    sets: Sets = None,
    load: Load = None,
    scale: Scale = None,
    fit: FitTo = None,
    fit_exactly: FitExactly = False,
    only: Only = None,
    skip: Skip = None,
    profile: Profile = None,
    week: Week = None,
    size: Sizes = None,
    lang: Language = None,
    voice: VoiceName = None,
    captions: CaptionsWord = None,
    patient: Patients = None,
    beyond_range: BeyondRange = False,
) -> "tuple[Variant, ...]":
    """The variants that the options ask for; one, as written, without any."""
    from compiler.customise import DoseKind
    from compiler.load import from_options, read_week
    from compiler.pipeline.variants import Variant, variants, voice_change

    doses = {DoseKind.HOLD: hold, DoseKind.REST: rest, DoseKind.REPS: reps, DoseKind.SETS: sets}
    with _telling_the_option():
        changes = from_options(
            {kind: texts or () for kind, texts in doses.items()}, load=load or (),
            scale=scale, fit=fit, only=only or (), skip=skip or (),
            voice=voice_change(voice) if voice is not None else None, captions=captions,
        )  # fmt: skip
        sizes = tuple(_size(name) for name in _split(size))
        weeks = tuple(read_week("--week", text) for text in _split(week))
    base = Variant(
        language=lang.lower().replace("_", "-") if lang else None,
        changes=changes,
        beyond_range=beyond_range,
        fit_exactly=fit_exactly,
    )
    patients = patients_of(patient or ())
    return variants(base, patients=patients, profiles=_split(profile), sizes=sizes, weeks=weeks)


def named_variants(patient: Texts, profile: Texts, size: Texts) -> "tuple[Variant, ...]":
    """The variants of these names, for commands that build nothing."""
    from compiler.pipeline.variants import Variant, variants

    with _telling_the_option():
        sizes = tuple(_size(name) for name in _split(size))
    patients = patients_of(patient or ())
    return variants(Variant(), patients=patients, profiles=_split(profile), sizes=sizes)


@contextmanager
def _telling_the_option() -> Iterator[None]:
    """A value that cannot be read is wrong usage, told with its option."""
    from compiler.load import OptionProblem

    try:
        yield
    except OptionProblem as problem:
        raise typer.BadParameter(str(problem), param_hint=problem.option) from None


def _split(texts: Texts) -> Sequence[str]:
    names = [name.strip() for text in texts or () for name in text.split(",")]
    return list(dict.fromkeys(name for name in names if name))


def _size(name: str) -> "Size":
    from compiler.load import read_size

    return name.lower(), read_size("--size", name)
