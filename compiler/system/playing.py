"""Letting somebody hear a sound file, by whatever this machine plays sound with."""

import shutil
import subprocess
import sys
from pathlib import Path

from compiler.model.errors import ToolFailed

_PLAYERS = (("afplay",), ("pw-play",), ("paplay",), ("aplay", "-q"))


def play(path: Path) -> None:
    """Play a WAV file to its end.

    Raises:
        ToolFailed: nothing on this machine plays it.
    """
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(path), winsound.SND_FILENAME)
        return
    for program, *options in _PLAYERS:
        if shutil.which(program):
            if subprocess.run([program, *options, str(path)], check=False).returncode == 0:
                return
            raise ToolFailed(f"{program} could not play the sound", hint="write it to a file: -o speech.wav")
    raise ToolFailed("this machine has nothing to play sound with", hint="write it to a file: -o speech.wav")
