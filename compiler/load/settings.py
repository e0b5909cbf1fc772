"""What a user has settled for this machine, whatever routine is built: `settings.yaml` in the settings folder.

A routine comes from anybody; these come from whoever sits here, so that they may name programs.
"""

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from compiler.model.errors import Diagnostic
from compiler.store import Looks, looks
from compiler.system.folders import config_folder
from compiler.yaml import Located, OneOrMany, Problem, Record, Text, read_yaml, scalar


class UserVoiceFile(Record):
    """A voice of the user's own: a program that writes what it says to a file."""

    command: Annotated[tuple[Text, ...], Field(min_length=1)]


def _full_folder(text: str) -> Path:
    """A folder by its full path; `~` is the user's own."""
    folder = Path(text.strip()).expanduser()
    if not folder.is_absolute():
        raise Problem("must be a full path, such as /Volumes/Clips or ~/Clips")
    return folder


Folder = Annotated[Located[Path], PlainValidator(scalar(_full_folder)), WithJsonSchema({"type": "string"})]


class SettingsFile(Record):
    """What holds on this machine, whatever routine is built; all of it may be left out."""

    footage: Annotated[tuple[Folder, ...], OneOrMany()] = ()
    voices: dict[str, UserVoiceFile] = Field(default_factory=dict)


def settings_path() -> Path:
    """`settings.yaml` in the user's settings folder."""
    return config_folder() / "settings.yaml"


def user_settings() -> tuple[SettingsFile, list[Diagnostic]]:
    """The user's settings, and what is wrong with them; empty ones where there is no file."""
    path = settings_path()
    return _read_once(path, looks(path)) if path.exists() else (SettingsFile(), [])


@lru_cache(maxsize=1)
def _read_once(path: Path, _looks: Looks) -> tuple[SettingsFile, list[Diagnostic]]:
    found, problems = read_yaml(path, SettingsFile)
    return found or SettingsFile(), problems


def footage_folders() -> tuple[Path, ...]:
    """Where clips may lie beside the project, as the user has settled."""
    settings, _ = user_settings()
    return tuple(folder.value for folder in settings.footage)
