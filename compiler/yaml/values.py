"""The types of the values in YAML files: one scalar of text -> one value that knows its place."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.hints import did_you_mean
from compiler.model.limits import LONGEST_TEXT, LONGEST_WORDS
from compiler.model.names import composed
from compiler.model.timing import DurationError, parse_duration
from compiler.yaml.nodes import Scalar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value with the place it was read from."""

    value: T
    span: SourceSpan


def value_of(located: Located[Any] | None, default: Any) -> Any:
    """The value, or `default` where nothing was written."""
    return default if located is None else located.value


class Problem(ValueError):
    """A validator's complaint with a hint and, where it is finer than the field, a place."""

    def __init__(self, message: str, *, hint: str | None = None, span: SourceSpan | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.span = span


class RangeWritten(Problem):
    """One value is wanted, and two with a dash between them are written, as in `8-10`."""

    def __init__(self, message: str, low: str, high: str) -> None:
        super().__init__(message)
        self.low = low
        self.high = high


@dataclass(slots=True)
class Reading:
    """What validating a file notes: the keys that each of its dicts, by id, may have; and warnings."""

    allowed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    warnings: list[Diagnostic] = field(default_factory=list)


def scalar(parse: Callable[[str], T]) -> Callable[[Any, ValidationInfo], Located[T]]:
    """A validator that reads one scalar with `parse`; what `parse` raises becomes the diagnostic."""

    def read(node: Any, info: ValidationInfo) -> Located[T]:
        if not isinstance(node, Scalar):
            raise Problem("must be a single value, not a list or keys", hint=_bracket_hint(node))
        if not node.text.strip() and not node.quoted:
            message, hint = nothing_written(node)
            raise Problem(message, hint=hint, span=node.comment)
        if node.comment and isinstance(parse, PlainText) and info.context is not None:
            info.context.warnings.append(_cut_off(node.comment))
        return Located(parse(node.text), node.span)

    return read


def nothing_written(node: Scalar) -> tuple[str, str]:
    """What is told of a value that is not there, and the hint."""
    if node.comment is None:
        return "has no value", "give it one or remove it"
    return (
        "has no value: # starts a comment",
        f"put text that starts with # in quotes: {_quoted(node.comment)}",
    )


def _cut_off(comment: SourceSpan) -> Diagnostic:
    cut = _quoted(comment)
    return Diagnostic(
        message=f"what follows # is a comment and not part of the text: {cut[1:-1]}",
        span=comment,
        hint="put the whole text in quotes; a comment has two blanks before its # or one behind it",
        severity=Severity.WARNING,
    )


def _quoted(comment: SourceSpan) -> str:
    text = comment.source_line[comment.column - 1 :].rstrip()
    return f'"{text if len(text) <= 60 else text[:59] + "…"}"'


def _bracket_hint(node: Any) -> str | None:
    """Text in brackets or braces reads as a list or as keys."""
    flat = node if isinstance(node, list) else node.keys() if isinstance(node, dict) else ()
    spans = [one.span for one in node if isinstance(one, Scalar)] if isinstance(node, list) else []
    if (
        flat
        and all(isinstance(one, (Scalar, str)) for one in flat)
        and (not spans or "[" in spans[0].source_line)
    ):
        return "text that starts with [ or { is put in quotes"
    return None


_WHOLE = re.compile(r"[+-]?\d+")


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Reads decimal digits only, so that 010 is ten and 1_0, 0x10 and 1.0 are mistakes."""

    def parse(text: str) -> int:
        written = text.strip()
        shown = written if len(written) <= 20 else f"{written[:20]}…"
        if not _WHOLE.fullmatch(written):
            raise not_one_value(f"must be a whole number, got {shown}", written, _in_digits(written))
        value = int(written) if len(written) <= 20 else (-(10**20) if written.startswith("-") else 10**20)
        if not least <= value <= most:
            raise Problem(f"must be from {least} to {most}, got {shown}")
        return value

    return parse


_NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_COUNTED = re.compile(r"(\d{1,6})\s*(?:[x×]|times|sets?|reps?|repetitions?|rounds?)", re.IGNORECASE)


def _in_digits(written: str) -> str | None:
    if written.lower() in _NUMBER_WORDS:
        return f"write it in digits: {_NUMBER_WORDS.index(written.lower())}"
    counted = _COUNTED.fullmatch(written)
    return f"write the number alone: {counted[1]}" if counted else None


def choice(*options: str) -> Callable[[str], str]:
    """Reads one of `options`."""

    def parse(text: str) -> str:
        if text not in options:
            raise Problem(
                f"must be one of {', '.join(options)}; got {text[:40]}", hint=did_you_mean(text, options)
            )
        return text

    return parse


def yes_or_no(text: str) -> bool:
    """Reads true/yes/on or false/no/off."""
    written = text.strip().lower()
    if written in {"true", "yes", "on"}:
        return True
    if written in {"false", "no", "off"}:
        return False
    raise Problem(f"must be yes or no, got {text[:40]}")


def duration(text: str) -> Any:
    """Reads a duration, see :func:`compiler.model.timing.parse_duration`."""
    try:
        return parse_duration(text)
    except DurationError as error:
        raise not_one_value(str(error), text.strip(), error.hint) from None


_RANGE = re.compile(r"(\d+)\s*([a-z]*)\s*(?:-|–|—|−|\.\.+|to|bis|hasta)\s*(\d+)\s*([a-z]*)", re.IGNORECASE)


def not_one_value(message: str, written: str, hint: str | None = None) -> Problem:
    """What is raised for a value that is none; a range and a comma at the end are called that."""
    found = _RANGE.fullmatch(written)
    if found:
        unit = found[4] or found[2]
        return RangeWritten(message, found[1] + (found[2] or unit), found[3] + unit)
    if len(written) > 1 and written[-1] in ",;":
        hint = f"delete the {written[-1]} at the end"
    return Problem(message, hint=hint)


@dataclass(frozen=True, slots=True)
class PlainText:
    """Reads text: outer blanks gone, line breaks and runs of blanks made one blank, letters composed (NFC).

    With `spoken` it must have a letter or a digit.
    """

    longest: int = LONGEST_TEXT
    spoken: bool = False

    def __call__(self, text: str) -> str:
        """The tidy text.

        Raises:
            Problem: it is empty, too long, or nothing that can be spoken.
        """
        tidy = composed(" ".join(text.split()))
        if not tidy:
            raise Problem("is empty")
        if len(tidy) > self.longest:
            raise Problem(f"is longer than {self.longest} characters ({len(tidy)})")
        if self.spoken and not any(c.isalnum() for c in tidy):
            raise Problem("has nothing that can be spoken: no letter and no digit")
        return tidy


Text = Annotated[Located[str], PlainValidator(scalar(PlainText())), WithJsonSchema({"type": "string"})]
Words = Annotated[
    Located[str],
    PlainValidator(scalar(PlainText(LONGEST_WORDS, spoken=True))),
    WithJsonSchema({"type": "string", "maxLength": LONGEST_WORDS}),
]
Duration = Annotated[
    Located[Any],
    PlainValidator(scalar(duration)),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\s*((\d+([.,]\d+)?\s*(h|hr|hours?|m|mins?|minutes?|s|secs?|seconds?|ms)\s*)+"
            r"|(\d+:)?\d+:\d\d([.,]\d+)?)$",
            "examples": ["30s", "1m30s", "1:30"],
        }
    ),
]
_FLAG_SCHEMA: JsonSchemaValue = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no", "on", "off"]}]}
"""Editors read YAML 1.2, in which `yes` is a word."""
Flag = Annotated[Located[bool], PlainValidator(scalar(yes_or_no)), WithJsonSchema(_FLAG_SCHEMA)]


@dataclass(frozen=True, slots=True)
class TextStandsFor:
    """Annotation: a plain scalar stands for the mapping `{key: scalar}`."""

    key: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The model's schema behind the widening."""
        widen = core_schema.no_info_before_validator_function
        return widen(lambda v: {self.key: v} if isinstance(v, Scalar) else v, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Text or the model: see :func:`with_keys_written_out`, since the model's own schema may not be made yet."""
        inner = handler(schema)
        return {"anyOf": [{**inner, _KEY: self.key}, inner]}


_KEY = "x-key"
"""In a schema that is being made: not the model, but what stands under this key of it."""


def with_keys_written_out(schema: JsonSchemaValue) -> JsonSchemaValue:
    """A model's whole JSON Schema, with texts that stand for a mapping described as the keys that they stand for."""
    models = schema.get("$defs", {})

    def written(part: Any) -> Any:
        if isinstance(part, list):
            return [written(one) for one in part]
        if not isinstance(part, dict):
            return part
        if _KEY in part:
            model = models[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
            return written(model["properties"][part[_KEY]])
        return {name: written(one) for name, one in part.items()}

    found: JsonSchemaValue = written(schema)
    return found


class OneOrMany:
    """Annotation: a single entry stands for a list of one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The list's schema behind the widening."""
        widen = core_schema.no_info_before_validator_function
        return widen(lambda v: v if isinstance(v, list) else [v], handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """An entry or a list of them."""
        inner = handler(schema)
        return {"anyOf": [inner.get("items", {}), inner]}
