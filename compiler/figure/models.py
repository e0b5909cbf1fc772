"""The pose script's YAML, as records whose values know their place."""

import re
from typing import Annotated

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from compiler.figure import pose
from compiler.figure.vectors import Vec
from compiler.yaml import Duration, Located, OneOrMany, Problem, Record, Scalar, Text, choice, scalar

_DECIMAL = re.compile(r"[+-]?\d{1,4}(\.\d{1,3})?")


def decimal(text: str) -> float:
    """Reads a plain number such as -12 or 7.5."""
    written = text.strip()
    if not _DECIMAL.fullmatch(written):
        raise Problem(f"must be a number such as -12 or 7.5, got {written[:20]}")
    return float(written)


def _three(nodes: object) -> Located[Vec]:
    if not isinstance(nodes, list) or len(nodes) != 3 or not all(isinstance(n, Scalar) for n in nodes):
        raise Problem("must be three numbers such as [40, 0, 9]")
    values = []
    for node in nodes:
        try:
            values.append(decimal(node.text))
        except Problem as problem:
            raise Problem(str(problem), span=node.span) from None
    return Located(Vec(*values), nodes[0].span)


Number = Annotated[Located[float], PlainValidator(scalar(decimal)), WithJsonSchema({"type": "number"})]
Three = Annotated[
    Located[Vec],
    PlainValidator(_three),
    WithJsonSchema({"type": "array", "items": {"type": "number"}, "minItems": 3, "maxItems": 3}),
]


def _one_of(*options: str) -> tuple[PlainValidator, WithJsonSchema]:
    return PlainValidator(scalar(choice(*options))), WithJsonSchema({"enum": list(options)})


View = Annotated[Located[str], *_one_of(*pose.VIEWS)]
Place = Annotated[Located[str], *_one_of(*pose.PLACES)]
Base = Annotated[Located[str], *_one_of(*pose.BASES)]
PropKind = Annotated[Located[str], *_one_of(*pose.PROPS)]
Easing = Annotated[Located[str], *_one_of(*pose.EASINGS)]
Anchor = Annotated[Located[str], *_one_of(*pose.ANCHORS)]
Rooted = Annotated[Located[str], *_one_of("pelvis", "chest")]
ShownSide = Annotated[Located[str], *_one_of("left", "right")]
Framing = Annotated[Located[str], *_one_of("whole", "upper", "close", "lower", "speaking", "greeting")]
Role = Annotated[Located[str], *_one_of("move-in", "hold", "move-out")]
Bearer = Annotated[Located[str], *_one_of(*pose.BEARERS)]
Watched = Annotated[Located[str], *_one_of(*pose.WATCHED)]
Places = Annotated[tuple[Place, ...], OneOrMany(), Field(min_length=1)]
"""All that a figure can be on, the usual one first."""


class BendRecord(Record):
    """A joint of the trunk."""

    bend: Number | None = None
    side: Number | None = None
    turn: Number | None = None


class RootRecord(Record):
    """Where the root is and how it leans."""

    x: Number | None = None
    height: Number | None = None
    out: Number | None = None
    bend: Number | None = None
    side: Number | None = None
    turn: Number | None = None


class TargetRecord(Record):
    """A point on the body."""

    on: Anchor
    at: Number | None = None
    offset: Three | None = None


class LegRecord(Record):
    """A leg by its sole's place or by angles."""

    foot: Three | None = None
    knee_towards: Three | None = None
    toes: Three | None = None
    hip: Number | None = None
    out: Number | None = None
    twist: Number | None = None
    knee: Number | None = None
    ankle: Number | None = None
    toe_bend: Number | None = None


def _which_hand(value: object) -> str:
    """The tag of a hand's target; a place's is what messages call it."""
    return "part" if isinstance(value, dict | TargetRecord) else "hand"


Hand = Annotated[
    Annotated[Three, Tag("hand")] | Annotated[TargetRecord, Tag("part")], Discriminator(_which_hand)
]


class ArmRecord(Record):
    """An arm by its palm's place or by angles."""

    hand: Hand | None = None
    elbow_towards: Three | None = None
    fingers: Three | None = None
    thumb: Three | None = None
    grip: Number | None = None
    flex: Number | None = None
    out: Number | None = None
    twist: Number | None = None
    elbow: Number | None = None
    wrist: Number | None = None
    roll: Number | None = None
    raised: Number | None = None
    forward: Number | None = None


class PoseRecord(Record):
    """A pose; what is not said is as in the pose that it is `like`, or straight."""

    like: Text | None = None
    root: RootRecord | None = None
    waist: BendRecord | None = None
    chest: BendRecord | None = None
    neck: BendRecord | None = None
    head: BendRecord | None = None
    legs: LegRecord | None = None
    left_leg: LegRecord | None = None
    right_leg: LegRecord | None = None
    arms: ArmRecord | None = None
    left_arm: ArmRecord | None = None
    right_arm: ArmRecord | None = None
    belly: Number | None = None
    ribs: Number | None = None


class PropRecord(Record):
    """A thing in use."""

    kind: PropKind
    on: Anchor | None = None
    offset: Three | None = None
    radius: Number | None = None
    path: list[Three] | None = None


class PhaseRecord(Record):
    """A phase of the turn."""

    name: Text
    role: Role
    seconds: Duration
    to: Text | None = None
    easing: Easing | None = None
    planted: list[Bearer] | None = None


class ScriptRecord(Record):
    """The whole file."""

    title: Text
    view: View
    place: Places
    body: Base
    rooted: Rooted | None = None
    framing: Framing | None = None
    watch: Annotated[tuple[Watched, ...], OneOrMany()] | None = None
    side: ShownSide | None = None
    breathing: Number | None = None
    highlight: Annotated[tuple[Text, ...], OneOrMany(), Field(min_length=1, max_length=8)] | None = None
    props: list[PropRecord] | None = None
    planted: list[Bearer] | None = None
    poses: dict[str, PoseRecord]
    phases: list[PhaseRecord]
