"""The whole story on one page: the only module that composes stages.

`check` and `plan` need no voice and no encoder; `build` measures every line before it renders a frame.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from compiler.customise import Customised
from compiler.deliver.folder import claimed
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
from compiler.model.routine import ExerciseStep, Footage, Music, Routine, Utterance, Voice
from compiler.model.timeline import Cue, Timeline
from compiler.narrate import Speech, check_voice, estimate_seconds, kept, narrate
from compiler.pipeline.variants import Prepared, Variant, fit_told, fitted, prepare
from compiler.plan import Fitted, Planned, plan
from compiler.store import Store, content_key, file_digest, reporting_disk
from compiler.store.upkeep import limit_bytes, trim
from compiler.system.workers import Pool, cores

if TYPE_CHECKING:
    from compiler.deliver.live import LiveVideo
    from compiler.deliver.outputs import Outputs
    from compiler.model.piece import Piece

OnLive = Callable[["LiveVideo"], None]
OnProgress = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done and of how much."""

DRAFT_WIDTH = 640


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build. `output` is the folder that holds a folder for each routine."""

    draft: bool = False
    animatic: bool = False
    output: Path = Path("output")
    workers: int = 0
    store: Path | None = None
    variant: Variant = Variant()

    @property
    def jobs(self) -> int:
        """Worker processes: as asked, or one for each core."""
        return self.workers or cores()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What `check` and `plan` found; `timeline` is None where there are errors in what was written.

    `fit` says what a fit did; `beyond_range` names doses outside their range that were asked for all the same.
    """

    routine: Routine | None
    timeline: Timeline | None
    diagnostics: tuple[Diagnostic, ...]
    customised: Customised | None = None
    fit: tuple[str, ...] = ()
    beyond_range: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What `build` made and what it took."""

    outputs: "Outputs"
    timeline: Timeline
    loudness_lufs: float
    true_peak_dbtp: float
    encoded_frames: int
    seconds: float
    warnings: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
    fit: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """All that was written, by name."""
        return self.outputs.files


# --- check and plan -----------------------------------------------------------------------------------------


def report(path: Path, options: Options, reader: Proofreader | None = None) -> Report:
    """Everything that can be said of a routine without speaking or rendering it.

    A `reader` that has read other versions need not read again what they have in common.
    """
    prepared = prepare(path, options.variant, animatic=options.animatic)
    if prepared.customised is None or errors_among(prepared.diagnostics):
        found = (*prepared.diagnostics, *_voice_problems(prepared.voices))
        return Report(routine=None, timeline=None, diagnostics=found)
    store, _ = Store.open(options.store)
    planned, fit = _planned_with(prepared.customised, lambda wanted: kept(wanted, store))
    return _report_of(prepared, prepared.customised, planned, fit, reader or Proofreader())


def sound_timeline(path: Path, options: Options) -> Timeline:
    """The plan of a routine without mistakes.

    Raises:
        FollowalongError: with every diagnostic, of the gravest kind.
    """
    found = report(path, options)
    _refuse(found.diagnostics)
    assert found.timeline is not None
    return found.timeline


def profile_problems(
    path: Path, options: Options, found: Report, reader: Proofreader
) -> Iterator[Diagnostic]:
    """What is wrong in the versions that the routine describes, beyond what was `found` in it as it is written."""
    for name in found.profiles:
        version = report(path, replace(options, variant=replace(options.variant, profile=name)), reader)
        new = (d for d in version.diagnostics if d not in found.diagnostics)
        yield from (replace(d, message=f"profile {name}: {d.message}") for d in new)


def report_as_written(path: Path, options: Options) -> Report:
    """The same routine without its customisation, in the same language and size: what a change is compared with."""
    wanted = options.variant
    plain = Variant(size=wanted.size, language=wanted.language, beyond_range=wanted.beyond_range)
    return report(path, replace(options, variant=plain))


def _report_of(
    prepared: Prepared, customised: Customised, planned: Planned, fit: Fitted | None, reader: Proofreader
) -> Report:
    routine = fit.routine if fit else customised.routine
    around = _surroundings(routine, planned.timeline, reader)
    found = (*prepared.diagnostics, *planned.diagnostics, *around)
    return Report(
        routine=routine,
        timeline=planned.timeline,
        diagnostics=tuple(dict.fromkeys(found)),
        customised=customised,
        fit=tuple(fit_told(fit)) if fit else (),
        beyond_range=prepared.beyond_range,
        profiles=prepared.profiles,
    )


def _surroundings(routine: Routine, timeline: Timeline, reader: Proofreader) -> Iterator[Diagnostic]:
    """Voices, footage, effects, and whether all words fit the theme's boxes."""
    voices = {routine.voice, *(getattr(step, "voice", routine.voice) for step in routine.steps)}
    said = (cue.utterance for cue in timeline.cues if timeline.measured)
    spoken = {utterance.voice for utterance in said if not utterance.recording}
    yield from (replace(d, span=d.span or routine.span) for d in _voice_problems(voices, spoken))
    yield from _sound_problems(timeline)
    yield from _footage_problems(routine)
    yield from _text_problems(timeline, reader)


def _voice_problems(voices: Iterable[Voice], spoken: Collection[Voice] = ()) -> Iterator[Diagnostic]:
    """`spoken` are voices that have spoken on this machine."""
    for voice in sorted(set(voices), key=repr):
        found = check_voice(voice, has_spoken=voice in spoken)
        yield from (replace(d, span=d.span or voice.span) for d in found)


def _sound_problems(timeline: Timeline) -> Iterator[Diagnostic]:
    """Music, and each recording once: at its words, or at the voice where the tool chose the words."""
    from compiler.narrate import check_recordings

    yield from _music_problems(timeline.music)
    told: set[str] = set()
    first: dict[Utterance, Cue] = {}
    for cue in timeline.cues:
        first.setdefault(cue.utterance, cue)
    for utterance, cue in first.items():
        for problem in check_recordings([utterance]):
            if problem.message not in told:
                told.add(problem.message)
                yield replace(problem, span=problem.span or cue.span or utterance.voice.span)


def _music_problems(music: Music | None) -> Iterator[Diagnostic]:
    if music:
        from compiler.media.audio import probe_sound

        try:
            probe_sound(music.path)
        except BadMedia as error:
            yield from (replace(problem, span=music.span) for problem in error.diagnostics)


def _footage_problems(routine: Routine) -> Iterator[Diagnostic]:
    media = [getattr(step, "media", None) for step in routine.steps]
    media += [step.second_side_media for step in routine.steps if isinstance(step, ExerciseStep)]
    for footage in dict.fromkeys(m for m in media if isinstance(m, Footage)):
        yield from _problems_of(footage)


def _problems_of(footage: Footage) -> Iterator[Diagnostic]:
    from compiler.media.effects import check_effect
    from compiler.media.probe import check_footage

    yield from check_footage(footage)
    for effect in footage.effects:
        problems = check_effect(effect)
        yield from (replace(d, span=d.span or effect.span or footage.span) for d in problems)


def _text_problems(timeline: Timeline, reader: Proofreader) -> Iterator[Diagnostic]:
    theme, problems = reader.theme(timeline.theme)
    yield from problems
    if theme:
        for step in timeline.steps:
            found = reader.read(step.scene, theme, timeline.size, timeline.frame_rate)
            yield from (replace(d, span=d.span or step.span) for d in found)


def _planned_with(
    customised: Customised, speech_for: Callable[[tuple[Utterance, ...]], dict[Utterance, Speech]]
) -> tuple[Planned, Fitted | None]:
    """Fit and plan with the lengths of the speech that `speech_for` gives, and estimates where it has none.

    What is said depends on how long things take, so this is done again until nothing new is asked for. A fit
    tries many doses; only the words of those it chooses are asked for.
    """
    speech: dict[Utterance, Speech] = {}
    tried: set[Utterance] = set()
    while True:
        asked: set[Utterance] = set()

        def likely(utterance: Utterance) -> Fraction:
            spoken = speech.get(utterance)
            return spoken.seconds if spoken else estimate_seconds(utterance)

        def length_of(utterance: Utterance) -> Fraction:
            asked.add(utterance)  # noqa: B023 - used before the next turn of the loop
            return likely(utterance)

        routine, fit = fitted(customised, likely)
        planned = plan(routine, length_of, measured=bool(tried) and asked <= speech.keys())
        new = sorted(asked - tried, key=repr)
        if not new:
            measured = asked <= speech.keys()
            if measured != planned.timeline.measured:
                planned = plan(routine, length_of, measured=measured)
            return planned, fit
        tried.update(new)
        speech.update(speech_for(tuple(new)))


# --- build --------------------------------------------------------------------------------------------------


def build(
    path: Path,
    options: Options,
    on_progress: OnProgress = lambda *_: None,
    on_live: OnLive = lambda _: None,
) -> Built:
    """Routine file -> MP4, captions, description, thumbnail and timeline.json in `output/<routine>/`.

    `on_live` is given the video before anything of it is rendered, to be watched meanwhile.

    Raises:
        FollowalongError: with every diagnostic; what was there before is untouched.
    """
    began = monotonic()
    store, warning = Store.open(options.store)
    checked = report(path, replace(options, store=store.root))
    _refuse(d for d in checked.diagnostics if not d.estimated)
    assert checked.routine and checked.timeline and checked.customised
    folder = options.output / checked.routine.slug
    with claimed(folder), store.at_work(), Pool(options.jobs, importing="compiler.render") as pool:
        if not checked.timeline.measured:
            pool.start()  # there is something to say first
        timeline, speech, fit = measured_timeline(checked.customised, store, options, on_progress)
        built = _rendered(timeline, speech, store, pool, options, on_progress, on_live)
    if built.encoded_frames:
        trim(store, limit_bytes())
    warnings = tuple(d for d in checked.diagnostics if d not in errors_among(checked.diagnostics))
    notes = (warning,) if warning else ()
    return replace(built, seconds=monotonic() - began, warnings=warnings, notes=notes, fit=fit)


def _refuse(diagnostics: Any) -> None:
    """Stop with all errors, under the exit code of the gravest."""
    errors = errors_among(diagnostics)
    if not errors:
        return
    gravest = min(error.exit_code for error in errors)
    kinds = (InvalidRoutine, BadMedia, ToolFailed, CannotWrite)
    raise next((kind for kind in kinds if kind.exit_code is gravest), FollowalongError)(*errors)


def measured_timeline(
    customised: Customised, store: Store, options: Options, on_progress: OnProgress
) -> tuple[Timeline, dict[Utterance, Speech], tuple[str, ...]]:
    """Speak every line, then plan with the true lengths; also what a fit did."""
    speech: dict[Utterance, Speech] = {}

    def speak(wanted: tuple[Utterance, ...]) -> dict[Utterance, Speech]:
        new = narrate(
            wanted, store, workers=options.jobs, on_done=lambda done, total: on_progress("speak", done, total)
        )
        speech.update(new)
        return new

    planned, fit = _planned_with(customised, speak)
    _refuse(planned.diagnostics)
    timeline = planned.timeline
    if options.draft:
        width, height = timeline.size
        small = min(width, DRAFT_WIDTH)
        timeline = replace(timeline, size=(small, height * small // width // 2 * 2), draft=True)
    return timeline, speech, tuple(fit_told(fit)) if fit else ()


def _rendered(
    timeline: Timeline,
    speech: dict[Utterance, Speech],
    store: Store,
    pool: Pool,
    options: Options,
    on_progress: OnProgress,
    on_live: OnLive,
) -> Built:
    from compiler.deliver.finished import Finished
    from compiler.deliver.live import LiveVideo
    from compiler.deliver.outputs import deliver
    from compiler.render import DRAFT, FULL, render, thumbnail

    mixing = _sound(timeline, speech, store, pool)
    quality = DRAFT if options.draft else FULL

    def on_cut(pieces: "tuple[Piece, ...]") -> None:
        on_live(LiveVideo(timeline, pieces, lambda: Path(mixing()["path"])))

    rendering = render(timeline, store, quality=quality, pool=pool, on_progress=on_progress, on_cut=on_cut)
    sound = mixing()
    finished = Finished(
        timeline=timeline,
        pieces=rendering.pieces,
        sound=Path(sound["path"]),
        thumbnail=thumbnail(timeline, store, pool),
        on_frames=lambda done: on_progress("write", done, timeline.frames),
    )
    return Built(
        outputs=deliver(finished, options.output / timeline.slug),
        timeline=timeline,
        loudness_lufs=sound["loudness_lufs"],
        true_peak_dbtp=sound["true_peak_dbtp"],
        encoded_frames=rendering.encoded_frames,
        seconds=0,
        warnings=(),
        notes=(),
    )


def _sound(
    timeline: Timeline, speech: dict[Utterance, Speech], store: Store, pool: Pool
) -> Callable[[], dict[str, Any]]:
    """Call what comes back for the mastered track and what was measured on it; mixed in the pool if need be."""
    key = _sound_key(timeline, speech)
    kept_sound = _kept_sound(key, store)
    if kept_sound:
        return lambda: kept_sound
    return pool.submit(partial(_mixed, timeline, speech, store, key))


def _kept_sound(key: str, store: Store) -> dict[str, Any] | None:
    path, told = store.find("sound", key, ".m4a"), store.find("sound", key, ".json")
    return {**json.loads(told.read_text()), "path": str(path)} if path and told else None


def _mixed(timeline: Timeline, speech: dict[Utterance, Speech], store: Store, key: str) -> dict[str, Any]:
    from compiler.mix import mix

    with store.scratch_folder() as scratch:
        fresh = scratch / "sound.m4a"
        with reporting_disk(fresh):
            sound = mix(timeline, speech, destination=fresh)
        if _sound_key(timeline, speech) != key:
            raise BadMedia("the music changed while it was mixed", hint="run this again")
        facts = {"loudness_lufs": sound.loudness_lufs, "true_peak_dbtp": sound.true_peak_dbtp}
        path = store.make("sound", key, ".m4a", partial(_move, fresh))
        store.make("sound", key, ".json", partial(_write, json.dumps(facts)))
    return {**facts, "path": str(path)}


def _sound_key(timeline: Timeline, speech: dict[Utterance, Speech]) -> str:
    """Over everything that is heard."""
    from compiler.mix import MIX_VERSION

    music = timeline.music
    return content_key(
        "sound",
        MIX_VERSION,
        timeline.frames,
        timeline.frame_rate,
        [(file_digest(speech[cue.utterance].path), cue.range.start) for cue in timeline.cues],
        [(tone.kind, tone.frame) for tone in timeline.tones],
        [file_digest(music.path), music.level_db] if music else None,
    )


def _move(source: Path, destination: Path) -> None:
    source.replace(destination)


def _write(text: str, destination: Path) -> None:
    destination.write_text(text, encoding="utf-8")
