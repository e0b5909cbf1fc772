"""What a rest says: that the dose is over, where to be next, what comes next, and what to have at hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compiler.model.placeholders import filled, needs_next
from compiler.model.position import Place
from compiler.model.routine import ExerciseStep, RestStep, Voice
from compiler.model.structure import Round
from compiler.model.timeline import Cue, CueRole
from compiler.plan.doses import dose_words
from compiler.plan.rounds import spoken_round
from compiler.plan.setting import AFTER_TONE, LEAD, TAIL, Setting, Spoken
from compiler.plan.signals import relax
from compiler.plan.wording import Wording, place_of

Lines = tuple[Spoken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """What is known when an exercise comes up.

    `last` is the exercise before it, `before` where one is (None: nobody knows), `needs` what it needs that was not
    needed before; `told` is whether a rest has told both; `after_dose` whether a dose is over just before its setup.
    `opens` is the round that begins with it, `direct` is whether it follows a rest without being set up: a clock runs.
    """

    last: ExerciseStep | None = None
    before: Place | None = None
    needs: str = ""
    told: bool = False
    after_dose: bool = False
    opens: Round | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lines that could be said in a rest; with `tells`, all that must be known for getting ready is in them."""

    lines: Lines
    tells: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RestWords:
    """Everything that a rest could say, the fullest first."""

    setting: Setting
    candidates: tuple[Candidate, ...]
    after_dose: bool

    def chosen(self, frames: int) -> Candidate | None:
        """The fullest that is over, with a breath, in so many frames."""
        return next((one for one in self.candidates if self._needed(one) <= frames), None)

    def telling_frames(self) -> int | None:
        """From how many frames on the rest tells all that is needed; None where there is nothing to tell."""
        needed = [self._needed(one) for one in self.candidates if one.tells]
        return min(needed) if needed else None

    def _needed(self, candidate: Candidate) -> int:
        return self.cues(candidate.lines)[-1].range.stop + self.setting.frames(TAIL) if candidate.lines else 0

    def cues(self, lines: Lines) -> tuple[Cue, ...]:
        """The lines in their places."""
        return self.setting.sequence(lines, self.setting.frames(AFTER_TONE if self.after_dose else LEAD))


def rest_words(
    step: RestStep, exercise: ExerciseStep | None, approach: Approach, setting: Setting
) -> RestWords:
    """What a rest could say before `exercise`, or before no exercise at all."""
    opening = _opening(step.voice, setting, after_dose=approach.after_dose)
    if exercise is None:
        return RestWords(
            setting=setting, after_dose=approach.after_dose, candidates=_candidates([(opening, False)])
        )
    own = _Own(step, Wording(step=exercise, setting=setting), approach)
    telling = (*own.round(), *own.change())
    next_long, next_short = own.next_up(full=True), own.next_up(full=False)
    needs = own.needs()
    tells = bool(telling or needs)
    found: list[tuple[Lines, bool]] = []
    for words in (next_long, next_short):
        found += [((*opening, *telling, *words, *needs), tells), ((*telling, *words, *needs), tells)]
    found += [((*telling, *needs), tells), ((*opening, *next_long), False), (next_long, False)]
    found += [(next_short, False), (opening, False)]
    return RestWords(setting=setting, after_dose=approach.after_dose, candidates=_candidates(found))


def author_line(step: RestStep, exercise: ExerciseStep | None, setting: Setting) -> Spoken:
    """The words that the rest's author wrote, which are there."""
    assert step.line
    text = filled(step.line.text, {"next": exercise.name if exercise else ""})
    return setting.spoken(CueRole.NEXT, text, step.voice, step.line)


def line_words(
    step: RestStep, exercise: ExerciseStep | None, approach: Approach, setting: Setting
) -> RestWords:
    """The author's own line, with what else has to be told as far as there is room; the line alone comes last."""
    line = (author_line(step, exercise, setting),)
    opening = relax(setting, step.voice) if approach.after_dose else ()
    more: Lines = ()
    if exercise:
        own = _Own(step, Wording(step=exercise, setting=setting), approach)
        more = (*own.round(), *own.change(), *own.needs())
    found = [((*opening, *line, *more), bool(more)), ((*line, *more), bool(more))]
    return RestWords(
        setting=setting,
        after_dose=approach.after_dose,
        candidates=_candidates([*found, ((*opening, *line), False), (line, False)]),
    )


def words_of(
    step: RestStep, exercise: ExerciseStep | None, approach: Approach, setting: Setting
) -> RestWords:
    """The author's line as far as it makes sense, or the tool's own words."""
    if step.line and not (exercise is None and needs_next(step.line.text)):
        words = line_words(step, exercise, approach, setting)
        if step.required or words.chosen(setting.frames(step.seconds)):
            return words
    return rest_words(step, exercise, approach, setting)


def tells_all(step: RestStep, exercise: ExerciseStep, approach: Approach, setting: Setting) -> bool:
    """Whether the rest, as long as it is, tells all that is needed for getting ready."""
    chosen = words_of(step, exercise, approach, setting).chosen(setting.frames(step.seconds))
    return chosen is not None and chosen.tells


def _candidates(found: Iterable[tuple[Lines, bool]]) -> tuple[Candidate, ...]:
    return tuple(dict.fromkeys(Candidate(lines, tells) for lines, tells in found if lines))


def _opening(voice: Voice, setting: Setting, *, after_dose: bool) -> Lines:
    over = relax(setting, voice) if after_dose else ()
    return over or (setting.spoken(CueRole.NEXT, setting.phrases.say_rest, voice),)


@dataclass(frozen=True, slots=True)
class _Own:
    """The tool's own lines before an exercise, in the rest's voice."""

    step: RestStep
    wording: Wording
    approach: Approach

    def _lines(self, *texts: str) -> Iterator[Spoken]:
        for text in texts:
            if text:
                yield self.wording.setting.spoken(CueRole.NEXT, text, self.step.voice)

    def round(self) -> Lines:
        opens = self.approach.opens
        return tuple(self._lines(spoken_round(opens, self.wording.setting) if opens else ""))

    def change(self) -> Lines:
        exercise, setting = self.wording.step, self.wording.setting
        if not setting.grammar.position:
            return ()
        sides = exercise.dose.sides
        place = place_of(exercise, sides[0] if sides else None)
        return tuple(self._lines(self.wording.change(self.approach.before, place)))

    def needs(self) -> Lines:
        setting, needs = self.wording.setting, self.approach.needs
        if not needs or not setting.grammar.needs:
            return ()
        return tuple(self._lines(f"{setting.phrases.needs.format(needs=needs)}."))

    def next_up(self, *, full: bool) -> Lines:
        setting, exercise = self.wording.setting, self.wording.step
        if not setting.grammar.next_up:
            return ()
        dose = dose_words(exercise.dose, setting.language, spoken=True) if full else ""
        text = setting.phrases.say_next.format(name=exercise.name, dose=dose)
        return tuple(self._lines(text if full else text.rstrip(" ,.") + "."))
