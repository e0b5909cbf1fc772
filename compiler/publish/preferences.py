"""What a user has settled once for all releases: channels, addresses, declarations; a YAML file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, create_model

from compiler.model.errors import InvalidRoutine
from compiler.publish.remote import Settled, preferences_path
from compiler.publish.remotes import REMOTES
from compiler.publish.secret import write_private
from compiler.yaml import Record, read_yaml

Preferences = Mapping[str, Settled]
"""By the remote's name; every remote has an entry."""


def preferences_model() -> type[Record]:
    """The grammar of the file: a key for each remote, with the remote's own keys."""
    keys: dict[str, Any] = {
        name: (remote.keys | None, Field(default=None, description=remote.keys.__doc__))
        for name, remote in REMOTES.items()
    }
    return create_model(
        "PublishingFile", __base__=Record, __doc__="What is settled once for all that is published.", **keys
    )


def load_preferences(path: Path | None = None) -> Preferences:
    """The file's values; all open if there is no file.

    Raises:
        InvalidRoutine: the file has mistakes, each with its place.
    """
    place = path or preferences_path()
    if not place.exists():
        return {name: Settled() for name in REMOTES}
    found, problems = read_yaml(place, preferences_model())
    if found is None:
        raise InvalidRoutine(*problems)
    return {name: _settled(getattr(found, name)) for name in REMOTES}


def _settled(keys: Record | None) -> Settled:
    return Settled({key: located.value for key, located in keys or () if located is not None})


def save_preferences(preferences: Preferences, path: Path | None = None) -> None:
    """Write the file anew: for answers that were asked for once. Comments in it are lost.

    Raises:
        CannotWrite: the folder does not take it.
    """
    settled = {name: dict(one.values) for name, one in preferences.items() if one.values}
    text = yaml.safe_dump(settled, allow_unicode=True, sort_keys=False)
    write_private(path or preferences_path(), text)
