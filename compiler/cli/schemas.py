"""The JSON Schemas of all kinds of files, in a folder."""

from pathlib import Path

from compiler.brand import BrandFile
from compiler.draw.theme import Tokens
from compiler.load.schemas import KINDS, schema_of, schema_text
from compiler.model.errors import CannotWrite
from compiler.publish.preferences import preferences_model
from compiler.yaml import Record


def all_kinds() -> dict[str, type[Record]]:
    """Everything that somebody may write, by the kind's name."""
    return {**KINDS, "theme": Tokens, "brand": BrandFile, "publish": preferences_model()}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write `<kind>.schema.json` into `folder` for every kind; their paths.

    Raises:
        CannotWrite: the folder does not take them.
    """
    written = {folder / f"{kind}.schema.json": model for kind, model in all_kinds().items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, model in written.items():
            path.write_text(schema_text(schema_of(model)), encoding="utf-8", newline="\n")
    except OSError as error:
        raise CannotWrite(f"cannot write into {folder}: {error.strerror}") from error
    return tuple(written)
