"""The picture that a channel shows for the video."""

import shutil
from pathlib import Path

from compiler.deliver.finished import Finished


def write_thumbnail(finished: Finished, destination: Path) -> None:
    """The kept picture under its final name."""
    shutil.copyfile(finished.thumbnail, destination)
