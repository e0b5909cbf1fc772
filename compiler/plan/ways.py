"""From one position to the next as drawn sequences: which phases of a way's figure show it, and when.

A way's figure goes through positions in its turn, down and up again. A phase that is called like a position arrives
there; those before it lead to it. Phases of one name end in one pose, so what lies between two of them can be left out.
A hold after a position is how one waits in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from compiler.model.position import Body, Place, moves
from compiler.model.routine import ExerciseStep, FigureUse, Phase, PhaseRole
from compiler.model.timeline import Clip, Way
from compiler.model.timing import FrameRange
from compiler.plan.pictures import media_of
from compiler.plan.setting import Setting
from compiler.plan.wording import turns_of

SLOWLY = Fraction(3, 2)
"""So many times its own length a way lasts where people go it meanwhile."""
LIES_ON_THE_OTHER = "lying on the other side"
"""What a phase is called that arrives on the side that a figure's script does not name."""
_ON_THE_GROUND = frozenset({"mat", "floor"})
_LOOKING_RIGHT = frozenset({Body.HANDS_AND_KNEES, Body.KNEELING, Body.ON_FRONT, Body.STANDING})
"""Positions in which exercises on the ground have the head at the right; ways have it at the left."""
_STANDING = Place(body=Body.STANDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some phases of a figure, in the order of its turn, that lead from one position to another."""

    figure: FigureUse
    mirrored: bool
    phases: tuple[int, ...]

    @property
    def waits(self) -> tuple[int | None, int | None]:
        """The holds before and after it, where the figure has them."""
        count = len(self.figure.phases)
        found = (self.phases[0] - 1) % count, (self.phases[-1] + 1) % count
        before, after = (k if self.figure.phases[k].role is PhaseRole.HOLD else None for k in found)
        return before, after

    def frames(self, pace: Fraction, setting: Setting) -> list[int]:
        """How long each phase of the figure takes: those that are not shown none."""
        own = (setting.frames(phase.seconds * pace) for phase in self.figure.phases)
        return [length if k in self.phases else 0 for k, length in enumerate(own)]

    def clip(self, lengths: list[int], at: int) -> Clip:
        """The phases for so many frames each, from the step's frame `at` on."""
        before, _ = self.waits
        begins = self.phases[0] if before is None else before
        turn = sum(lengths)
        return Clip(
            media=self.figure,
            mirrored=self.mirrored,
            first=(sum(lengths[:begins]) - at) % turn,
            loop=FrameRange(0, turn),
            phase_frames=tuple(lengths),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A way as it is drawn: one stretch, or one up and another down again."""

    stretches: tuple[Stretch, ...]
    pace: Fraction = Fraction(1)

    def frames(self, setting: Setting) -> int:
        """How long it takes, nobody waiting."""
        return sum(sum(one.frames(self.pace, setting)) for one in self.stretches)

    def within(self, frames: int, setting: Setting) -> "Shown":
        """The same slowly, if it is over then in so many frames."""
        slow = replace(self, pace=SLOWLY)
        return slow if slow.frames(setting) <= frames else self

    def after(self, lead: int, rest: int, setting: Setting) -> Way:
        """The way, begun after `lead` frames of waiting and with `rest` more at its end, where the figure can wait."""
        lengths = [one.frames(self.pace, setting) for one in self.stretches]
        before, after = self.stretches[0].waits[0], self.stretches[-1].waits[1]
        if before is not None:
            lengths[0][before] = lead
        if after is not None:
            lengths[-1][after] = rest
        stops = [0]
        for one in lengths:
            stops.append(stops[-1] + sum(one))
        parts = zip(self.stretches, lengths, stops, strict=False)
        clips = tuple(stretch.clip(one, start) for stretch, one, start in parts)
        return Way(clips=clips, stops=tuple(stops[1:]))


def arrived(way: Way) -> Clip:
    """The last picture of a way, for what is left of a step in which its figure cannot wait."""
    clip = way.clips[-1]
    last = (clip.first + way.frames - 1) % sum(clip.phase_frames)
    return replace(clip, first=last, loop=FrameRange(last, last + 1))


# --- which way ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of position: drawn where one of the exercises `near` is done, the first whose place has such a way.

    `last` is the exercise before it, `mirrored` how what follows is shown, where that is known.
    """

    before: Place | None
    after: Place | None
    near: tuple[ExerciseStep | None, ...]
    last: ExerciseStep | None
    mirrored: bool | None = None

    def ways(self, setting: Setting) -> Iterator[Shown]:
        """How to get there, the best first; nothing where nobody knows.

        From the place of the last exercise to one of another kind, one stands up first; where there is no time for
        both, the way down is what is shown.
        """
        before, after = self.before, self.after
        if before is None or after is None or not moves(before, after):
            return
        here = _paths(self.last, setting)
        one_place = not here or before.body is Body.STANDING
        direct = [one for one in self.near if one_place or _paths(one, setting) == here]
        ends = after, self.mirrored
        found = _first(before, after, direct, ends, setting)
        if found:
            yield Shown(stretches=(found,))
            return
        up = _first(before, _STANDING, [self.last], (before, _last_mirrored(self.last)), setting)
        down = _first(_STANDING, after, self.near, ends, setting)
        if up and down:
            yield Shown(stretches=(up, down))
        if down:
            yield Shown(stretches=(down,))


def _first(
    before: Place,
    after: Place,
    near: Iterable[ExerciseStep | None],
    seen: tuple[Place, bool | None],
    setting: Setting,
) -> Stretch | None:
    """Where the first of the exercises is done whose place has a way, and shown by who shows that.

    `seen` is the end of it that is to look as the exercise there does, and whether that is mirrored.
    """
    for one in near:
        for figure in _figures(one, setting):
            sided = after.down or before.down
            down = sided or figure.shows
            phases = _leading(figure.phases, _name(before, down), _name(after, down))
            if phases and one and isinstance(one.media, FigureUse):
                own = replace(figure, presenter=one.media.presenter)
                mirrored = down is not figure.shows if sided else _is_turned(one.media, *seen)
                return Stretch(figure=own, mirrored=mirrored, phases=phases)
    return None


def _is_turned(media: FigureUse, place: Place, mirrored: bool | None) -> bool:
    """Whether a way on no side in particular is mirrored, so that it looks there as the exercise does."""
    turned = media.on in _ON_THE_GROUND and place.body in _LOOKING_RIGHT
    return turned != (media.left_handed if mirrored is None else mirrored)


def _last_mirrored(last: ExerciseStep | None) -> bool | None:
    """Whether the last picture of an exercise is mirrored."""
    return media_of(last, turns_of(last)[-1].side)[1] if last else None


def _figures(exercise: ExerciseStep | None, setting: Setting) -> tuple[FigureUse, ...]:
    """The figures of the ways at the place of an exercise, the nearest seen first."""
    if exercise is None or not isinstance(exercise.media, FigureUse):
        return ()
    on = exercise.media.on
    return tuple(figure for place, figure in setting.routine.figures.ways if place == on)


def _paths(exercise: ExerciseStep | None, setting: Setting) -> list[Path]:
    """The scripts of the ways there: places that have them in common are one."""
    return [figure.path for figure in _figures(exercise, setting)]


def _name(place: Place, down: object) -> str:
    """What the phase is called that arrives there, in a figure that lies `down` on that side."""
    other = place.body is Body.ON_SIDE and place.down is not None and place.down is not down
    return LIES_ON_THE_OTHER if other else place.body.value


def _leading(phases: tuple[Phase, ...], before: str, after: str) -> tuple[int, ...]:
    """The phases that lead from one position to the other in the least time; none where the figure knows no way."""
    starts = (k for k, phase in enumerate(phases) if phase.key == before)
    found = (_onward(phases, start, after) for start in starts)
    return min((path for path in found if path), key=lambda path: _seconds(phases, path), default=())


def _onward(phases: tuple[Phase, ...], start: int, after: str) -> tuple[int, ...]:
    """The quickest way from the end of a phase on through the turn, without the circles in it."""
    here: tuple[int, ...] = ()
    best = {phases[start].key: here}
    for k in range(start + 1, start + len(phases)):
        number = k % len(phases)
        if phases[number].role is PhaseRole.HOLD:
            continue
        name = phases[number].key
        known, here = best.get(name), (*here, number)
        if known is not None and _seconds(phases, known) <= _seconds(phases, here):
            here = known
        best[name] = here
    return best.get(after, ())


def _seconds(phases: tuple[Phase, ...], path: Iterable[int]) -> Fraction:
    return sum((phases[k].seconds for k in path), Fraction(0))


# --- when ---------------------------------------------------------------------------------------------------


def before_movement(
    shown: Iterable[Shown], demonstrated: Clip, frames: int, told: int, setting: Setting
) -> Way | None:
    """The first way for which a setup of `frames` has time, and for the movement after it, up to where the dose begins.

    It begins when it comes to be `told` where to go, or so much earlier that the movement can be seen from its start,
    and goes slowly, if there is time.
    """
    turn = sum(demonstrated.phase_frames)
    starts = range(-demonstrated.first % turn, frames, turn) if turn else range(0)
    for one in shown:
        own = one.frames(setting)
        late = [start for start in starts if start >= own]
        whole = [start for start in late if start + turn <= frames] or late
        if whole:
            begins = next((start for start in whole if start >= told + own), whole[-1])
            return _until(one.within(begins - told, setting), begins, told, setting)
    return None


def over(shown: Iterable[Shown], seen: int, frames: int, told: int, setting: Setting) -> Way | None:
    """The first way for which a change of sides of `frames` has time, and for the last `seen` of them after it.

    It goes slowly, if there is time.
    """
    room = frames - seen
    found = (one.within(room - told, setting) for one in shown)
    fitting = next((one for one in found if one.frames(setting) <= room), None)
    return _until(fitting, room, told, setting) if fitting else None


def along(shown: Shown, lead: int, frames: int, setting: Setting) -> Way:
    """The way through all `frames` of a step, after a `lead`: slowly, if there is time."""
    return _until(shown.within(frames - 2 * lead, setting), frames, lead, setting)


def _until(shown: Shown, stop: int, told: int, setting: Setting) -> Way:
    """The way when it is told, waited after until the frame `stop`."""
    spare = stop - shown.frames(setting)
    lead = max(0, min(told, spare))
    return shown.after(lead, max(0, spare - lead), setting)
