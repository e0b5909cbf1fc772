"""Entries and photos into a project: each exercise whole or not at all, and nothing written over unsaid."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from compiler.collection.entries import entry_name, entry_text
from compiler.collection.reading import Told
from compiler.load.project import Project
from compiler.load.schema import ExerciseFile
from compiler.media.photo_kinds import photo_kind
from compiler.model.errors import errors_among
from compiler.model.limits import MOST_PHOTOS
from compiler.store import file_digest, reporting_disk, write_atomically
from compiler.yaml import parse_yaml

MOST_PICTURE_BYTES = 32 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of an exercise: the file that was `written`, or why it was `kept` as it is; and what to note.

    `broken`: its words make no entry.
    """

    name: str
    licence: str
    written: Path | None = None
    kept: str = ""
    broken: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    """Into which project, from which file, with pictures from which folder; `replacing` what is there already.

    `licence` stands where an exercise says none itself.
    """

    project: Project
    source: Path
    pictures: Path
    licence: str = ""
    replacing: bool = False

    def write(self, exercises: Iterable[Told]) -> tuple[Imported, ...]:
        """Write each, under a name of its own."""
        shipped = {path.stem for path in (self.project.library / "exercises").glob("*.yaml")}
        taken: set[str] = set()
        done = []
        for told in (replace(one, licence=one.licence or self.licence) for one in exercises):
            name, note = _name_for(told, taken, shipped)
            taken.add(name)
            done.append(self._one(told, name, note))
        return tuple(done)

    def _one(self, told: Told, name: str, notes: tuple[str, ...]) -> Imported:
        path = self.project.folder / "assets" / "exercises" / f"{name}.yaml"
        found, missing = self._pictures(told)
        places = self._places(name, found)
        text = entry_text(told, self.source.name, [place.name for place in places.values()])
        notes = (*notes, *missing)
        made = Imported(name=name, licence=told.licence, notes=notes)
        problems = errors_among(parse_yaml(text, path, ExerciseFile)[1])
        if problems:
            return replace(made, kept=f"its words make no entry: {problems[0].message}", broken=True)
        kept = self._why_not(path, text, places)
        if kept:
            return replace(made, kept=kept)
        for picture, place in places.items():
            _put(place, partial(shutil.copyfile, picture))
        _put(path, lambda unfinished: unfinished.write_text(text, encoding="utf-8", newline="\n"))
        return replace(made, written=path)

    def _why_not(self, path: Path, text: str, places: dict[Path, Path]) -> str:
        """Why nothing is written; empty if it is."""
        differing = [place for picture, place in places.items() if not _same(picture, place)]
        if not path.exists() or path.read_bytes() != text.encode():
            differing.insert(0, path)
        if not differing:
            return "is there already"
        there = next((place for place in differing if place.exists()), None)
        if there is None or self.replacing:
            return ""
        return f"{there.relative_to(self.project.folder)} is there and differs; --replace writes over it"

    def _places(self, name: str, pictures: list[Path]) -> dict[Path, Path]:
        """Where each picture goes; in the order of the movement."""
        clips = self.project.folder / "assets" / "clips"
        return {path: clips / f"{name}-{n}{_suffix(path)}" for n, path in enumerate(pictures, 1)}

    def _pictures(self, told: Told) -> tuple[list[Path], tuple[str, ...]]:
        """The photos that lie in the folder, and what is wrong with the others."""
        found: list[Path] = []
        notes = []
        for name in told.pictures[:MOST_PHOTOS]:
            path, trouble = self._picture(name)
            if path is None:
                notes.append(f"picture {name[:80]} {trouble}")
            elif path not in found:
                found.append(path)
        if len(told.pictures) > MOST_PHOTOS:
            notes.append(
                f"{len(told.pictures) - MOST_PHOTOS} pictures are left out: {MOST_PHOTOS} are the most"
            )
        return found, tuple(notes)

    def _picture(self, name: str) -> tuple[Path | None, str]:
        """A picture inside the folder: never fetched, never from elsewhere."""
        if "://" in name or name.startswith("//"):
            return None, "is an address: nothing is fetched; put the file beside the collection"
        root = self.pictures.resolve()
        try:
            path = next((one for one in (root / name, root / "exercises" / name) if one.is_file()), None)
            trouble = _trouble(path, root) if path else f"is not in {self.pictures}"
        except (OSError, ValueError, RuntimeError):  # a name that no system takes, a loop of links
            path, trouble = None, "cannot be read"
        return (None, trouble) if trouble or path is None else (path.resolve(), "")


def _name_for(told: Told, taken: set[str], shipped: set[str]) -> tuple[str, tuple[str, ...]]:
    """A name that neither another one of the collection has nor an exercise that comes with followalong."""
    name = wanted = entry_name(told.name)
    number = 2
    while name in taken or name in shipped:
        name, number = f"{wanted}_{number}", number + 1
    if name == wanted:
        return name, ()
    whose = "of followalong's own" if wanted in shipped else "of this collection"
    return name, (f"there is another {wanted} {whose}, so this one is called {name}",)


def _trouble(path: Path, root: Path) -> str:
    """Why a file is not taken as a picture; empty if it is."""
    if not path.resolve().is_relative_to(root):
        return f"lies outside of {root.name}"
    if path.stat().st_size > MOST_PICTURE_BYTES:
        return f"is larger than {MOST_PICTURE_BYTES >> 20} MB"
    kind = photo_kind(path)
    return "is no photo" if kind is None else "moves: it is no photo" if kind.moving else ""


_SUFFIXES = {"JPEG": ".jpg", "TIFF": ".tif"}


def _suffix(picture: Path) -> str:
    """By what the file is, and not by its name."""
    kind = photo_kind(picture)
    return _SUFFIXES.get(kind.name, f".{kind.name.lower()}") if kind else picture.suffix


def _same(picture: Path, place: Path) -> bool:
    return place.is_file() and file_digest(picture) == file_digest(place)


def _put(path: Path, write: Callable[[Path], object]) -> None:
    with reporting_disk(path, every=True):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, write)
