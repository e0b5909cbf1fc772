"""Is this machine able to build? Looked at one by one, by doing a little of the real thing."""

import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compiler.model.errors import ExitCode
from compiler.store import Store
from compiler.system.folders import PLACES

SCARCE_BYTES = 2 * 1024**3
"""A long routine at 1080p needs less than this for its video and what is kept of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was looked at, whether it is well, what was found, and the exit code if it is not."""

    what: str
    ok: bool
    detail: str
    exit_code: ExitCode = ExitCode.TOOL_FAILED


def examine() -> Iterator[Finding]:
    """Every finding, in the order a build would need the thing."""
    yield Finding(what="python", ok=True, detail=f"{platform.python_version()} on {platform.platform()}")
    for look in (_encoders, _drawing, _voices, _library, _settings, _places, _store, _output):
        yield from look()


def _encoders() -> Iterator[Finding]:
    import av

    for name in ("libx264", "aac"):
        try:
            av.codec.Codec(name, "w")
        except av.error.FFmpegError:
            yield Finding(what=f"encoder {name}", ok=False, detail="missing; reinstall av from its wheel")
        else:
            yield Finding(what=f"encoder {name}", ok=True, detail=f"av {av.__version__}")


def _drawing() -> Iterator[Finding]:
    from compiler.draw import load_theme, theme_names
    from compiler.draw.raster import rasterise

    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'
    drawn = bool(rasterise(svg, 8, 8)[..., 3].all())
    yield Finding(what="drawing", ok=drawn, detail="SVG is drawn" if drawn else "SVG comes out empty")
    for name in theme_names():
        theme, problems = load_theme(name)
        detail = "its files and fonts are there" if theme else "; ".join(d.message for d in problems)
        yield Finding(what=f"theme {name}", ok=theme is not None, detail=detail)


def _voices() -> Iterator[Finding]:
    from compiler.narrate import narrator_report

    for what, ok, detail in narrator_report():
        yield Finding(what=what, ok=ok, detail=detail)


def _library() -> Iterator[Finding]:
    from compiler.shipped import library_folder

    count = len(list((library_folder() / "exercises").glob("*.yaml")))
    detail = f"{count} exercises in {library_folder()}"
    yield Finding(what="library", ok=count > 0, detail=detail, exit_code=ExitCode.BAD_MEDIA)


def _settings() -> Iterator[Finding]:
    """The user's settings, and the folders for footage that they name."""
    from compiler.load.settings import settings_path, user_settings

    settings, problems = user_settings()
    told = "; ".join(problem.message for problem in problems) or f"{settings_path()}"
    there = "" if settings_path().exists() else ", not written yet"
    code = ExitCode.INVALID_ROUTINE
    yield Finding(what="settings", ok=not problems, detail=f"{told}{there}", exit_code=code)
    for folder in (one.value for one in settings.footage):
        found = folder.is_dir()
        detail = f"{folder}" if found else f"{folder} is not there now"
        yield Finding(what="footage", ok=found, detail=detail, exit_code=ExitCode.BAD_MEDIA)


def _places() -> Iterator[Finding]:
    """Where the user's own things lie: logins and settings, the ledger and voices, and what is kept of builds."""
    for place in PLACES:
        folder = place.folder().absolute()
        there = "" if folder.is_dir() else ", not made yet"
        writable = os.access(next(one for one in (folder, *folder.parents) if one.exists()), os.W_OK)
        trouble = "" if writable else ", cannot be written"
        detail = f"{folder}{there}{trouble} ({place.variable} names another)"
        yield Finding(
            what=f"{place.name} folder", ok=writable, detail=detail, exit_code=ExitCode.CANNOT_WRITE
        )


def _store() -> Iterator[Finding]:
    store, warning = Store.open()
    yield _place("store", store.root, warning)


def _output() -> Iterator[Finding]:
    folder = Path("output")
    place = folder if folder.is_dir() else Path.cwd()
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        yield _place("output", place, f"{place.absolute()} cannot be written ({error.strerror})")
    else:
        yield _place("output", place, None)


def _place(what: str, folder: Path, trouble: str | None) -> Finding:
    free = shutil.disk_usage(folder).free
    if trouble is None and free < SCARCE_BYTES:
        trouble = f"only {free / 1024**3:.1f} GiB free at {folder}"
    detail = trouble or f"{folder.absolute()}, {free / 1024**3:.0f} GiB free"
    return Finding(what=what, ok=trouble is None, detail=detail, exit_code=ExitCode.CANNOT_WRITE)
