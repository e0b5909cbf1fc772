"""A pose script's YAML file -> a `Figure`, or every mistake in it with its place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from compiler.figure.anatomy import check_figure
from compiler.figure.models import (
    ArmRecord,
    BendRecord,
    LegRecord,
    PhaseRecord,
    PoseRecord,
    PropRecord,
    RootRecord,
    ScriptRecord,
    TargetRecord,
)
from compiler.figure.place import AT_A_WALL, FROM_BEHIND
from compiler.figure.pose import (
    ArmPose,
    Bend,
    Figure,
    LegPose,
    Movement,
    PlaceName,
    Pose,
    Prop,
    Root,
    Target,
)
from compiler.figure.regions import region_problems
from compiler.figure.vectors import Vec
from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.hints import did_you_mean
from compiler.model.routine import Phase, PhaseRole, Side
from compiler.yaml import Located, Record, parse_yaml, read_text

_NOWHERE = Vec(0.0, 0.0, 0.0)
_STRAIGHT = Pose(
    name="", root=Root(), waist=Bend(), chest=Bend(), neck=Bend(), head=Bend(),
    legs=(LegPose(), LegPose()), arms=(ArmPose(), ArmPose()),
)  # fmt: skip


def read_script(path: Path) -> tuple[Figure | None, list[Diagnostic]]:
    """The pose script at `path`, its words understood but its anatomy not yet checked."""
    text, problems = read_text(path)
    if text is None:
        return None, problems
    script, told = parse_yaml(text, path, ScriptRecord)
    if script is None:
        return None, told
    poses, problems = _poses(script)
    movements, more = _movements(script, poses)
    problems += more + [d for p in script.props or () for d in _path_problems(p)] + _place_problems(script)
    problems += [d for name in script.highlight or () for d in region_problems(name)]
    if problems:
        return None, [*told, *problems]
    return _figure(path, text, script, movements), told


def _figure(path: Path, text: str, script: ScriptRecord, movements: tuple[Movement, ...]) -> Figure:
    places = tuple(cast(PlaceName, one.value) for one in script.place)
    return Figure(
        path=path,
        title=script.title.value,
        view=cast(Any, script.view.value),
        place=places[0],
        places=places,
        base=cast(Any, script.body.value),
        rooted=cast(Any, _value(script.rooted, "pelvis")),
        framing=cast(Any, _value(script.framing, "whole")),
        shown_side=Side(_value(script.side, "right")),
        watch=tuple(one for part in script.watch or () for one in _both(part.value)),
        breathing=_value(script.breathing, 1.0),
        highlight=tuple(name.value for name in script.highlight or ()),
        props=tuple(_prop(p) for p in script.props or ()),
        movements=movements,
        source=text,
    )


def _value(located: Located[Any] | None, otherwise: Any) -> Any:
    return otherwise if located is None else located.value


def _prop(record: PropRecord) -> Prop:
    return Prop(
        kind=cast(Any, record.kind.value), on=_value(record.on, ""), offset=_value(record.offset, _NOWHERE),
        radius=_value(record.radius, 0.0), path=tuple(p.value for p in record.path or ()),
        span=record.kind.span,
    )  # fmt: skip


def _path_problems(record: PropRecord) -> list[Diagnostic]:
    """An arrow has three points, and nothing else has any."""
    wanted, found = 3 if record.kind.value == "arrow" else 0, len(record.path or ())
    if found == wanted:
        return []
    message = f"an arrow has a path of three points, not {found}" if wanted else "only an arrow has a path"
    return [Diagnostic(message=message, span=record.kind.span)]


def _place_problems(script: ScriptRecord) -> list[Diagnostic]:
    """No wall stands between the figure and whoever looks at it from behind."""
    if script.view.value not in FROM_BEHIND:
        return []
    return [
        Diagnostic(
            message=f"seen from {script.view.value!r}, the wall would hide the figure",
            span=place.span,
            hint="take another view, or leave this place out",
        )
        for place in script.place
        if place.value in AT_A_WALL
    ]


# --- poses --------------------------------------------------------------------------------------------------


def _poses(script: ScriptRecord) -> tuple[dict[str, Pose], list[Diagnostic]]:
    """All poses by name; one may be like any that stands before it."""
    poses: dict[str, Pose] = {}
    problems = []
    for name, record in script.poses.items():
        model = _STRAIGHT
        if record.like:
            found = poses.get(record.like.value)
            if found is None:
                problems.append(_unknown_pose(record.like, poses, "before this one"))
            model = found or _STRAIGHT
        poses[name] = _pose(name, record, model)
    return poses, problems


def _unknown_pose(name: Located[str], poses: dict[str, Pose], where: str) -> Diagnostic:
    hint = did_you_mean(name.value, poses) or f"there are: {', '.join(poses) or 'none yet'}"
    return Diagnostic(message=f"there is no pose {name.value!r} {where}".rstrip(), span=name.span, hint=hint)


def _pose(name: str, record: PoseRecord, model: Pose) -> Pose:
    legs = tuple(
        _leg(own, _leg(record.legs, old))
        for own, old in zip((record.left_leg, record.right_leg), model.legs, strict=True)
    )
    arms = tuple(
        _arm(own, _arm(record.arms, old))
        for own, old in zip((record.left_arm, record.right_arm), model.arms, strict=True)
    )
    return Pose(
        name=name,
        root=_root(record.root, model.root),
        waist=_bend(record.waist, model.waist),
        chest=_bend(record.chest, model.chest),
        neck=_bend(record.neck, model.neck),
        head=_bend(record.head, model.head),
        legs=(legs[0], legs[1]),
        arms=(arms[0], arms[1]),
        belly=_value(record.belly, model.belly),
        ribs=_value(record.ribs, model.ribs),
        span=next(spans(record), None),
    )


def spans(record: Record) -> Iterator[SourceSpan]:
    """Places of the values in a record, in the order of its model."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Located):
            yield value.span
        elif isinstance(value, Record):
            yield from spans(value)


def _given(record: Record, *names: str) -> dict[str, Any]:
    """The values of `names` that the record has."""
    return {n: getattr(record, n).value for n in names if getattr(record, n) is not None}


def _bend(record: BendRecord | None, model: Bend) -> Bend:
    return replace(model, **_given(record, "bend", "side", "turn")) if record else model


def _root(record: RootRecord | None, model: Root) -> Root:
    if record is None:
        return model
    lean = replace(model.lean, **_given(record, "bend", "side", "turn"))
    return replace(model, lean=lean, **_given(record, "x", "height", "out"))


def _leg(record: LegRecord | None, model: LegPose) -> LegPose:
    """Angles in the record take the place of an inherited target."""
    if record is None:
        return model
    angles = _given(record, "hip", "out", "twist", "knee", "ankle")
    changed = replace(model, **angles, **_given(record, "knee_towards", "toes", "toe_bend"))
    if record.foot:
        return replace(changed, foot=Target(offset=record.foot.value))
    return replace(changed, foot=None) if angles else changed


def _arm(record: ArmRecord | None, model: ArmPose) -> ArmPose:
    if record is None:
        return model
    angles = _given(record, "flex", "out", "twist", "elbow", "wrist", "roll")
    others = _given(record, "elbow_towards", "fingers", "thumb", "grip", "raised", "forward")
    changed = replace(model, **angles, **others)
    if record.hand is not None:
        kept: dict[str, Any] = {} if record.fingers else {"fingers": None}
        kept |= {} if record.thumb else {"thumb": None}
        return replace(changed, **kept, hand=_target(record.hand))
    return replace(changed, hand=None) if angles else changed


def _target(hand: Located[Vec] | TargetRecord) -> Target:
    if isinstance(hand, Located):
        return Target(offset=hand.value)
    return Target(anchor=hand.on.value, at=_value(hand.at, 0.0), offset=_value(hand.offset, _NOWHERE))


# --- phases -------------------------------------------------------------------------------------------------


def _movements(script: ScriptRecord, poses: dict[str, Pose]) -> tuple[tuple[Movement, ...], list[Diagnostic]]:
    """The turn; it starts where its last move ends."""
    problems = [_unknown_pose(p.to, poses, "") for p in script.phases if p.to and p.to.value not in poses]
    problems += [
        Diagnostic(
            message="a phase that moves says where to", span=p.role.span, hint="add a line such as to: rest"
        )
        for p in script.phases
        if p.to is None and p.role.value != "hold"
    ]
    moves = [p for p in script.phases if p.to]
    if not moves and not problems:
        problems.append(Diagnostic(message="no phase goes to a pose", span=script.title.span))
    if problems:
        return (), problems
    at = poses[cast(Any, moves[-1].to).value]
    movements = []
    for phase in script.phases:
        stop = poses[phase.to.value] if phase.to else at
        movements.append(_movement(script, phase, at, stop))
        at = stop
    return tuple(movements), []


def _movement(script: ScriptRecord, phase: PhaseRecord, start: Pose, stop: Pose) -> Movement:
    bearers = script.planted if phase.planted is None else phase.planted
    role = PhaseRole(phase.role.value)
    return Movement(
        phase=Phase(name=phase.name.value, seconds=phase.seconds.value, role=role),
        start=start,
        stop=stop,
        easing=_value(phase.easing, "smooth"),
        planted=tuple(one for b in bearers or () for one in _both(b.value)),
        span=phase.name.span,
    )


def _both(bearer: str) -> tuple[str, ...]:
    pairs = {
        "feet": "foot", "hands": "hand", "knees": "knee", "toes": "toes", "elbows": "elbow",
        "shoulders": "shoulder",
    }  # fmt: skip
    one = pairs.get(bearer)
    return (f"left_{one}", f"right_{one}") if one else (bearer,)


def read_figure(path: Path) -> tuple[Figure | None, list[Diagnostic]]:
    """The pose script at `path`, or None with every mistake in its words or, if there are none, anatomy."""
    figure, problems = read_script(path)
    if figure is None:
        return None, problems
    wrong = check_figure(figure)
    return (None if wrong else figure), [*problems, *wrong]
