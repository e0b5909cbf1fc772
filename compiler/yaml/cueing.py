"""`cues:` of a routine and of a theme: which kinds of words and sounds the tool makes of its own accord."""

from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from compiler.model.cueing import Breathing, CueGrammar, Guide
from compiler.yaml.models import Record
from compiler.yaml.values import Duration, Flag, Located, Problem, TextStandsFor, scalar

_GUIDES = {
    "yes": Guide.WORDS, "true": Guide.WORDS, "on": Guide.WORDS, "words": Guide.WORDS, "word": Guide.WORDS,
    "tones": Guide.TONES, "tone": Guide.TONES,
    "no": Guide.NOTHING, "false": Guide.NOTHING, "off": Guide.NOTHING,
}  # fmt: skip


def _guide(text: str) -> Guide:
    found = _GUIDES.get(text.strip().lower())
    if found is None:
        raise Problem(f"must be words, tones or no; got {text.strip()[:40]}")
    return found


GuideWord = Annotated[
    Located[Any],
    PlainValidator(scalar(_guide)),
    WithJsonSchema({"anyOf": [{"enum": ["words", "tones", "no", "yes"]}, {"type": "boolean"}]}),
]


class BreathingFile(Record):
    """A pace to breathe at in holds; `yes` for the usual one."""

    on: Flag | None = None
    in_: Duration | None = Field(default=None, alias="in")
    out: Duration | None = None


class CuesFile(Record):
    """Kinds of cues, each said or not, or told in another way."""

    announce: Flag | None = None
    position: Flag | None = None
    tempo: Flag | None = None
    needs: Flag | None = None
    countdown: Flag | None = None
    begin: GuideWord | None = None
    count: Flag | None = None
    phases: GuideWord | None = None
    last_one: Flag | None = None
    time_left: Flag | None = None
    breathing: Annotated[BreathingFile, TextStandsFor("on")] | None = None
    ticks: Flag | None = None
    end: GuideWord | None = None
    next_up: Flag | None = None


def overlaid(grammar: CueGrammar, written: CuesFile | None) -> CueGrammar:
    """The grammar with what is written in place of what went without saying."""
    if written is None:
        return grammar
    values = {name: getattr(written, name) for name in type(written).model_fields if name != "breathing"}
    changes = {name: located.value for name, located in values.items() if located is not None}
    if written.breathing:
        changes["breathing"] = _breathing(written.breathing)
    return replace(grammar, **changes)


def _breathing(written: BreathingFile) -> Breathing | None:
    if written.on and not written.on.value:
        return None
    usual = Breathing()
    return Breathing(
        breathe_in=written.in_.value if written.in_ else usual.breathe_in,
        breathe_out=written.out.value if written.out else usual.breathe_out,
    )
