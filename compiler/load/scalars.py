"""Scalars that only routines and exercises have: how they are written, and their JSON Schema."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from compiler.figure.pose import PLACES
from compiler.language import code_of
from compiler.model.about import EQUIPMENT, Level, Movement, Region
from compiler.model.callouts import Corner
from compiler.model.edges import DisclaimerAt
from compiler.model.hints import did_you_mean
from compiler.model.limits import (
    LONGEST_CLOCK,
    MOST_INTERVALS,
    MOST_MOVES,
    MOST_REPS,
    MOST_ROUNDS,
    MOST_SETS,
    MOST_WEEKS,
)
from compiler.model.lookalikes import plain
from compiler.model.moments import WAYS
from compiler.model.names import composed
from compiler.model.position import Body, Which
from compiler.model.prescription import WEIGHTS, Load
from compiler.model.routine import LAST_REP, LONGEST_HOLD, Captions, CueAnchor, Effect, Presence, RepMoment
from compiler.model.timing import DurationError, parse_duration, written_duration
from compiler.model.voice_choices import CHOICES, PITCH, WORDS_PER_MINUTE
from compiler.yaml import (
    Located,
    PlainText,
    Problem,
    Scalar,
    choice,
    duration,
    scalar,
    whole_number,
)

Point = tuple[Fraction, Fraction]
"""Shares from the left and from the top."""

ALL = "all"
"""Stands for every exercise where exercises are named."""


def _whole(least: int, most: int) -> Any:
    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Annotated[Located[int], PlainValidator(scalar(whole_number(least, most))), WithJsonSchema(schema)]


def _choice(*options: str) -> Any:
    schema = {"type": "string", "enum": list(options)}
    return Annotated[Located[str], PlainValidator(scalar(choice(*options))), WithJsonSchema(schema)]


def _text(parse: Any, **schema: Any) -> Any:
    return Annotated[
        Located[Any], PlainValidator(scalar(parse)), WithJsonSchema({"type": "string", **schema})
    ]


def decimal(least: str, most: str) -> Any:
    """Reads a decimal number such as 1.5 or 0,75 exactly."""

    def parse(text: str) -> Fraction:
        written = text.strip().replace(",", ".")
        if not re.fullmatch(r"[+-]?\d{1,9}(\.\d{1,9})?", written):
            raise Problem(f"must be a number, got {text.strip()[:20]}")
        value = Fraction(written)
        if not Fraction(least) <= value <= Fraction(most):
            raise Problem(f"must be from {least} to {most}, got {written}")
        return value

    return parse


def hold_seconds(text: str) -> Fraction:
    """A hold: whole seconds, because the screen counts them, up to ten minutes."""
    seconds: Fraction = duration(text)
    if seconds > LONGEST_HOLD:
        raise Problem(f"must be at most {written_duration(LONGEST_HOLD)}, got {text.strip()}")
    if seconds.denominator != 1:
        raise Problem(f"must be whole seconds, got {text.strip()}", hint="the ring counts whole seconds")
    return seconds


def load_of(text: str) -> Load | None:
    """A load: a weight such as `2 kg`, or words such as `red band`; `none` for none."""
    words = PlainText(40)(text)
    if words.lower() == "none":
        return None
    if re.fullmatch(r"[\d.,\s]+", words):
        raise Problem(f"has no unit: {words}", hint=f"write {words} kg, {words} lb, or what it is: red band")
    read = Load.of(words)
    if read.unit and not read.amount:
        raise Problem(f"must be more than nothing, got {words}", hint="write none for no load")
    return read


def thing(text: str) -> str:
    """A thing that an exercise takes, in one word or a few: `mat`, `balance board`."""
    return " ".join(PlainText(40)(text).lower().split())


def day_of(text: str) -> date:
    """A day: `2027-01-31`, or `31.1.2027`."""
    written = text.strip()
    found = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", written)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(written)
    except ValueError:
        raise Problem(f"is no day: {written[:40]}", hint="write it like 2027-01-31") from None


WEEK = re.compile(r"(?:week\s*)?(\d{1,3})", re.IGNORECASE)


def week_of(text: str) -> int:
    """`week 3`: the third of a progression."""
    found = WEEK.fullmatch(text.strip())
    if not found or not 1 <= int(found[1]) <= MOST_WEEKS:
        hint = f"write week 1 to week {MOST_WEEKS}; what a week says holds until the next one that is written"
        raise Problem(f"is no week: {text.strip()[:40]}", hint=hint)
    return int(found[1])


def clock_seconds(text: str) -> Fraction:
    """A time on a clock that is counted down: whole seconds, half a minute to an hour."""
    seconds: Fraction = duration(text)
    if not 30 <= seconds <= LONGEST_CLOCK:
        raise Problem(f"must be from 30s to {written_duration(LONGEST_CLOCK)}, got {text.strip()}")
    if seconds.denominator != 1:
        raise Problem(f"must be whole seconds, got {text.strip()}", hint="the ring counts whole seconds")
    return seconds


@dataclass(frozen=True, slots=True)
class CueTime:
    """Where a cue starts in its step."""

    anchor: CueAnchor
    offset: Fraction = Fraction(0)
    moment: RepMoment = RepMoment()


_ZERO = re.compile(r"0+([.,]0+)?\s*(s|sec|secs|seconds?|ms|m)?|0+:00")


def cue_time(text: str) -> CueTime:
    """`+5s` after the start, `-10s` before the end, `halfway`, `start`; `lower`, `rep 3 lower`, `last rep`."""
    written = text.strip().lower()
    moment = _rep_moment(written)
    if moment:
        return CueTime(CueAnchor.REP, moment=moment)
    if written in {"halfway", "start"}:
        return CueTime(CueAnchor(written))
    anchor = CueAnchor.END if written.startswith("-") else CueAnchor.START
    body = written.lstrip("+-").strip()
    if anchor is CueAnchor.START and _ZERO.fullmatch(body):
        return CueTime(anchor)
    try:
        return CueTime(anchor, parse_duration(body))
    except DurationError as error:
        hint = error.hint if body[:1].isdigit() else WAYS
        raise Problem(str(error), hint=hint) from None


_REP_MOMENT = re.compile(r"(?:(every|last) rep|rep (\d{1,3})|(every))?\s*([^\W\d][\w '-]{0,39})?")


def _rep_moment(written: str) -> RepMoment | None:
    """A repetition, a phase of it, or both; None for what is no such thing."""
    tidy = " ".join(written.replace("_", " ").split())
    found = _REP_MOMENT.fullmatch(tidy)
    if tidy in {"halfway", "start"} or not tidy or not found:
        return None
    which, number, always, phase = found.groups()
    if number == "0":
        raise Problem("repetitions count from 1")
    rep = LAST_REP if which == "last" else int(number) if number else None
    return RepMoment(phase=(phase or "").casefold(), rep=rep, every=bool(always or which == "every"))


def start_time(text: str) -> Fraction:
    """A place in a file: a duration, or 0s."""
    return Fraction(0) if _ZERO.fullmatch(text.strip()) else duration(text)


SIZES = {"landscape": (1920, 1080), "portrait": (1080, 1920), "square": (1080, 1080)}
"""Sizes that have a name, in pixels."""


def frame_size(text: str) -> tuple[int, int]:
    """`landscape`, `portrait`, `square` or `1280x720`; even, 128 to 4096 pixels a side."""
    written = text.strip().lower()
    if written in SIZES:
        return SIZES[written]
    found = re.fullmatch(r"(\d{2,5})\s*[x×]\s*(\d{2,5})", written)
    if not found:
        hint = did_you_mean(written, SIZES) or "write landscape, portrait, square or a size like 1280x720"
        raise Problem(f"{text.strip()[:40]!r} is not a size", hint=hint)
    size = int(found[1]), int(found[2])
    if any(side % 2 or not 128 <= side <= 4096 for side in size):
        raise Problem(f"must have even sides of 128 to 4096 pixels, got {written}")
    return size


FRAME_RATES = (10, 60)
_RATES = {"23.976": Fraction(24000, 1001), "29.97": Fraction(30000, 1001), "59.94": Fraction(60000, 1001)}


def frame_rate(text: str) -> Fraction:
    """Frames a second, within FRAME_RATES; 29.97 means 30000/1001."""
    written = text.strip()
    if written in _RATES:
        return _RATES[written]
    found = re.fullmatch(r"(\d{1,5})(?:/(\d{1,4}))?", written)
    rate = Fraction(int(found[1]), int(found[2] or 1)) if found and found[2] != "0" else Fraction(0)
    least, most = FRAME_RATES
    if not least <= rate <= most:
        raise Problem(f"must be from {least} to {most} frames a second, got {written[:20]}")
    return rate


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.IGNORECASE)


def moment(text: str) -> str:
    """A time with a zone (RFC 3339), such as 2027-01-31T09:00:00+01:00."""
    hint = "write it with a zone, like 2027-01-31T09:00:00+01:00"
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Problem(f"is no time: {text.strip()[:40]}", hint=hint) from None
    if read.tzinfo is None:
        raise Problem(f"has no time zone: {text.strip()}", hint=hint)
    return read.isoformat()


def language(text: str) -> str:
    """A language tag (BCP 47) such as en, de, es-MX, also with an underscore; `no` is Norwegian."""
    written = text.strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(written):
        code = code_of(written)
        hint = f"{written} is {code}" if code else "write en, de, es, …"
        raise Problem(f"is no language code: {written[:20]}", hint=hint)
    return written.lower()


def spelling(text: str) -> str:
    """How a name is spoken: letters or digits; between strokes, IPA."""
    written = " ".join(text.split())
    if re.fullmatch("/.+/", written):
        return f"/{ipa(written)}/"
    if not any(c.isalnum() for c in written):
        raise Problem(f"cannot be spoken: {written[:40]}", hint="write it as it sounds, such as KAY-gul")
    return written


_IPA_MARKS = frozenset("ˈˌːˑ'.ʼ ‿-ʰʲʷ˞")


def ipa(text: str) -> str:
    """The International Phonetic Alphabet, with or without its strokes."""
    written = unicodedata.normalize("NFC", text.strip().strip("/").strip())
    wrong = [c for c in written if not (c.isalpha() or unicodedata.combining(c) or c in _IPA_MARKS)]
    if wrong or not written:
        found = f"{wrong[0]!r} is no letter of it" if wrong else "it is empty"
        raise Problem(f"is no IPA: {found}", hint="write it as in a dictionary: /ˈkeɪɡəl/")
    return written


def written_name(text: str) -> str:
    """A name or term as it stands in a text: with a letter or digit."""
    if not any(c.isalnum() for c in text):
        raise Problem(f"is no name: {text[:40]!r}")
    return " ".join(text.split())


_FOCUS = {
    "left": "0",
    "top": "0",
    "center": "1/2",
    "centre": "1/2",
    "middle": "1/2",
    "right": "1",
    "bottom": "1",
}


def focus(node: Any) -> tuple[tuple[Fraction, Point], ...]:
    """What stays in view from which second of the clip on: a point, or `{0s: left, 8s: center}`, ascending."""
    if not isinstance(node, dict):
        return ((Fraction(0), _point(node)),)
    if not 2 <= len(node) <= MOST_MOVES:
        raise Problem(f"a focus that moves has 2 to {MOST_MOVES} times: {{0s: left, 8s: center}}")
    moves = sorted((start_time(str(key)), _point(value)) for key, value in node.items())
    if len({seconds for seconds, _ in moves}) < len(moves):
        raise Problem("a focus that moves has two points for one time")
    return tuple(moves)


def _point(node: Any) -> Point:
    """`left`, `top`, `center`, or `[30%, 50%]` from the left and from the top."""
    ways = "a word such as left or top, or two percentages: [30%, 50%]"
    if isinstance(node, Scalar):
        name = node.text.strip()
        if name not in _FOCUS:
            raise Problem(f"must be {ways}; got {name[:40]}", hint=did_you_mean(name, _FOCUS))
        value, half = Fraction(_FOCUS[name]), Fraction(1, 2)
        return (half, value) if name in {"top", "bottom"} else (value, half)
    if not (isinstance(node, list) and len(node) == 2 and all(isinstance(n, Scalar) for n in node)):
        raise Problem(f"must be {ways}")
    across, down = (_percent(n.text) for n in node)
    return across, down


def _percent(text: str) -> Fraction:
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,4})?)\s*%", text.strip())
    if not found or Fraction(found[1]) > 100:
        raise Problem(f"must be a percentage from 0% to 100%, got {text.strip()[:20]}")
    return Fraction(found[1]) / 100


def inset_share(text: str) -> Fraction:
    """How wide a second picture is: 15% to 45% of the frame."""
    share = _percent(text)
    if not Fraction(15, 100) <= share <= Fraction(45, 100):
        raise Problem(f"must be from 15% to 45%, got {text.strip()}")
    return share


def effect(node: Any) -> Effect:
    """`MirrorX`, or `MultiplyColor: {factor: 0.8}`: a MoviePy effect and its parameters."""
    if isinstance(node, Scalar):
        return Effect(name=node.text.strip(), span=node.span)
    if not (isinstance(node, dict) and len(node) == 1):
        raise Problem("must be an effect's name, or name: {parameter: value}")
    ((name, given),) = node.items()
    parameters = given if isinstance(given, dict) else {}
    scalars = [v for v in parameters.values() if isinstance(v, Scalar)]
    if len(scalars) != len(parameters):
        raise Problem(f"parameters of {name} must be single values")
    span = scalars[0].span if scalars else None
    pairs = tuple((key, _parameter(value.text)) for key, value in parameters.items())
    return Effect(name=str(name), parameters=pairs, span=span)


def _parameter(text: str) -> str | int | float | bool:
    """An effect's parameter: a number or yes/no where it reads as one."""
    written = text.strip()
    if re.fullmatch(r"[+-]?\d{1,9}", written):
        return int(written)
    if re.fullmatch(r"[+-]?\d{1,9}\.\d{1,9}", written):
        return float(written)
    return {"true": True, "false": False}.get(written, written)


LONGEST_NAME = 64
_NAME_PATTERN = r"""^[^\s!-,./:-@\[-^`{-~-][^\s!-,./:-@\[-^`{-~]*$"""
"""As :func:`identifier`, but for signs outside ASCII: patterns of JSON Schema know no kinds of characters."""


def identifier(text: str) -> str:
    """A name of a file in the library: letters of any script, digits, - and _; in one spelling (NFC)."""
    written = composed(text.strip())
    bare = written.replace("-", "").replace("_", "")
    marks = all(c.isalnum() or unicodedata.category(c)[0] == "M" for c in bare)
    if not (written[:1].isalnum() and marks and len(written) <= LONGEST_NAME):
        raise Problem(
            f"must be a name of letters, digits, - and _, at most {LONGEST_NAME}, got {written[:40]}",
            hint=f"did you mean {suggested}?" if (suggested := _as_name(written)) else None,
        )
    if plain(written) != written and plain(written).isascii() and re.search("[A-Za-z]", written):
        raise Problem(f"mixes letters of two alphabets: {written[:40]}")
    return written


def reference(text: str) -> str:
    """A name that is looked up: blanks in it pass, so that what is not found is told with what there is."""
    identifier(text.strip().replace(" ", "_"))
    return composed(text.strip())


def _as_name(text: str) -> str:
    """The name that somebody may have meant who wrote blanks or other signs in it."""
    return re.sub(r"\W+", "_", text.lower()).strip("_")[:LONGEST_NAME]


def sides(text: str) -> str:
    """Reads `both`, `left`, `right` or `none`; both of them listed are told to be `both`."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    if words - {"and", "then", "each", "side", "sides"} in ({"left", "right"}, {"l", "r"}, set()) and words:
        raise Problem(f"must be one of {', '.join(_SIDES)}; got {text[:40]}", hint="write both")
    return choice(*_SIDES)(text)


_SIDES = ("both", "left", "right", "none")


def needed(text: str) -> Presence:
    """`knee_to_chest`: it is in the routine; `not knee_to_chest`: it is not."""
    absent, _, name = text.strip().rpartition(" ")
    if absent.strip() not in {"", "not"}:
        raise Problem(f"must be the name of an exercise, or not and a name; got {text.strip()[:40]}")
    return Presence(exercise=identifier(name), absent=bool(absent.strip()))


class ForAll:
    """Annotation of a mapping from exercises: a plain scalar stands for `{all: scalar}`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The mapping's schema behind the widening."""
        widen = core_schema.no_info_before_validator_function
        return widen(lambda v: {ALL: v} if isinstance(v, Scalar) else v, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """One value or the mapping."""
        inner = handler(schema)
        return {"anyOf": [inner.get("additionalProperties", {}), inner]}


WholeHold = _text(hold_seconds, examples=["30s", "45s", "1m"])
Reps = _whole(1, MOST_REPS)
Sets = _whole(1, MOST_SETS)
Rounds = _whole(2, MOST_ROUNDS)
Times = _whole(1, MOST_INTERVALS)
ClockTime = _text(clock_seconds, examples=["5m", "90s"])
WordsPerMinute = _whole(*WORDS_PER_MINUTE)
Pitch = _whole(*PITCH)
Percent = _whole(0, 100)
Priority = _whole(0, 100)
Name = _text(reference, pattern=_NAME_PATTERN)
NameKey = Annotated[
    str, AfterValidator(identifier), WithJsonSchema({"type": "string", "pattern": _NAME_PATTERN})
]
"""A name as a key: what an exercise or a speaker is called elsewhere."""
Spelling = _text(spelling, maxLength=200, examples=["KAY-gul", "/ˈkeɪɡəl/"])
Ipa = _text(ipa, maxLength=200, examples=["/ˈkeɪɡəl/"])
WrittenName = Annotated[str, AfterValidator(written_name), Field(min_length=1, max_length=100)]
Needed = _text(needed, examples=["knee_to_chest", "not knee_to_chest"])
ShortText = _text(PlainText(200), maxLength=200)
Title = _text(PlainText(100), maxLength=100)
SideWord = _choice("left", "right")
BodyWord = _choice(*Body)
WhichWord = _choice(*Which)
RegionWord = _choice(*Region)
MovementWord = _choice(*Movement)
LevelWord = _choice(*Level)
PlaceWord = _choice(*PLACES)
Thing = _text(thing, maxLength=40, examples=[*EQUIPMENT])
SidesWord = _text(sides, enum=list(_SIDES))
PlaybackWord = _choice("loop", "ping-pong", "freeze")
FitWord = _choice("cover", "contain", "blur")
SoundWord = _choice("keep", "speaks", "off")
MotionWord = _choice("none", "pan", "zoom")
DisclaimerWord = _choice(*DisclaimerAt)
CaptionsWord = _choice(*Captions)
PrivacyWord = _choice("private", "unlisted", "public")
EngineWord = _choice(*CHOICES)
CueTimeText = _text(cue_time, examples=["+5s", "-10s", "halfway", "lower", "rep 3 lower", "last rep"])
StartTime = _text(start_time, examples=["0s", "2s"])
Speed = Annotated[
    Located[Fraction],
    PlainValidator(scalar(decimal("0.1", "10"))),
    WithJsonSchema({"type": "number", "minimum": 0.1, "maximum": 10}),
]
Decibels = Annotated[
    Located[Fraction],
    PlainValidator(scalar(decimal("-60", "0"))),
    WithJsonSchema({"type": "number", "minimum": -60, "maximum": 0}),
]
Factor = Annotated[
    Located[Fraction],
    PlainValidator(scalar(decimal("0.1", "10"))),
    WithJsonSchema({"type": "number", "minimum": 0.1, "maximum": 10}),
]
FrameSize = _text(frame_size, examples=["landscape", "portrait", "square", "1280x720"])
FrameRate = Annotated[
    Located[Fraction],
    PlainValidator(scalar(frame_rate)),
    WithJsonSchema({"type": ["number", "string"], "examples": [30, 25, "29.97"]}),
]
LoadText = _text(
    load_of, maxLength=40, examples=[*(f"2 {unit}" for unit in WEIGHTS), "red band", "RPE 4", "none"]
)
Day = _text(day_of, format="date", examples=["2027-01-31"])
Week = Annotated[
    int, PlainValidator(week_of), WithJsonSchema({"type": "string", "pattern": "^week [0-9]{1,3}$"})
]
"""A key."""
Moment = _text(moment, format="date-time", examples=["2027-01-31T09:00:00+01:00"])
Language = _text(language, examples=["en", "de", "es"])
_POINT_SCHEMA: list[dict[str, Any]] = [
    {"type": "string", "enum": list(_FOCUS)},
    {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
]
Focus = Annotated[
    tuple[tuple[Fraction, Point], ...],
    PlainValidator(focus),
    WithJsonSchema(
        {"anyOf": [*_POINT_SCHEMA, {"type": "object", "additionalProperties": {"anyOf": _POINT_SCHEMA}}]}
    ),
]
Place = Annotated[Point, PlainValidator(_point), WithJsonSchema({"anyOf": _POINT_SCHEMA})]
"""Of the picture."""
CalloutText = _text(PlainText(80), maxLength=80)
CornerWord = _choice(*Corner)
InsetShare = _text(inset_share, examples=["30%"])
EffectEntry = Annotated[
    Effect, PlainValidator(effect), WithJsonSchema({"type": ["string", "object"], "maxProperties": 1})
]
