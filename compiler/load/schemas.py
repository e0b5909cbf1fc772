"""The grammar of each kind of file as JSON Schema, for editors that complete and check while typing."""

from collections.abc import Mapping
from typing import Any

from compiler.load.companions import PatientFile, SayAsTable, TranslationFile, WordsFile
from compiler.load.descriptions import DESCRIPTIONS
from compiler.load.schema import ExerciseFile, OverridesFile, ProfileFile, RoutineFile
from compiler.yaml import Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"

KINDS: Mapping[str, type[Record]] = {
    "routine": RoutineFile,
    "exercise": ExerciseFile,
    "patient": PatientFile,
    "translation": TranslationFile,
    "words": WordsFile,
    "say_as": SayAsTable,
}
"""What there is a schema for: `docs/<kind>.schema.json`."""

_OVERRIDES = {OverridesFile.__name__, PatientFile.__name__, ProfileFile.__name__}


def json_schema(kind: str) -> dict[str, Any]:
    """The schema of one of :data:`KINDS`, every key with its description."""
    schema = KINDS[kind].model_json_schema()
    for model in (schema, *schema.get("$defs", {}).values()):
        model["properties"] = {
            key: {"description": description_of(model["title"], key), **_without_null(described)}
            for key, described in model["properties"].items()
        }
    return {"$schema": DIALECT, **schema}


def _without_null(described: dict[str, Any]) -> dict[str, Any]:
    """A key's schema without what pydantic adds for keys that may be missing: an empty value is a mistake."""
    kept = {name: value for name, value in described.items() if name not in {"title", "default"}}
    options = [option for option in kept.pop("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        return {**options[0], **kept}
    return {**kept, "anyOf": options} if options else kept


def description_of(model: str, key: str) -> str:
    """What a key is, in the model of that name.

    Raises:
        KeyError: nobody has written it down.
    """
    names = [f"{model}.{key}", *([f"{OverridesFile.__name__}.{key}"] if model in _OVERRIDES else []), key]
    return next((DESCRIPTIONS[name] for name in names if name in DESCRIPTIONS), "") or DESCRIPTIONS[key]
