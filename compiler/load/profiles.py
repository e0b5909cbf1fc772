"""Profiles of a routine -> layers of customisation; and what patients' files share with them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from compiler.customise.layers import (
    Addition,
    CueChange,
    Customisation,
    DoseChange,
    DoseKind,
    FitTarget,
    LoadChange,
    Named,
    Scale,
    VoiceChange,
)
from compiler.customise.progression import Progression, Week
from compiler.load.companions import PatientFile
from compiler.load.context import Context
from compiler.load.edges import end_card_of, title_card_of
from compiler.load.groups import steps_of
from compiler.load.lines import AUTHOR_PRIORITY, note_placeholders, timed_line
from compiler.load.prescriptions import prescription_of
from compiler.load.reading import Reading
from compiler.load.scalars import ALL, week_of
from compiler.load.schema import (
    AdditionFile,
    CueFile,
    DosesFile,
    OverridesFile,
    ProfileFile,
    RoutineFile,
    VoiceFile,
)
from compiler.load.speakers import voice_files
from compiler.load.voices import place_of
from compiler.model.errors import SourceSpan
from compiler.model.names import slug_part
from compiler.model.placeholders import PLACEHOLDERS
from compiler.model.routine import Captions
from compiler.yaml import Located


def profile_of(name: str, written: ProfileFile, place: SourceSpan | None, context: Context) -> Customisation:
    """A profile with its cues and added steps looked up; what is wrong is noted."""
    title = written.title.text if written.title else None
    words = title or written.summary
    for one in (title, written.summary):
        note_placeholders(one, context.reading)
    return Customisation(
        name=slug_part(name),
        title=title.value if title else None,
        title_card=title_card_of(written.title, context),
        end_card=end_card_of(written.end, context),
        summary=written.summary.value if written.summary else None,
        voice=_voice_change(written.voice, context.reading) if written.voice else None,
        captions=Captions(written.captions.value) if written.captions else None,
        additions=tuple(_addition(entry, context) for entry in written.add),
        span=words.span if words else None,
        summary_span=written.summary.span if written.summary else None,
        place=place,
        **overrides_of(written, context.reading),
    )


def _voice_change(written: VoiceFile, reading: Reading) -> VoiceChange:
    """Another voice; a program is no voice that a version can bring."""
    if written.command or (written.engine and written.engine.value == "command"):
        span = (written.engine or written.command[0]).span  # type: ignore[index]
        reading.complain(
            "a profile cannot bring a program as its voice", span, "write it under the routine's voice:"
        )
    folder, model = voice_files(written, reading)
    rate, pitch, volume = written.words_per_minute, written.pitch, written.volume
    return VoiceChange(
        engine=written.engine.value if written.engine else None,
        name=(model.stem if model else written.voice.value) if written.voice else None,
        words_per_minute=rate.value if rate else None,
        pitch=pitch.value if pitch else None,
        volume=Fraction(volume.value, 100) if volume else None,
        folder=folder,
        model=model,
        span=place_of(written),
    )


def overrides_of(written: OverridesFile, reading: Reading) -> dict[str, Any]:
    """What profiles and patients' files share, as fields of a Customisation."""
    rate = written.words_per_minute
    return {
        **_doses_of(written),
        "fit": FitTarget(seconds=written.fit.value, span=written.fit.span) if written.fit else None,
        "cues": tuple(
            _cue_change(name, cues, written.place_of("cues", name), reading)
            for name, cues in written.cues.items()
        ),
        "words_per_minute": rate.value if rate else None,
    }


def progression_of(written: RoutineFile | PatientFile, *, lenient: bool = False) -> Progression:
    """The weeks from which on something changes, in their order."""
    places = {week_of(key): place for key, place in written.places_under("progression").items()}
    return tuple(
        Week(number, Customisation(lenient=lenient, **_doses_of(changes)), places.get(number))
        for number, changes in sorted(written.progression.items())
    )


def _doses_of(written: DosesFile) -> dict[str, Any]:
    return {
        "doses": tuple(
            change for kind in DoseKind for change in _doses(kind, getattr(written, kind.value) or {})
        ),
        "loads": tuple(
            LoadChange(load=load.value, exercise=None if name == ALL else name, span=load.span)
            for name, load in (written.load or {}).items()
        ),
        "scale": Scale(factor=written.scale.value, span=written.scale.span) if written.scale else None,
        "only": tuple(_named(name) for name in written.only),
        "skip": tuple(_named(name) for name in written.skip),
        "prescription": prescription_of(written),
    }


def _doses(kind: DoseKind, written: Mapping[str, Located[Any]]) -> list[DoseChange]:
    return [
        DoseChange(
            kind=kind,
            value=Fraction(dose.value),
            exercise=None if name == ALL else name,
            span=dose.span,
        )
        for name, dose in written.items()
    ]


def _named(name: Located[str]) -> Named:
    return Named(exercise=name.value, span=name.span)


def _cue_change(
    name: str, cues: tuple[CueFile, ...], place: SourceSpan | None, reading: Reading
) -> CueChange:
    any_word = frozenset(PLACEHOLDERS)
    return CueChange(
        exercise=None if name == ALL else name,
        cues=tuple(timed_line(cue, any_word, reading, AUTHOR_PRIORITY) for cue in cues),
        span=place,
    )


def _addition(written: AdditionFile, context: Context) -> Addition:
    place = written.after or written.before
    assert place is not None
    steps = steps_of(written.steps, context)
    return Addition(beside=_named(place), after=written.after is not None, steps=steps)
