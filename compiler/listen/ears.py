"""What words tell somebody who hears them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from compiler.language import Language, duration_words, number_words
from compiler.model.position import Body, Place
from compiler.model.routine import Phase, PhaseRole, Side
from compiler.model.timeline import ToneKind

MOST_COUNTED = 200

TONE_ROLES = {
    ToneKind.MOVE_IN: PhaseRole.MOVE_IN,
    ToneKind.HOLD: PhaseRole.HOLD,
    ToneKind.MOVE_OUT: PhaseRole.MOVE_OUT,
}


def plain(text: str) -> str:
    """Letters and single blanks only, without capitals."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def says(text: str, words: str) -> bool:
    """Whether the words are among those that are said."""
    return bool(words) and f" {plain(words)} " in f" {plain(text)} "


@dataclass(frozen=True)
class Ears:
    """Understands one language."""

    language: Language

    @cached_property
    def _numbers(self) -> dict[str, int]:
        spoken = {plain(number_words(n, self.language)): n for n in range(1, MOST_COUNTED + 1)}
        return {**spoken, **{str(n): n for n in range(1, MOST_COUNTED + 1)}}

    def number(self, text: str) -> int | None:
        """The number that is all that is said."""
        return self._numbers.get(plain(text))

    def begins(self, text: str) -> bool:
        """Whether this is the word for the start."""
        return plain(text) in {plain(self.language.cues.begin), plain(self.language.cues.begin_hold)}

    def is_last(self, text: str) -> bool:
        """Whether the last repetition is told to begin."""
        return plain(text) == plain(self.language.cues.last_one)

    def one_more(self, text: str) -> bool:
        """Whether one more repetition is told to come."""
        return plain(text) == plain(self.language.cues.one_more)

    def places(self, text: str) -> set[Body]:
        """The positions that are spoken of."""
        return {
            Body(name)
            for name, pattern in self.language.ears.places
            if re.search(pattern, text, re.IGNORECASE)
        }

    def place(self, text: str, place: Place) -> bool:
        """Whether one hears to go to that place."""
        if place.body not in self.places(text):
            return False
        if place.down is None:
            return True
        return says(text, self.language.cues.down[0 if place.down is Side.LEFT else 1])

    def halfway(self, text: str) -> bool:
        """Whether half of the time is told to be over."""
        return bool(re.search(self.language.ears.halfway, text, re.IGNORECASE))

    def seconds_left(self, text: str, most: Fraction) -> Fraction | None:
        """The time of a hold that is told to be left; None where none is told."""
        for seconds in range(int(most), 0, -1):
            if says(text, duration_words(Fraction(seconds), self.language, spoken=True)):
                return Fraction(seconds)
        return None

    def dose(self, text: str, hold: Fraction | None, reps: int | None) -> bool:
        """Whether the dose is told."""
        if hold is not None:
            return says(text, duration_words(hold, self.language, spoken=True))
        numbers = {number_words(reps or 1, self.language), str(reps), self.language.phrases.repetition.single}
        return any(says(text, number) for number in numbers if number)

    def phase(self, text: str, phases: Iterable[Phase]) -> set[int]:
        """The numbers of the phases that these words begin with the name of."""
        said = f"{plain(text)} "
        return {n for n, p in enumerate(phases) if said.startswith(f"{plain(p.name.replace('_', ' '))} ")}

    def explains(self, text: str, role: PhaseRole) -> bool:
        """Whether the tone of such phases is explained."""
        ears = self.language.ears
        pattern = {
            PhaseRole.MOVE_IN: ears.rising,
            PhaseRole.HOLD: ears.even,
            PhaseRole.MOVE_OUT: ears.falling,
        }
        return bool(re.search(pattern[role], text, re.IGNORECASE))

    def tempo(self, text: str, phases: Iterable[Phase]) -> bool:
        """Whether each phase is named along with how long it takes."""
        names = [plain(phase.name.replace("_", " ")) for phase in phases]
        return all(name in plain(text) for name in names) and "," in text
