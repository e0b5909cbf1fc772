"""An exercise's words: its lines filled in, its sides and phases named, its dose and tempo told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from compiler.language import Language, counted, number_words, spoken_duration
from compiler.model.placeholders import filled, placeholders_in
from compiler.model.position import Place, level_of, moves
from compiler.model.routine import ExerciseStep, Line, Phase, Side
from compiler.model.timeline import CueRole
from compiler.plan.doses import dose_words, once_words, side_words
from compiler.plan.setting import Setting, Spoken

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One unit of the dose: a set on a side, the `index`-th of `count` in its exercise."""

    set: int
    side: Side | None
    index: int
    count: int


def turns_of(step: ExerciseStep) -> tuple[Turn, ...]:
    """All units of a dose, in their order."""
    dose = step.dose
    sides: tuple[Side | None, ...] = dose.sides or (None,)
    count = dose.sets * len(sides)
    pairs = [(number, side) for number in range(1, dose.sets + 1) for side in sides]
    return tuple(Turn(set=n, side=s, index=i, count=count) for i, (n, s) in enumerate(pairs))


def place_of(step: ExerciseStep, side: Side | None) -> Place | None:
    """Where one is for the exercise, if its author says so."""
    return step.position.at(side) if step.position else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is said of one exercise, in its voice; `next_name` is the exercise after it."""

    step: ExerciseStep
    setting: Setting
    next_name: str = ""

    @property
    def language(self) -> Language:
        """The routine's language."""
        return self.setting.language

    def own(self, role: CueRole, text: str) -> Spoken:
        """The tool's own words."""
        return self.setting.spoken(role, text, self.step.voice)

    def line(self, role: CueRole, line: Line, side: Side | None) -> Spoken:
        """An author's line, filled in."""
        return self.setting.spoken(role, filled(line.text, self.fields(side)), self.step.voice, line)

    def lines(self, role: CueRole, lines: Iterable[Line], side: Side | None) -> tuple[Spoken, ...]:
        """All of the lines that have a meaning here."""
        return tuple(self.line(role, line, side) for line in lines if not self.lacking(line))

    def fields(self, side: Side | None) -> dict[str, str]:
        """Values of `{hold}`, `{side}` … as they are spoken; in a language without words of ours, as digits."""
        dose, language = self.step.dose, self.setting.numbers
        return {
            "name": self.step.name,
            "side": self.side_name(side),
            "next": self.next_name,
            "hold": spoken_duration(dose.hold, language) if dose.hold else "",
            "reps": number_words(dose.reps, language) if dose.reps else "",
            "sets": number_words(dose.sets, language),
        }

    def side_name(self, side: Side | None) -> str:
        """What a side is called; nothing for an exercise without sides."""
        return side_words(side, self.step.side_names, self.setting.phrases) if side else ""

    def lacking(self, line: Line) -> str | None:
        """The first name in braces that has no value for this exercise."""
        sides = self.step.dose.sides
        values = self.fields(sides[0] if sides else None)
        return next((name for name in placeholders_in(line.text) if not values.get(name)), None)

    def unsaid(self, lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
        """Lines that cannot be filled in: the last exercise has no next one, and cues may be for all exercises."""
        for line in lines:
            name = self.lacking(line)
            if name:
                why = (
                    "nothing comes after this exercise" if name == "next" else f"{{{name}}} has no value here"
                )
                yield line.text, why

    # --- announcing -----------------------------------------------------------------------------------------

    def introduction(self) -> str:
        """Name and dose."""
        words = dose_words(self.step.dose, self.language, spoken=True)
        return f"{self.step.name}. {capital(words)}."

    def starting_side(self, side: Side | None) -> str:
        """Which side is first, or the only one; nothing where there are none."""
        if side is None:
            return ""
        both = (
            len(self.step.dose.sides) == 2 or self.step.round is not None
        )  # by the clock, each has its own turn
        template = self.setting.phrases.starting_side if both else self.language.cues.only_side
        return template.format(side=self.side_name(side))

    def where(self, place: Place | None) -> str:
        """What a place is called: "lying on your back"."""
        if place is None:
            return ""
        words, down = self.language.cues, ""
        if place.down:
            down = words.down[0 if place.down is Side.LEFT else 1]
        return " ".join(dict(words.where)[place.body.value].format(down=down).split())

    def change(self, before: Place | None, after: Place | None) -> str:
        """Where to be next, and how to get there: "Get up slowly. Next is standing."; nothing for the same spot."""
        words = self.language.cues
        if after is None or not moves(before, after):
            return ""
        if before is None:
            return capital(self.where(after)) + "."
        drawn = self.setting.routine.figures
        if drawn.ways and before.body is after.body and after.down:
            return words.turn_over[0 if after.down is Side.LEFT else 1]
        low, high = sorted(level_of(place.body) for place in (before, after))
        up = level_of(after.body) > level_of(before.body)
        way = words.get_up if up else words.get_down if low < high > 1 else ""
        by = words.hold_on if drawn.chair and low < 2 <= high else ""
        return " ".join(filter(None, (by, way, words.next_where.format(where=self.where(after)))))

    def once(self) -> str:
        """The dose of one side and set: "thirty seconds"."""
        return once_words(self.step.dose, self.language, spoken=True)

    def once_shown(self) -> str:
        """The same as it is shown: "30 seconds"."""
        return once_words(self.step.dose, self.language, spoken=False)

    def next_turn(self, turn: Turn, *, with_set: bool) -> str:
        """A later set: "Next: Bridge, set two of two, left leg, thirty seconds."."""
        number, count = (number_words(n, self.language) for n in (turn.set, self.step.dose.sets))
        set_of = self.setting.phrases.set_of.format(i=number, n=count)
        parts = (set_of if with_set else "", self.side_name(turn.side), self.once())
        words = self.setting.phrases.joiner.join(part for part in parts if part)
        return self.language.cues.next_turn.format(name=self.step.name, turn=words)

    def next_work(self, turn: Turn, *, with_dose: bool) -> str:
        """The next stretch of work: "Next: Bridge, left leg, twenty seconds."."""
        parts = (self.side_name(turn.side), self.once() if with_dose else "")
        words = self.setting.phrases.joiner.join(part for part in parts if part)
        return self.setting.phrases.say_next.format(name=self.step.name, dose=words).rstrip(" ,.") + "."

    def switching(self, turn: Turn) -> str:
        """The other side: "Switch sides. Bridge, now the left leg, thirty seconds."."""
        side = self.side_name(turn.side)
        return self.language.cues.switch.format(name=self.step.name, side=side, dose=self.once())

    def tempo(self) -> str:
        """How a repetition goes: "Lift two seconds, hold three, lower two."."""
        words, parts = self.language.cues, []
        for number, phase in enumerate(self.step.dose.tempo):
            name, halves = spoken_name(phase), half_seconds(phase.seconds)
            told = _seconds(halves, self.language)
            short = words.tempo_short.format(phase=name, n=_number(halves, self.language))
            parts.append(words.tempo.format(phase=name, time=told) if not number or halves == HALF else short)
        return capital(", ".join(parts)) + "."

    def tones(self, kinds: Iterable[tuple[str, str]]) -> str:
        """What the tones mean: `kinds` are templates with the names of the phases that they stand for."""
        parts = ". ".join(template.format(phase=names) for template, names in kinds)
        return self.language.cues.tones.format(parts=parts)


def spoken_name(phase: Phase) -> str:
    """What a phase is called."""
    return phase.name.replace("_", " ")


def half_seconds(seconds: Fraction) -> Fraction:
    """The nearest half of a second that there are words for, at least one half."""
    return max(HALF, Fraction(round(seconds * 2), 2))


def _number(halves: Fraction, language: Language) -> str:
    words, whole = language.cues, int(halves)
    if halves == whole:
        return number_words(whole, language)
    if whole == 0:
        return words.half
    return words.one_and_a_half if whole == 1 else words.and_a_half.format(n=number_words(whole, language))


def _seconds(halves: Fraction, language: Language) -> str:
    if halves == 1:
        return counted(language.phrases.second, 1, language)
    if halves == HALF:
        return language.cues.half
    return f"{_number(halves, language)} {language.phrases.second.many}"


def capital(words: str) -> str:
    """With a capital in front."""
    return words[:1].upper() + words[1:]
