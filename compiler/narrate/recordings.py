"""Where the recording of an utterance is: its own file, or one in the voice's folder named after it."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from compiler.model.errors import BadMedia, Diagnostic
from compiler.model.routine import Utterance
from compiler.store import Looks, looks
from compiler.system.file_names import as_stored

SUFFIXES = (".wav", ".flac", ".m4a", ".mp3", ".ogg")

SHEET = "script.json"
"""In a folder of recordings: which number stands for which words, written by `followalong script`."""

_LONGEST_NAME = 60


def recording_name(text: str) -> str:
    """The file name, without its ending, of the recording of `text`: ``Switch sides!`` is ``switch-sides``.

    Long ones are cut and end in eight digits made from all the words, so that no two share a name.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    name = "-".join(re.findall(r"[^\W_]+", plain))
    if len(name) <= _LONGEST_NAME:
        return name or "nothing"
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{name[: _LONGEST_NAME - 9].rstrip('-')}-{digest}"


def recording_of(utterance: Utterance) -> Path:
    """The file that holds the words.

    Raises:
        BadMedia: it is not there; says which file was looked for and which words it should hold.
    """
    named = utterance.recording
    if named:
        if not named.is_file():
            raise BadMedia(f"there is no recording {named} for {_shown(utterance.text)}")
        return named
    folder = utterance.voice.folder
    name = recording_name(utterance.text)
    if folder is None:
        raise BadMedia(
            f"there is no recording for {_shown(utterance.text)}",
            hint=f"name the voice's `folder:` and put {name}.wav in it",
        )
    found = found_recording(utterance)
    if found:
        return found
    endings = ", ".join(SUFFIXES[1:])
    raise BadMedia(
        f"there is no recording {folder / name}.wav for {_shown(utterance.text)}",
        hint=f"record these words under that name ({endings} will do as well)",
    )


def found_recording(utterance: Utterance) -> Path | None:
    """The file in the voice's folder that holds the words, by its name or by its number on the folder's sheet.

    None where there is none, or no folder.
    """
    folder, name = utterance.voice.folder, recording_name(utterance.text)
    if folder is None:
        return None
    named = (as_stored(folder / f"{name}{suffix}") for suffix in SUFFIXES)
    return next((path for path in named if path.is_file()), None) or _numbered(folder, name)


def _numbered(folder: Path, name: str) -> Path | None:
    """A file called by the number that the sheet, as it was when it was written, gives the name."""
    number = _numbers(folder).get(name)
    for path in sorted(folder.iterdir()) if number is not None else ():
        digits = re.match(r"\d+", path.stem)
        if path.suffix.lower() in SUFFIXES and digits and int(digits[0]) == number and path.is_file():
            return path
    return None


def _numbers(folder: Path) -> dict[str, int]:
    """Names and numbers of the sheet in `folder`; nothing where there is none, or none that can be read."""
    try:
        written = json.loads((folder / SHEET).read_text("utf-8"))
        return {str(line["name"]): int(line["number"]) for line in written["lines"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _shown(text: str) -> str:
    return f'the words "{text}"' if len(text) <= 80 else f'the words "{text[:79]}…"'


def is_recorded(utterance: Utterance) -> bool:
    """Whether a recording speaks it, and not the engine of its voice, which steps in for lines not recorded."""
    if utterance.recording or utterance.voice.engine == "recorded":
        return True
    return found_recording(utterance) is not None


def check_recordings(utterances: Iterable[Utterance]) -> list[Diagnostic]:
    """One diagnostic for each recording that is not there, or not what a build would take."""
    found: dict[str, Diagnostic] = {}
    for utterance in utterances:
        if not is_recorded(utterance):
            continue
        try:
            path = recording_of(utterance)
            _listen(path, looks(path), utterance.part)
        except BadMedia as error:
            for diagnostic in error.diagnostics:
                found.setdefault(diagnostic.message, diagnostic)
    return list(found.values())


@lru_cache(maxsize=512)
def _listen(path: Path, _looks: Looks, part: tuple[Fraction, Fraction | None] | None) -> None:
    """Once for all versions of a routine that one command looks into.

    Raises:
        BadMedia: as building from it would.
    """
    from compiler.narrate.sound_file import said_in_film, words_in

    if part:
        said_in_film(path, part)
    else:
        words_in(path)
