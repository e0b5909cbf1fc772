"""What a user has settled for this machine, whatever routine is built: `settings.yaml` in the settings folder.

A routine comes from anybody; these come from whoever sits here, so that they may name programs.
"""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from compiler.model.errors import Diagnostic
from compiler.system.folders import config_folder
from compiler.yaml import Record, Text, read_yaml


class UserVoiceFile(Record):
    """A voice of the user's own: a program that writes what it says to a file."""

    command: Annotated[tuple[Text, ...], Field(min_length=1)]


class SettingsFile(Record):
    """The whole file; all of it may be left out."""

    voices: dict[str, UserVoiceFile] = Field(default_factory=dict)


def settings_path() -> Path:
    """`settings.yaml` in the user's settings folder."""
    return config_folder() / "settings.yaml"


def user_settings() -> tuple[SettingsFile, list[Diagnostic]]:
    """The user's settings, and what is wrong with them; empty ones where there is no file."""
    path = settings_path()
    if not path.exists():
        return SettingsFile(), []
    found, problems = read_yaml(path, SettingsFile)
    return found or SettingsFile(), problems
