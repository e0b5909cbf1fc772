"""Where a user's own things are kept on this machine: settings, data, and what can be made again."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from compiler.store import default_root


def config_folder() -> Path:
    """`FOLLOWALONG_CONFIG` if set, else the user's settings folder: logins live here, not in a project."""
    named = os.environ.get("FOLLOWALONG_CONFIG")
    return Path(named) if named else Path(platformdirs.user_config_dir("followalong", appauthor=False))


def data_folder() -> Path:
    """`FOLLOWALONG_DATA` if set, else the user's own data folder: the ledger and voices live here."""
    named = os.environ.get("FOLLOWALONG_DATA")
    return Path(named) if named else Path(platformdirs.user_data_dir("followalong", appauthor=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder of the user's: what it is called, the variable that names another one, where it is now."""

    name: str
    variable: str
    folder: Callable[[], Path]


PLACES = (
    Place(name="settings", variable="FOLLOWALONG_CONFIG", folder=config_folder),
    Place(name="data", variable="FOLLOWALONG_DATA", folder=data_folder),
    Place(name="store", variable="FOLLOWALONG_CACHE", folder=default_root),
)
"""All of them; docs/publishing.md says where they are on each system."""
