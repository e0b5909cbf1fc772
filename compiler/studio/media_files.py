"""Names of media that a page gives -> files of the project; new ones get a name and are written over none."""

import re
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

from compiler.load.files import FileReference, find_file
from compiler.model.errors import BadMedia, CannotWrite, SourceSpan
from compiler.model.names import composed, slug, slug_part
from compiler.store import file_digest, reporting_disk
from compiler.studio.desk import Desk

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_MOST_ALIKE = 1000


def media_file(desk: Desk, name: str, kind: str, routine: str) -> Path:
    """The file of that name, looked for as a routine's would be; `kind` is clips or audio.

    Raises:
        BadMedia: there is none, or it lies outside of the project.
        OutsideProject: the routine does.
    """
    path = desk.path_of(routine)
    span = SourceSpan(path=path, line=1, column=1, source_line="")
    found, problems = find_file(FileReference(name, span, kind), desk.project, path.parent)
    if found is None or not found.is_file():
        raise BadMedia(problems[0].message if problems else f"there is no file {name}")
    return found


def second_in(text: str) -> Fraction:
    """A time in seconds, as a page sends it.

    Raises:
        ValueError: it is none.
    """
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text):
        raise ValueError("a time is a number of seconds")
    return Fraction(text)


def file_name(given: str) -> str:
    """What a file that is brought is called in the project: other names for other files, and none that is odd.

    The part before the ending is kept where it is plain.
    """
    name = composed(re.split(r"[/\\]", given)[-1].strip())
    found = _SUFFIX.fullmatch(Path(name).suffix)
    suffix = found[0].lower() if found else ""
    stem = name.removesuffix(Path(name).suffix) if suffix else name
    return (slug_part(stem) if slug(stem) == stem.lower() else slug(stem)) + suffix


def placed_in(folder: Path, part: Path, name: str) -> Path:
    """Give a finished file its name in the folder; another number where there is another file of that name.

    A file that is there already, to the byte, is the same one.

    Raises:
        CannotWrite: the folder does not take it.
    """
    wanted = Path(name)
    for number in range(1, _MOST_ALIKE):
        path = folder / (name if number == 1 else f"{wanted.stem}-{number}{wanted.suffix}")
        if (
            path.is_file()
            and path.stat().st_size == part.stat().st_size
            and file_digest(path) == file_digest(part)
        ):
            return path
        with reporting_disk(path, every=True), suppress(FileExistsError):
            path.open("xb").close()  # the name is ours now, and nobody else's file is written over
            try:
                part.replace(path)
            except OSError:
                path.unlink()
                raise
            return path
    raise CannotWrite(f"there are too many files called {name} in {folder}")
