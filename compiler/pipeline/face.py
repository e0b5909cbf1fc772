"""The doors for programs: a path and keywords, as `compiler.check`, `compiler.plan` and `compiler.build`."""

from collections.abc import Mapping, Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TypedDict, Unpack

from compiler.customise import DoseKind
from compiler.load import OptionProblem, Row, from_options, read_size, read_table
from compiler.model.file_size import read_file_size
from compiler.model.timeline import Timeline
from compiler.pipeline.build import Built, OnLive
from compiler.pipeline.build import build as build_request
from compiler.pipeline.check import Report, faultless_timeline, refuse
from compiler.pipeline.check import check as check_request
from compiler.pipeline.request import BuildSettings, Request
from compiler.pipeline.variants import Variant, voice_change
from compiler.system.workshop import OnProgress, PoolFor, open_workshop

AnyPath = str | PathLike[str]
Texts = str | Sequence[str]


class Wanted(TypedDict, total=False):
    """Which version of a routine: the command line's options, with the same words.

    `hold`, `rest`, `reps`, `sets` and `load` are `"45s"`, `"8"`, `"2 kg"` for all exercises or `"bridge=45s"` for one,
    or several of these in a list; `only` and `skip` are names of exercises. `patient` is what `--for` names, with `row`
    one of its :func:`patients`, `week` counts from 1.
    """

    profile: str
    size: str
    language: str
    patient: AnyPath
    row: Row
    hold: Texts
    rest: Texts
    reps: Texts
    sets: Texts
    load: Texts
    week: int
    scale: str
    fit: str
    voice: str
    captions: str
    only: Texts
    skip: Texts
    beyond_range: bool
    fit_exactly: bool


def check(
    path: AnyPath, *, animatic: bool = False, store: AnyPath | None = None, **wanted: Unpack[Wanted]
) -> Report:
    """Everything that can be said of the routine at `path` without speaking or rendering it; raises nothing for it.

    Raises:
        OptionProblem: a keyword's value cannot be read (a ValueError).
    """
    with open_workshop(store=_path(store)) as shop:
        return check_request(_request(path, wanted, animatic=animatic), shop)


def plan(
    path: AnyPath, *, animatic: bool = True, store: AnyPath | None = None, **wanted: Unpack[Wanted]
) -> Timeline:
    """When everything happens: with true lengths of speech if all of it was spoken before, else with estimates.

    Raises:
        FollowalongError: the routine has mistakes; its diagnostics name all of them.
        OptionProblem: a keyword's value cannot be read (a ValueError).
    """
    with open_workshop(store=_path(store)) as shop:
        return faultless_timeline(_request(path, wanted, animatic=animatic), shop)


def build(
    path: AnyPath,
    *,
    output: AnyPath = "output",
    draft: bool = False,
    max_size: str | None = None,
    animatic: bool = False,
    jobs: int = 0,
    on: str | None = None,
    store: AnyPath | None = None,
    on_progress: OnProgress = lambda *_: None,
    on_live: OnLive | None = None,
    **wanted: Unpack[Wanted],
) -> Built:
    """Make the video and all that goes with it in `output/<routine>/`, with `jobs` processes (0: one a core).

    `max_size` is what the MP4 may take, as in ``"20MB"``. `on` is the address of a Dask scheduler, such as
    ``tcp://scheduler:8786``, whose workers do it instead.

    On systems that start processes anew (macOS, Windows) call it below `if __name__ == "__main__":`.

    Raises:
        FollowalongError: with every diagnostic; what was there before is untouched.
        OptionProblem: a keyword's value cannot be read (a ValueError).
    """
    request, settings = (
        _request(path, wanted, animatic=animatic),
        BuildSettings(output=Path(output), draft=draft, most_bytes=_most_bytes(max_size)),
    )
    with open_workshop(
        store=_path(store), jobs=jobs, pool_for=_working_on(on), on_progress=on_progress
    ) as shop:
        return build_request(request, settings, shop, on_live=on_live)


def _most_bytes(text: str | None) -> int | None:
    try:
        return read_file_size(text) if text is not None else None
    except ValueError as problem:
        raise OptionProblem("max_size", str(problem)) from None


def _working_on(address: str | None) -> PoolFor | None:
    if not address:
        return None
    from compiler.cluster.pool import cluster_pool

    return partial(cluster_pool, address)


def patients(table: AnyPath) -> tuple[Row, ...]:
    """The rows of a table of patients, each to be given as `row=` beside `patient=table`.

    Raises:
        InvalidRoutine: the table cannot be used; mistakes of a row are told when it is used.
    """
    rows, problems = read_table(Path(table))
    refuse(problems)
    return rows


def _request(path: AnyPath, wanted: Wanted, *, animatic: bool) -> Request:
    return Request(path=Path(path), variant=_variant(wanted), animatic=animatic)


def _variant(wanted: Wanted) -> Variant:
    language, size, voice = wanted.get("language"), wanted.get("size"), wanted.get("voice")
    row = wanted.get("row")
    doses: Mapping[DoseKind, Texts] = {
        DoseKind.HOLD: wanted.get("hold", ()),
        DoseKind.REST: wanted.get("rest", ()),
        DoseKind.REPS: wanted.get("reps", ()),
        DoseKind.SETS: wanted.get("sets", ()),
    }
    return Variant(
        profile=wanted.get("profile"),
        size=(size.lower(), read_size("size", size)) if size else None,
        language=language.lower() if language else None,
        patient=_path(wanted.get("patient")),
        row=row,
        week=wanted.get("week", row.week if row else None),
        changes=from_options(
            {kind: _listed(texts) for kind, texts in doses.items()},
            load=_listed(wanted.get("load", ())),
            scale=wanted.get("scale"),
            fit=wanted.get("fit"),
            voice=voice_change(voice) if voice else None,
            captions=wanted.get("captions"),
            only=_listed(wanted.get("only", ())),
            skip=_listed(wanted.get("skip", ())),
        ),
        beyond_range=wanted.get("beyond_range", False),
        fit_exactly=wanted.get("fit_exactly", False),
    )


def _listed(texts: Texts) -> Sequence[str]:
    return (texts,) if isinstance(texts, str) else texts


def _path(given: AnyPath | None) -> Path | None:
    return Path(given) if given is not None else None
