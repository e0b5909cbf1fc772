"""`layout:` of a routine and of a brand: where things stand in the picture, and how large its words are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from compiler.model.brand import Count, CountAt, Layout, Letters, PanelAt
from compiler.model.hints import did_you_mean
from compiler.yaml.models import Record
from compiler.yaml.nodes import Scalar
from compiler.yaml.values import Located, Problem, choice, scalar


def one_of(options: type[StrEnum]) -> Any:
    """A word that is one of an enumeration's values."""
    schema = WithJsonSchema({"enum": [option.value for option in options]})
    return Annotated[Located[str], PlainValidator(scalar(choice(*options))), schema]


_PanelWord: Any = one_of(PanelAt)
_CountWord: Any = one_of(Count)
_CountAtWord: Any = one_of(CountAt)
_LettersWord: Any = one_of(Letters)


class LayoutFile(Record):
    """Where things stand in the picture. Single words stand for their keys: `left`, or `[left, bar, big]`."""

    panel: Annotated[
        _PanelWord | None, Field(description="Where name and dose stand: left, right or below.")
    ] = None
    count: Annotated[
        _CountWord | None, Field(description="How seconds and repetitions are shown: ring, bar or number.")
    ] = None
    count_at: Annotated[
        _CountAtWord | None,
        Field(description="Where they are shown: left, right, or large in the middle of a hold."),
    ] = None
    letters: Annotated[
        _LettersWord | None,
        Field(description="usual, or big: for older people, and phones that are held upright."),
    ] = None


WORDS: dict[str, str] = {
    **dict.fromkeys(PanelAt, "panel"),
    **dict.fromkeys(Count, "count"),
    CountAt.MIDDLE: "count_at",
    Letters.BIG: "letters",
}
"""What each word alone stands for: `left` is where the panel is."""


@dataclass(frozen=True, slots=True)
class WordsStandForKeys:
    """Annotation: one of :data:`WORDS`, or a list of them, stands for the mapping."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The model's schema behind the widening."""
        return core_schema.no_info_before_validator_function(_as_keys, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A word, words, or the model."""
        word = {"enum": [str(one) for one in WORDS]}
        return {"anyOf": [word, {"type": "array", "items": word, "minItems": 1}, handler(schema)]}


def _as_keys(value: Any) -> Any:
    words = value if isinstance(value, list) else [value]
    if not words or not all(isinstance(one, Scalar) for one in words):
        return value
    keys: dict[str, Scalar] = {}
    for one in words:
        try:
            keys[_key_of(one.text.strip(), {key: scalar.text for key, scalar in keys.items()})] = one
        except Problem as problem:
            raise Problem(str(problem), hint=problem.hint, span=one.span) from None
    return keys


WrittenLayout = Annotated[LayoutFile, WordsStandForKeys()]


def layout_of_words(words: Sequence[str]) -> Layout:
    """The layout that these words stand for, each for its key.

    Raises:
        Problem: there is no such word, or two are for one key.
    """
    chosen: dict[str, str] = {}
    for word in words:
        key = _key_of(word, chosen)
        chosen[key] = word
    return _layout(chosen)


def _key_of(word: str, chosen: Mapping[str, str]) -> str:
    if word not in WORDS:
        raise Problem(f"must be of {', '.join(WORDS)}; got {word[:40]}", hint=did_you_mean(word, WORDS))
    if WORDS[word] in chosen:
        raise Problem(f"has both {chosen[WORDS[word]]} and {word} for {WORDS[word]}", hint="keep one")
    return WORDS[word]


def layout_of(written: LayoutFile | None) -> Layout:
    """What is chosen; the rest is left open."""
    given = {key: getattr(written, key) for key in _OPTIONS} if written else {}
    chosen = {key: word for key, word in given.items() if word}
    span = next((word.span for word in chosen.values()), None)
    return replace(_layout({key: word.value for key, word in chosen.items()}), span=span)


_OPTIONS: dict[str, Any] = {"panel": PanelAt, "count": Count, "count_at": CountAt, "letters": Letters}


def _layout(words: Mapping[str, str]) -> Layout:
    """The layout with these words for its keys."""
    return Layout(**{key: _OPTIONS[key](word) for key, word in words.items()})
