"""Who is drawn on the title card and on the end card: the presenter greets, and thanks at the end."""

from dataclasses import replace

from compiler.model.brand import Free, Letters
from compiler.model.routine import ExerciseStep, FigureUse
from compiler.model.timeline import Clip, Way
from compiler.model.timing import FrameRange
from compiler.plan.setting import Setting
from compiler.plan.ways import Shown, Stretch

GREET, THANK = "greet", "thank"
"""Phases of a host's figure."""


def greeting(setting: Setting) -> Clip | None:
    """The presenter with a hand raised, where the first exercise is done; None where nobody is drawn.

    It is one picture: a card with another patient's name on it takes no longer than one without a person.
    """
    host = _host(0, setting)
    if host is None:
        return None
    frames = tuple(int(phase.key == GREET) for phase in host.phases)
    return Clip(media=host, mirrored=host.left_handed, loop=FrameRange(0, 1), phase_frames=frames)


def thanking(setting: Setting, lead: int) -> Way | None:
    """The presenter where the last exercise is done, who lays a hand on the heart from the card's frame `lead` on."""
    host = _host(-1, setting)
    if host is None:
        return None
    host = replace(host, framing=_framing(setting))
    phases = tuple(number for number, phase in enumerate(host.phases) if phase.key == THANK)
    stretch = Stretch(figure=host, mirrored=host.left_handed, phases=phases)
    way = Shown(stretches=(stretch,)).after(0, 0, setting)
    still = replace(way.clips[0], loop=FrameRange(0, 1))
    moving = replace(way.clips[0], first=-lead % way.frames)
    return Way(clips=(still, moving), stops=(lead, lead + way.frames))


def _host(number: int, setting: Setting) -> FigureUse | None:
    """The figure at the place of the exercise of that number, by who shows that."""
    exercises = [step.media for step in setting.routine.steps if isinstance(step, ExerciseStep)]
    media = exercises[number] if exercises else None
    if not isinstance(media, FigureUse):
        return None
    hosts = dict(setting.routine.figures.hosts)
    host = hosts.get(media.on, hosts.get(""))
    return host and replace(host, presenter=media.presenter, left_handed=media.left_handed)


def _framing(setting: Setting) -> str:
    """Where the person stands: beside the words, and clear of the side that stays empty for the channel."""
    brand = setting.routine.brand
    far = "-far" if setting.routine.layout.letters is Letters.BIG else ""
    left = "-left" if brand and brand.free is Free.LEFT else ""
    return f"thanking{far}{left}"
