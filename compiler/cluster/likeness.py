"""What decides the bytes that a machine makes: equal there and here, or it may not take part."""

import hashlib
import platform
import sys
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from compiler.shipped import library_folder

LIBRARIES = (
    "av", "espeakng-loader", "font-roboto", "langcodes", "moviepy", "num2words", "numpy", "pillow-heif", "pydantic",
    "pyttsx3", "pyyaml", "resvg_py", "uharfbuzz",
)  # fmt: skip
"""Those that a picture, a sound or a spoken word passes through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Names and values, in order: two machines with equal ones make equal bytes."""

    facts: tuple[tuple[str, str], ...]

    def unlike(self, other: "Likeness") -> tuple[str, ...]:
        """What differs, in words: "av 17.1.0 here, 18.0.0 there"."""
        mine, theirs = dict(self.facts), dict(other.facts)
        names = dict.fromkeys([*mine, *theirs])
        return tuple(
            f"{name} {mine.get(name, 'missing')} here, {theirs.get(name, 'missing')} there"
            for name in names
            if mine.get(name) != theirs.get(name)
        )


@cache
def likeness() -> Likeness:
    """Of this process' machine: the package's own code and material, its libraries, the encoder, the processor."""
    import av

    codecs = ", ".join(
        f"{name} {'.'.join(map(str, found))}" for name, found in sorted(av.library_versions.items())
    )
    return Likeness(
        facts=(
            ("Python", f"{sys.version_info.major}.{sys.version_info.minor}"),
            ("processor", platform.machine()),
            ("followalong", _digest_of(Path(__file__).resolve().parent.parent, "*.py")),
            ("what comes with followalong", _digest_of(library_folder(), "*.yaml", "*.json", "*.svg")),
            *((name, _version(name)) for name in LIBRARIES),
            ("codecs", codecs),
        )
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


def _digest_of(folder: Path, *patterns: str) -> str:
    """Twelve hex digits over the names and bytes of all files in it that match."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in folder.rglob(pattern)}):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
