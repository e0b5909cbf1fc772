"""Choose doses so that the video is as long as asked: holds first, then rests, then sets, within their ranges.

Every part that may change offers its choices, best first, each with the frames it takes; :class:`Sums` finds
which of them add up. The end card takes the fraction of a second that whole seconds leave over, so that a fit
which the ranges allow lands on the frame.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil

from compiler.model.routine import Routine, with_rests
from compiler.model.timing import frames_of, seconds_of
from compiler.plan.assemble import plan
from compiler.plan.fit_parts import Choice, Part, Ranges, parts_of
from compiler.plan.setting import LengthOf
from compiler.plan.sums import Sums

Choices = tuple[Choice, ...]

CLOSE = tuple(Ranges(hold=h, rest=r) for h, r in ((0, 0), (1, 0), (2, 0), (1, 1), (2, 2)))
"""Seconds by which single holds and rests are moved once the holds are spread evenly."""

WIDER = tuple(Ranges(hold=h, rest=r) for h, r in ((0, 1), (1, 2), (0, None), (2, None), (None, None)))
"""The same once rests are spread evenly too; the least uneven first, and in the end as far as ranges allow."""

BISECTIONS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The routine with its chosen doses; `changed` says which. `asked` and `seconds`: as it was to be, and is."""

    routine: Routine
    asked: Fraction
    seconds: Fraction
    changed: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether it is as long as asked, to the frame."""
        return abs(self.seconds - self.asked) < seconds_of(1, self.routine.frame_rate)


def fit(
    routine: Routine, asked: Fraction, length_of: LengthOf, fixed: Iterable[tuple[int, str]] = ()
) -> Fitted:
    """The routine `asked` seconds long, or as near to it as the ranges allow.

    Holds are moved by the same share of their room, and so are rests; sets change one at a time. What is
    `fixed`, and what has no range, stays. `fixed` counts steps with the default rests written out.
    """
    whole = replace(routine, steps=with_rests(routine))
    search = _Search(whole, parts_of(whole, length_of, frozenset(fixed)), asked, length_of)
    choices = search.best()
    spare = search.spare(choices)
    fitted = _with_choices(whole, search.parts, choices)
    if 0 < spare <= search.slack:
        end = frames_of(routine.end_seconds, routine.frame_rate) + spare
        fitted = replace(fitted, end_seconds=seconds_of(end, routine.frame_rate))
        spare = 0
    seconds = seconds_of(frames_of(asked, routine.frame_rate) - spare, routine.frame_rate)
    told = tuple(
        text for part, choice in zip(search.parts, choices, strict=True) if (text := part.told(choice))
    )
    return Fitted(routine=fitted, asked=asked, seconds=seconds, changed=told)


def _with_choices(routine: Routine, parts: Sequence[Part], choices: Choices) -> Routine:
    steps = list(routine.steps)
    for part, choice in zip(parts, choices, strict=True):
        for index, step in part.steps_with(choice):
            steps[index] = step
    return replace(routine, steps=tuple(steps))


@dataclass
class _Search:
    """The stages of a search; what is tried later changes more of what the author wrote."""

    routine: Routine
    parts: tuple[Part, ...]
    asked: Fraction
    length_of: LengthOf

    @cached_property
    def wanted(self) -> int:
        """Frames for all parts together."""
        total = plan(self.routine, self.length_of, measured=False).timeline.frames
        rest = total - sum(part.frames(part.current) for part in self.parts)
        return frames_of(self.asked, self.routine.frame_rate) - rest

    @cached_property
    def slack(self) -> int:
        """How many frames the end card takes at most: a fraction of a second, rounded as lengths are."""
        rate = self.routine.frame_rate
        return ceil(rate) - (rate.denominator == 1)

    def total(self, choices: Choices) -> int:
        return sum(part.frames(choice) for part, choice in zip(self.parts, choices, strict=True))

    def spare(self, choices: Choices) -> int:
        """Frames that are still to be filled; below 0 where the video is too long."""
        return self.wanted - self.total(choices)

    def best(self) -> Choices:
        for base in self._set_bases():
            found = self._with_sets(base)
            if found is not None:
                return found
        return self._nearest()

    def _with_sets(self, base: Choices) -> Choices | None:
        """Holds and rests for given sets, if they can be made to fit."""
        least, most = self._all(base, -1), self._all(base, 1)
        if not self.total(least) <= self.wanted <= self.total(most) + self.slack:
            return None
        held = self._evenly(lambda share: self._moved(base, lambda p, c: p.moved(c, hold=share)))
        rested = self._evenly(lambda share: self._moved(held, lambda p, c: p.moved(c, rest=share)))
        return self._first_that_fits(held, CLOSE) or self._first_that_fits(rested, WIDER)

    def _first_that_fits(self, fair: Choices, stages: Iterable[Ranges]) -> Choices | None:
        found = (
            self._pick([p.options(c, ranges) for p, c in zip(self.parts, fair, strict=True)])
            for ranges in stages
        )
        return next((choices for choices in found if choices is not None), None)

    def _moved(self, base: Choices, move: Callable[[Part, Choice], Choice]) -> Choices:
        return tuple(move(part, choice) for part, choice in zip(self.parts, base, strict=True))

    def _all(self, base: Choices, share: int) -> Choices:
        """Everything as short (-1) or as long (1) as it may be with these sets."""
        return self._moved(base, lambda part, choice: part.moved(choice, hold=share, rest=share))

    def _evenly(self, moved: Callable[[Fraction], Choices]) -> Choices:
        """The share of room, the same for all, that comes nearest to what is wanted without being longer."""
        low, high = Fraction(-1), Fraction(1)
        if self.total(moved(high)) <= self.wanted:
            return moved(high)
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            low, high = (middle, high) if self.total(moved(middle)) <= self.wanted else (low, middle)
        return moved(low)

    def _set_bases(self) -> Iterator[Choices]:
        """The doses with the sets as they are, then one exercise at a time one set more, or fewer.

        The exercise with the most room is next.
        """
        base = [part.current for part in self.parts]
        yield tuple(base)
        up = self.total(self._all(tuple(base), 1)) < self.wanted
        while base:
            rooms = [p.room_for_sets(c.sets, up=up) for p, c in zip(self.parts, base, strict=True)]
            at = rooms.index(max(rooms))
            if rooms[at] <= 0:
                return
            base[at] = replace(base[at], sets=base[at].sets + (1 if up else -1))
            yield tuple(base)

    def _nearest(self) -> Choices:
        """Every choice of every part at once: what fits, or what comes nearest."""
        options = [part.all_options() for part in self.parts]
        found = self._pick(options)
        if found is None:
            nearest = self._sums(options).nearest(self.wanted)
            found = self._pick(options, nearest, nearest)
        assert found is not None
        return found

    def _sums(self, options: Sequence[Choices]) -> Sums:
        return Sums([[p.frames(c) for c in some] for p, some in zip(self.parts, options, strict=True)])

    def _pick(
        self, options: Sequence[Choices], low: int | None = None, high: int | None = None
    ) -> Choices | None:
        least = self.wanted - self.slack if low is None else low
        picked = self._sums(options).pick(least, self.wanted if high is None else high)
        return None if picked is None else tuple(some[n] for some, n in zip(options, picked, strict=True))
