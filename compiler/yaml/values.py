"""The types of the values in YAML files: one scalar of text -> one value that knows its place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from compiler.model.errors import SourceSpan
from compiler.model.hints import did_you_mean
from compiler.model.names import composed
from compiler.model.timing import DurationError, parse_duration
from compiler.yaml.nodes import Scalar

LONGEST_TEXT = 10_000

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


def scalar(parse: Callable[[str], T]) -> Callable[[Any], Located[T]]:
    """A validator that reads one scalar with `parse`; what `parse` raises becomes the diagnostic."""

    def read(node: Any) -> Located[T]:
        if not isinstance(node, Scalar):
            raise Problem("must be a single value, not a list or keys")
        if not node.text.strip() and not node.quoted:
            raise Problem("has no value", hint="give it one or remove it")
        return Located(parse(node.text), node.span)

    return read


_WHOLE = re.compile(r"[+-]?\d+")


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Reads decimal digits only, so that 010 is ten and 1_0, 0x10 and 1.0 are mistakes."""

    def parse(text: str) -> int:
        written = text.strip()
        shown = written if len(written) <= 20 else f"{written[:20]}…"
        if not _WHOLE.fullmatch(written):
            raise Problem(f"must be a whole number, got {shown}")
        value = int(written) if len(written) <= 20 else (-(10**20) if written.startswith("-") else 10**20)
        if not least <= value <= most:
            raise Problem(f"must be from {least} to {most}, got {shown}")
        return value

    return parse


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
        raise Problem(str(error), hint=error.hint) from None


def plain_text(longest: int = LONGEST_TEXT) -> Callable[[str], str]:
    """Reads text: outer blanks gone, line breaks and runs of blanks made one blank, letters composed (NFC)."""

    def parse(text: str) -> str:
        tidy = composed(" ".join(text.split()))
        if not tidy:
            raise Problem("is empty")
        if len(tidy) > longest:
            raise Problem(f"is longer than {longest} characters ({len(tidy)})")
        return tidy

    return parse


def spoken_words(text: str) -> str:
    """Reads words to be spoken: at most 2,000 characters, with a letter or a digit in them."""
    tidy = plain_text(2_000)(text)
    if not any(c.isalnum() for c in tidy):
        raise Problem("has nothing that can be spoken: no letter and no digit")
    return tidy


Text = Annotated[Located[str], PlainValidator(scalar(plain_text())), WithJsonSchema({"type": "string"})]
Words = Annotated[
    Located[str], PlainValidator(scalar(spoken_words)), WithJsonSchema({"type": "string", "maxLength": 2000})
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
        """Text or the model."""
        inner = handler(schema)
        key = handler.resolve_ref_schema(inner)["properties"][self.key]
        return {"anyOf": [key, inner]}


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
