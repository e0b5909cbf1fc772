"""Where a user's own things are kept on this machine: settings, and data."""

import os
from pathlib import Path

import platformdirs


def config_folder() -> Path:
    """`FOLLOWALONG_CONFIG` if set, else the user's settings folder: logins live here, not in a project."""
    named = os.environ.get("FOLLOWALONG_CONFIG")
    return Path(named) if named else Path(platformdirs.user_config_dir("followalong", appauthor=False))


def data_folder() -> Path:
    """`FOLLOWALONG_DATA` if set, else the user's own data folder: the ledger and voices live here."""
    named = os.environ.get("FOLLOWALONG_DATA")
    return Path(named) if named else Path(platformdirs.user_data_dir("followalong", appauthor=False))
