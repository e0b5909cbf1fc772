"""Voices -> this machine: files checked against what is known of them, kept in the user's data folder.

The only part of narration that connects, and only where it is asked to.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from compiler.language import LANGUAGES
from compiler.model.errors import BadMedia, CannotWrite, NetworkInterrupted, ToolFailed
from compiler.model.hints import did_you_mean
from compiler.narrate.kokoro_voices import MODEL_BYTES, MODEL_DIGEST, STYLES_BYTES, VOICES
from compiler.narrate.voice_files import (
    MODEL_FILE,
    PiperFiles,
    kokoro_folder,
    kokoro_network,
    piper_folder,
    styles_file,
)
from compiler.store import file_digest, write_atomically

STYLES_ADDRESS = "https://huggingface.co/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/main/voices/{name}.bin"
MODEL_ADDRESS = f"https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/{MODEL_FILE}"
LICENCE = """\
Kokoro-82M v1.0, model and voices, by hexgrad: Apache License 2.0 (https://www.apache.org/licenses/LICENSE-2.0).
You may use what it speaks freely, also for money; a copy of the files has to come with the licence.
"""

_PIECE = 1 << 20
_TIMEOUT = (10, 60)

Tell = Callable[[str], None]
Fetch = Callable[[str], Iterable[bytes]]
"""An address -> the bytes behind it, in pieces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One file of Kokoro: what it is, where it belongs, and how it is known."""

    what: str
    destination: Path
    digest: str
    size: int
    address: str


def voice_wanted(name: str) -> Wanted:
    """The file of a voice.

    Raises:
        ToolFailed: there is no Kokoro voice of that name.
    """
    if name not in VOICES:
        hint = did_you_mean(name, VOICES) or f"there are {', '.join(VOICES)}"
        raise ToolFailed(f"there is no Kokoro voice {name!r}", hint=hint)
    return Wanted(
        what=f"the voice {name}", destination=styles_file(name), digest=VOICES[name].digest, size=STYLES_BYTES,
        address=STYLES_ADDRESS.format(name=name),
    )  # fmt: skip


MODEL_WANTED = partial(
    Wanted, what="the Kokoro model", digest=MODEL_DIGEST, size=MODEL_BYTES, address=MODEL_ADDRESS
)


def usual_voices() -> tuple[str, ...]:
    """What comes where no voice is named: the usual one of each language and region, and a man's."""
    named = {language.kokoro for language in LANGUAGES.values()} - {""}
    named |= {voice for language in LANGUAGES.values() for _, voice in language.regional_kokoro}
    return tuple(sorted(named | {"am_michael"}))


def add_kokoro(names: tuple[str, ...], source: Path | None, tell: Tell, fetch: Fetch | None = None) -> None:
    """Bring the voices `names` (all that `source` has, or the usual ones), and the model if there is none.

    From the folder `source`, else from upstream by `fetch`. `tell` gets a line for each thing that is done.

    Raises:
        ToolFailed: there is no voice of that name.
        BadMedia: a file is not there, or is not what it should be; what was sound before it is kept.
        NetworkInterrupted: it could not be fetched; the same command goes on from there.
        CannotWrite: the data folder does not take it.
    """
    if source:
        wanted = list(_found_in(source, names))
    else:
        wanted = [voice_wanted(name) for name in names or usual_voices()]
        wanted += [] if kokoro_network() else [MODEL_WANTED(destination=kokoro_folder() / MODEL_FILE)]
    tell(LICENCE.strip())
    needed = [one for one in wanted if not _is_here(one)]
    if not source and needed:
        tell(f"downloads {sum(one.size for one in needed) / 1e6:.1f} MB in {len(needed)} files")
    _make_folder(kokoro_folder())
    for one in wanted:
        if one in needed:
            pieces = (
                _file_pieces(source / one.destination.name) if source else (fetch or _fetched)(one.address)
            )
            _keep(one, pieces)
        tell(f"{one.what} is in {one.destination}")
    _keep_as(kokoro_folder() / "LICENCE.txt", [LICENCE.encode()])


def _found_in(source: Path, names: tuple[str, ...]) -> Iterator[Wanted]:
    """The voices in a folder, or those of them that are named; and the model where there is none yet."""
    if not source.is_dir():
        raise BadMedia(f"there is no folder {source}")
    known = names or tuple(sorted(path.stem for path in source.glob("*.bin") if path.stem in VOICES))
    model = source / MODEL_FILE
    if not known and not model.is_file():
        raise BadMedia(
            f"there are no Kokoro voices in {source}",
            hint="they are called af_heart.bin, bf_emma.bin and so on",
        )
    for name in known:
        wanted = voice_wanted(name)
        if not (source / wanted.destination.name).is_file():
            raise BadMedia(f"there is no {wanted.destination.name} in {source}")
        yield wanted
    if model.is_file() and not kokoro_network():
        yield MODEL_WANTED(destination=kokoro_folder() / MODEL_FILE)


def _is_here(one: Wanted) -> bool:
    return one.destination.is_file() and file_digest(one.destination) == one.digest


def _keep(one: Wanted, pieces: Iterable[bytes]) -> None:
    """Write the file under its name once its digest is right."""

    def produce(path: Path) -> None:
        found = _write(path, pieces)
        if found != one.digest:
            raise BadMedia(
                f"{one.what} is not the file that this version knows: its sha256 is {found}, not {one.digest}",
                hint="nothing of it is kept; get it anew",
            )

    write_atomically(one.destination, produce)


def _keep_as(destination: Path, pieces: Iterable[bytes]) -> None:
    def produce(path: Path) -> None:
        _write(path, pieces)

    write_atomically(destination, produce)


def _write(path: Path, pieces: Iterable[bytes]) -> str:
    """Write the pieces; the sha256 of all of them."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
    return digest.hexdigest()


def _file_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _fetched(address: str) -> Iterator[bytes]:
    import requests

    with _told_as_network(address), requests.get(address, stream=True, timeout=_TIMEOUT) as answer:
        answer.raise_for_status()
        yield from answer.iter_content(_PIECE)


@contextmanager
def _told_as_network(address: str) -> Iterator[None]:
    import requests

    try:
        yield
    except requests.RequestException as error:
        hint = (
            "run this again with a network, or give the files: --from FOLDER (docs/voices.md: also from npm)"
        )
        raise NetworkInterrupted(f"{address} cannot be fetched: {error}", hint=hint) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be made: {error.strerror}") from error


def add_piper(network: Path, tell: Tell) -> None:
    """Bring a Piper voice: NAME.onnx with NAME.onnx.json beside it.

    Raises:
        BadMedia: they are not there, or are no voice of Piper.
        CannotWrite: the data folder does not take them.
    """
    from compiler.narrate.neural.piper import Description
    from compiler.narrate.neural.sessions import BadVoice

    files = PiperFiles(network=network)
    if network.suffix != ".onnx" or not files.complete:
        hint = "give NAME.onnx; NAME.onnx.json has to lie beside it"
        raise BadMedia(f"{network} is no Piper voice with its description", hint=hint)
    try:
        described = Description.read(files.description.read_bytes())
    except BadVoice as error:
        raise BadMedia(f"{files.description}: {error}") from error
    _make_folder(piper_folder())
    for path in (files.network, files.description):
        _keep_as(piper_folder() / path.name, _file_pieces(path))
    card = network.with_name("MODEL_CARD")
    tell(card.read_text("utf-8", "replace").strip() if card.is_file() else _NO_CARD)
    tell(f"the voice {network.stem} speaks {described.language} and is in {piper_folder()}")


_NO_CARD = "its licence is with whoever published it: see that it allows what you make"
