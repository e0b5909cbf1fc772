"""Title and end cards, opener and closer, and the disclaimer as written -> values of the routine."""

from dataclasses import replace
from fractions import Fraction

from compiler.load.context import Context
from compiler.load.lines import note_placeholders
from compiler.load.schema import DisclaimerFile, EdgeFile, EndFile, ProfileTitleFile, TitleFile
from compiler.model.edges import Card, DisclaimerAt
from compiler.model.errors import BadMedia
from compiler.model.routine import ClipSound, Edge, Footage, Line, Playback
from compiler.yaml import value_of


def title_card_of(written: TitleFile | ProfileTitleFile | None, context: Context) -> Card:
    """What is otherwise about the title card."""
    return _card(written, "", context)


def end_card_of(written: EndFile | None, context: Context) -> Card:
    """What is otherwise about the end card."""
    heading = value_of(written.title, "") if written else ""
    return _card(written, heading, context)


def _card(written: TitleFile | ProfileTitleFile | EndFile | None, heading: str, context: Context) -> Card:
    if written is None:
        return Card()
    note_placeholders(written.say, context.reading)
    card = Card(
        shown=value_of(written.card, None),
        seconds=value_of(written.for_, None),
        said=value_of(written.say, ""),
        heading=heading,
        span=next((one.span for one in (written.say, written.for_, written.card) if one), None),
    )
    if card.absent and (card.seconds or card.said or heading):
        context.reading.complain("there is no card to show or say this on", card.span, "leave out card: no")
    return card


def disclaimer_places(
    written: DisclaimerFile | None, title: Card, context: Context
) -> tuple[DisclaimerAt, ...]:
    """Where the disclaimer stands, where its author says so; it has to be somewhere."""
    if written is None or written.on is None:
        return ()
    places = tuple(dict.fromkeys(DisclaimerAt(one.value) for one in written.on))
    if title.absent and set(places) == {DisclaimerAt.TITLE}:
        hint = "on: spoken, or on: picture; it has to be somewhere"
        context.reading.complain("the disclaimer has no title card to stand on", written.on[0].span, hint)
    return places


def edge_of(written: EdgeFile | None, context: Context) -> Edge | None:
    """A clip at an edge of the video: as long as it is, and heard as loud as a voice unless its sound is off."""
    reading = context.reading
    if written is None:
        return None
    media = reading.noting(context.pictures.footage(written, reading.path.parent))
    if not isinstance(media, Footage):
        return None
    seconds, heard = _length_and_sound(written, media, context)
    use = value_of(written.sound, "keep" if heard and media.speed == 1 and not media.effects else "off")
    speaks = use == "speaks"
    if written.say and not speaks:
        reading.complain("the words are said by the clip: sound: speaks", written.say.span, "sound: speaks")
    if use != "off":
        media = replace(media, sound=ClipSound(speaks=speaks, level_db=Fraction(0)))
    return Edge(
        media=replace(media, playback=Playback.FREEZE),
        seconds=seconds,
        line=_spoken(written, media, context) if speaks else None,
        span=media.span,
    )


def _spoken(written: EdgeFile, media: Footage, context: Context) -> Line:
    """What the clip itself says."""
    words = value_of(written.say, "")
    if not words:
        hint = "say: and its words, for the captions; or sound: keep"
        context.reading.complain("what the clip says is needed for the captions", media.span, hint)
    part = (media.start, media.stop)
    return Line(text=words or "…", span=media.span, recording=media.path, part=part)


def _length_and_sound(written: EdgeFile, media: Footage, context: Context) -> tuple[Fraction, bool]:
    """How many seconds it lasts, and whether there is anything to hear in it."""
    from compiler.media.probe import probe

    try:
        info = probe(media.path)
        still = info.still or bool(media.photos)
        return _length(written, media, still=still, context=context), info.has_audio and not still
    except BadMedia:  # what is wrong with it is told where footage is looked at
        return Fraction(1), False


def _length(written: EdgeFile, media: Footage, *, still: bool, context: Context) -> Fraction:
    if still:
        if written.for_ is None:
            context.reading.complain("a photo has no length of its own", media.span, "say how long: for: 4s")
        return Fraction(value_of(written.for_, 4))
    if written.for_ is not None:
        hint = "in: and out: say which part of it is shown"
        context.reading.complain("a film is shown as long as it is", written.for_.span, hint)
    from compiler.media.footage_sound import part_seconds

    return part_seconds(media) / media.speed
