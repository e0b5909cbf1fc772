"""From one position to the next as a drawn sequence: which phases of a way's figure show it, and in how much time.

A way's figure goes through positions in its turn, down and up again. A phase that is called like a position arrives
there; those before it lead to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from compiler.model.position import Body, Place, moves
from compiler.model.routine import ExerciseStep, FigureUse, Media, Phase
from compiler.model.timeline import Clip, Way
from compiler.model.timing import FrameRange
from compiler.plan.setting import Setting

SLOWLY = Fraction(3, 2)
"""So many times its own length a way lasts where people go it meanwhile."""
LONGEST_LEAD = Fraction(6)
"""Seconds that its first picture may stand still while it is told where to go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Some phases of a figure that lead from one position to another; the others take no time."""

    figure: FigureUse
    mirrored: bool
    phases: tuple[int, ...]
    pace: Fraction = Fraction(1)

    def frames(self, setting: Setting) -> tuple[int, ...]:
        """How long each phase of the figure takes: those that are not shown none."""
        own = (setting.frames(phase.seconds * self.pace) for phase in self.figure.phases)
        return tuple(length if k in self.phases else 0 for k, length in enumerate(own))

    def within(self, frames: int, setting: Setting) -> "Shown":
        """The same slowly, if it is over then in so many frames."""
        slow = replace(self, pace=SLOWLY)
        return slow if sum(slow.frames(setting)) <= frames else self

    def after(self, lead: int, setting: Setting) -> Way:
        """The way, as long as it is, from the step's frame `lead` on."""
        lengths = self.frames(setting)
        turn = sum(lengths)
        clip = Clip(
            media=self.figure,
            mirrored=self.mirrored,
            first=-lead % turn,
            loop=FrameRange(0, turn),
            phase_frames=lengths,
        )
        return Way(clip=clip, lead=lead, frames=lead + turn)


def arrived(way: Way) -> Clip:
    """The last picture of a way."""
    last = way.frames - way.lead - 1
    return replace(way.clip, first=last, loop=FrameRange(last, last + 1))


def way_between(
    before: Place | None, after: Place | None, near: Iterable[ExerciseStep | None], setting: Setting
) -> Shown | None:
    """How to get there, drawn where an exercise `near` is done, and by who shows it; None where nobody knows.

    Of several exercises it is the first whose place has such a way.
    """
    if before is None or after is None or not moves(before, after):
        return None
    found = (_there(before, after, one.media, setting) for one in near if one)
    return next((shown for shown in found if shown), None)


def _there(before: Place, after: Place, media: Media, setting: Setting) -> Shown | None:
    if not isinstance(media, FigureUse):
        return None
    figure = dict(setting.routine.figures.ways).get(media.on)
    if figure is None:
        return None
    phases = _leading(figure.phases, before.body, after.body)
    down = after.down or before.down
    mirrored = down is not None and down is not figure.shows
    figure = replace(figure, presenter=media.presenter)
    return Shown(figure=figure, mirrored=mirrored, phases=phases) if phases else None


def _leading(phases: tuple[Phase, ...], before: Body, after: Body) -> tuple[int, ...]:
    """The fewest phases in a row that lead from one position to the other; none where the figure knows no way.

    From a position that is not among the figure's own, one stands up first.
    """
    names = [phase.key for phase in phases]
    known = before if before in names else Body.STANDING
    if after not in names or known not in names:
        return ()
    count = len(names)
    runs = [
        tuple((start + 1 + k) % count for k in range(count))[: _until(names, start, after)]
        for start, name in enumerate(names)
        if name == known
    ]
    forward = [run for run in runs if run and list(run) == sorted(run)]
    return min(forward, key=len, default=())


def _until(names: list[str], start: int, after: Body) -> int:
    """How many phases come after `start` until one arrives at `after`."""
    following = names[start + 1 :] + names[: start + 1]
    return following.index(after) + 1


def in_setup(shown: Shown, demonstrated: Clip, frames: int, setting: Setting) -> Way | None:
    """The way at the start of a setup of `frames`, if there is time for it and for the whole movement after it.

    It begins so late that the movement is seen from its start, unless one would wait too long for that.
    """
    turn, own = sum(demonstrated.phase_frames), sum(shown.frames(setting))
    room = frames - turn - own
    if not turn or room < 0:
        return None
    first = (-demonstrated.first - own) % turn
    return shown.after(first if first <= min(room, setting.frames(LONGEST_LEAD)) else 0, setting)
