"""The grammar of each kind of file as JSON Schema, for editors that complete and check while typing."""

import json
from collections.abc import Mapping
from typing import Any

from compiler.load.companions import PatientFile, SayAsTable, TranslationFile, WordsFile
from compiler.load.descriptions import DESCRIPTIONS
from compiler.load.schema import ExerciseFile, OverridesFile, ProfileFile, RoutineFile
from compiler.load.settings import SettingsFile
from compiler.yaml import Record, with_keys_written_out

DIALECT = "https://json-schema.org/draft/2020-12/schema"

KINDS: Mapping[str, type[Record]] = {
    "routine": RoutineFile,
    "exercise": ExerciseFile,
    "patient": PatientFile,
    "translation": TranslationFile,
    "words": WordsFile,
    "say_as": SayAsTable,
    "settings": SettingsFile,
}
"""The kinds of files that are read here; each has its `docs/<kind>.schema.json`."""

_OVERRIDES = {OverridesFile.__name__, PatientFile.__name__, ProfileFile.__name__}


def json_schema(kind: str) -> dict[str, Any]:
    """The schema of one of :data:`KINDS`."""
    return schema_of(KINDS[kind])


def schema_text(schema: Mapping[str, Any]) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def schema_of(model: type[Record]) -> dict[str, Any]:
    """The schema of a kind of file, every key with its description: the model's own, else the one written down."""
    schema = with_keys_written_out(model.model_json_schema())
    for described in (schema, *schema.get("$defs", {}).values()):
        title, keys = described["title"], described["properties"]
        described["properties"] = {key: _key(title, key, value) for key, value in keys.items()}
    return {"$schema": DIALECT, **schema}


def _key(model: str, key: str, described: dict[str, Any]) -> dict[str, Any]:
    description = described.get("description") or description_of(model, key)
    return {"description": description, **_without_null(described)}


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
