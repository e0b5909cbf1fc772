"""What somebody believes who has heard everything up to a moment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from compiler.listen.ears import TONE_ROLES, Ears, says
from compiler.listen.score import Doing, Score, Sound, Words
from compiler.model.routine import Phase, PhaseRole
from compiler.model.timeline import ToneKind


class Activity(StrEnum):
    """What one believes to be doing."""

    WAITING = "waiting"
    HOLDING = "holding"
    MOVING = "moving"


@dataclass(slots=True, kw_only=True)
class Belief:
    """The listener's head.

    `since` and `left` say when a time was told last and how much was left then; while `turning`, the last
    repetition was announced, and may or may not have begun. `listed` are the exercises of a running clock.
    """

    ears: Ears
    names: tuple[str, ...]
    sides: tuple[str, ...]
    exercise: str = ""
    side: str = ""
    activity: Activity = Activity.WAITING
    hold: Fraction | None = None
    phases: tuple[Phase, ...] = ()
    rep: int = 0
    phase: int = 0
    since: Fraction = Fraction(0)
    left: Fraction | None = None
    turning: bool = False
    meanings: set[PhaseRole] = field(default_factory=set)
    listed: tuple[str, ...] = ()

    def expecting(self, doing: Doing) -> None:
        """Keep in mind what was told of the exercise that comes: how long it is held, or how it goes."""
        self.hold, self.phases = doing.hold, doing.phases
        self.listed = tuple(turn.exercise for turn in doing.turns)

    def hear(self, event: Words | Sound) -> None:
        """Take in what is heard."""
        if isinstance(event, Sound):
            self._sound(event)
        else:
            self._words(event)

    def _sound(self, sound: Sound) -> None:
        if sound.kind is ToneKind.BEGIN:
            self._begin(sound.at)
        elif sound.kind is ToneKind.END:
            self.activity = Activity.WAITING
        elif sound.kind in TONE_ROLES and TONE_ROLES[sound.kind] in self.meanings:
            role = TONE_ROLES[sound.kind]
            if (
                sound.at > self.since or self.phases[self.phase].role is not role
            ):  # the first comes with the start
                self._go_on({n for n, p in enumerate(self.phases) if p.role is role}, first=1)

    def _words(self, words: Words) -> None:
        text = words.text
        number = self.ears.number(text)
        if self.ears.begins(text):
            self._begin(words.start)
        elif self.activity is Activity.MOVING:
            self._hear_phase(text, number)
        elif self.activity is Activity.HOLDING:
            self._hear_time(words)
        else:
            self._hear_names(text)

    def _hear_phase(self, text: str, number: int | None) -> None:
        if number is not None:
            self.rep, self.phase, self.turning = number - 1, 0, False
        elif self.ears.is_last(text):
            self.turning = True
        else:
            self._go_on(self.ears.phase(text, self.phases))

    def _begin(self, at: Fraction) -> None:
        self.activity = Activity.HOLDING if self.hold is not None else Activity.MOVING
        self.rep = self.phase = 0
        self.since, self.left = at, self.hold

    def _go_on(self, named: set[int], first: int = 0) -> None:
        """To the nearest phase ahead that fits what is heard.

        A word in the phase that it names is nothing new; a tone is (`first` is 1).
        """
        count = len(self.phases)
        steps = range(first, count + first) if count else ()
        ahead = [step for step in steps if (self.phase + step) % count in named]
        if ahead:
            self.phase, self.turning = (self.phase + ahead[0]) % count, False

    def _hear_time(self, words: Words) -> None:
        if self.hold is None or any(says(words.text, name) for name in self.listed):
            return  # how long a turn takes is no time of the clock
        told = self.ears.seconds_left(words.text, self.hold)
        if self.ears.halfway(words.text):
            told = self.hold / 2
        if told is not None:
            self.since, self.left = words.start, told

    def _hear_names(self, text: str) -> None:
        spoken = [name for name in self.names if says(text, name)]
        if spoken:
            self.exercise = max(spoken, key=len)
        sides = [side for side in self.sides if says(text, side)]
        if sides:
            self.side = max(sides, key=len)
        self.meanings |= {role for role in PhaseRole if self.ears.explains(text, role)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A second, what happens in it, and what is believed then."""

    second: Fraction
    doing: Doing
    belief: Belief


def walk(score: Score) -> Iterator[Moment]:
    """Second by second what is heard up to it; each moment is to be looked at before the next one is asked for."""
    events = _in_order([*score.words, *score.sounds])
    belief = Belief(
        ears=Ears(score.language),
        names=tuple(dict.fromkeys(doing.exercise for doing in score.doings if doing.exercise)),
        sides=tuple(dict.fromkeys(doing.side for doing in score.doings if doing.side)),
    )
    event = next(events, None)
    for doing in score.doings:
        if doing.exercise and (doing.turns or not doing.is_dose):
            belief.expecting(doing)
        second = Fraction(-(-doing.start // 1))
        while second < doing.stop:
            while event is not None and _at(event) <= second:
                belief.hear(event)
                event = next(events, None)
            yield Moment(second=second, doing=doing, belief=belief)
            second += 1


def _in_order(events: Iterable[Words | Sound]) -> Iterator[Words | Sound]:
    return iter(sorted(events, key=_at))


def _at(event: Words | Sound) -> Fraction:
    return event.at if isinstance(event, Sound) else event.start
