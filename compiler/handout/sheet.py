"""What stands on a sheet of paper, as data: the same for PDF and HTML."""

from dataclasses import dataclass, replace
from pathlib import Path

from compiler.language import Language, language_of, times_a_day
from compiler.model.brand import Brand
from compiler.model.timeline import Timeline, TimelineExercise

WEEKS = 4
"""Rows of the table to tick off."""
ACCENT = "#1F6F60"
"""Of a sheet without a brand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetExercise:
    """An exercise: pictures of its start and end (one, where nothing moves), how much, how, and who takes care."""

    name: str
    dose: str
    needs: str = ""
    steps: tuple[str, ...] = ()
    careful: tuple[str, ...] = ()
    pictures: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything that is printed, in the patient's language.

    `name` is the patient's, empty on a sheet for anybody. `times_a_day` is how many boxes a day has; `first_week` the
    number of the table's first row. `address` is where the video is, for the QR code; empty without one.
    """

    language: Language
    tag: str
    title: str
    summary: str
    name: str
    schedule: str
    stop: str
    notes: tuple[str, ...]
    exercises: tuple[SheetExercise, ...]
    disclaimer: str
    brand: Brand | None = None
    times_a_day: int = 1
    first_week: int = 1
    address: str = ""

    @property
    def for_whom(self) -> str:
        """For whom it is, in words; empty on a sheet for anybody."""
        return self.language.paper.for_name.format(name=self.name) if self.name else ""

    @property
    def weeks(self) -> tuple[str, ...]:
        """What the rows of the table are called."""
        numbers = range(self.first_week, self.first_week + WEEKS)
        return tuple(self.language.paper.week.format(n=number) for number in numbers)

    @property
    def accent(self) -> str:
        """The colour of lines and doses."""
        return self.brand.site.accent if self.brand and self.brand.site else ACCENT


def sheet_of(
    timeline: Timeline,
    name: str,
    stop: str,
    pictures: dict[int, tuple[Path, ...]],
    address: str,
) -> Sheet:
    """The sheet of a timeline; `pictures` are those of each exercise by its index.

    An exercise that comes several times with the same dose, as in rounds, is printed once: "3 × 8 slow reps".
    """
    language = language_of(timeline.language)
    done = [
        _exercise(exercise, pictures.get(index, ()), language)
        for index, exercise in enumerate(timeline.exercises)
    ]
    frequency = timeline.prescription.frequency
    return Sheet(
        language=language,
        tag=timeline.language,
        title=timeline.title,
        summary=timeline.summary,
        name=name,
        schedule=timeline.schedule,
        stop=stop,
        notes=timeline.prescription.notes,
        exercises=tuple(_times(one, done.count(one)) for one in dict.fromkeys(done)),
        disclaimer=timeline.disclaimer,
        brand=timeline.brand,
        times_a_day=times_a_day(frequency, language),
        first_week=(timeline.source.week if timeline.source else None) or 1,
        address=address,
    )


def _times(exercise: SheetExercise, count: int) -> SheetExercise:
    return replace(exercise, dose=f"{count} × {exercise.dose}") if count > 1 else exercise


def _exercise(exercise: TimelineExercise, pictures: tuple[Path, ...], language: Language) -> SheetExercise:
    needs = language.phrases.needs.format(needs=exercise.needs) if exercise.needs else ""
    sides = exercise.dose.sides
    side = exercise.side_names[sides[0].value == "right"] if len(sides) == 1 else ""
    return SheetExercise(
        name=exercise.name,
        dose=" · ".join(part for part in (exercise.dose_words, side) if part),
        needs=needs,
        steps=exercise.setup,
        careful=tuple(caution.about for caution in exercise.about.careful_with),
        pictures=pictures,
    )
