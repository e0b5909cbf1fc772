"""Callouts and insets as written -> as the planner takes them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from compiler.load.context import Context
from compiler.load.scalars import CueTime
from compiler.load.schema import CalloutFile, InsetFile
from compiler.model.callouts import Callout, Corner, Edge
from compiler.model.errors import BadMedia
from compiler.model.moments import moment_problem
from compiler.model.placeholders import fillable, placeholder_problems
from compiler.model.routine import Dose, Footage, Inset, Line, Media, Motion, TimedLine
from compiler.yaml import Located


def callouts_of(
    written: Sequence[CalloutFile] | None, media: Media | None, dose: Dose | None, name: str, context: Context
) -> tuple[Callout, ...]:
    """The callouts over `media`; moments that the dose does not have are noted, and a picture that moves under them."""
    return tuple(_callouts(written or (), media, dose, name, context))


def _callouts(
    written: Sequence[CalloutFile], media: Media | None, dose: Dose | None, name: str, context: Context
) -> Iterator[Callout]:
    reading = context.reading
    if written and isinstance(media, Footage) and (media.focus_moves or media.motion is not Motion.NONE):
        hint = "give the clip one focus, and no motion"
        reading.complain(
            "a callout needs a picture that does not move in its frame", written[0].text.span, hint
        )
        return
    picture = _size_of(media) if written else None
    for one in written:
        start, stop = _edge(one.from_), _edge(one.to)
        allowed = fillable(dose) if dose else frozenset()
        reading.diagnostics.extend(placeholder_problems(one.text.value, one.text.span, allowed))
        for edge in filter(None, (start, stop)):
            problem = moment_problem(_as_cue(edge), dose, name) if dose else None
            reading.diagnostics.extend([problem] if problem else [])
        yield Callout(
            text=one.text.value,
            at=one.at,
            start=start,
            stop=stop,
            arrow=bool(one.arrow and one.arrow.value),
            picture=picture,
            span=one.text.span,
            place=one.place_of("at"),
        )


def _edge(written: Located[CueTime] | None) -> Edge | None:
    if written is None:
        return None
    time = written.value
    return Edge(anchor=time.anchor, offset=time.offset, moment=time.moment, span=written.span)


def _as_cue(edge: Edge) -> TimedLine:
    return TimedLine(line=Line(text=""), anchor=edge.anchor, moment=edge.moment, span=edge.span)


def _size_of(media: Media | None) -> tuple[int, int] | None:
    """The size of footage as it is seen; what is wrong with the file is told where footage is looked at."""
    if not isinstance(media, Footage):
        return None
    from compiler.media.probe import probe

    try:
        return probe(media.path).size
    except BadMedia:
        return None


def inset_of(written: InsetFile | None, beside: Path, context: Context) -> Inset | None:
    """The second picture, its file found."""
    if written is None:
        return None
    media = context.reading.noting(context.pictures.footage(written, beside))
    if not isinstance(media, Footage):
        return None
    usual = Inset(media=media)
    return Inset(
        media=media,
        corner=Corner(written.corner.value) if written.corner else usual.corner,
        share=written.width.value if written.width else usual.share,
        stay=bool(written.mirror and not written.mirror.value),
    )
