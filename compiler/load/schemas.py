"""The grammar of each kind of file as JSON Schema, for editors that complete and check while typing."""

from collections.abc import Mapping
from typing import Any

from compiler.load.schema import ExerciseFile, PatientFile, RoutineFile, TranslationFile, WordsFile
from compiler.yamlfile import Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"

KINDS: Mapping[str, type[Record]] = {
    "routine": RoutineFile,
    "exercise": ExerciseFile,
    "patient": PatientFile,
    "translation": TranslationFile,
    "words": WordsFile,
}
"""What there is a schema for: `docs/<kind>.schema.json`."""


def json_schema(kind: str) -> dict[str, Any]:
    """The schema of one of :data:`KINDS`."""
    return {"$schema": DIALECT, **KINDS[kind].model_json_schema()}
