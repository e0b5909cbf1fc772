"""One utterance in a process of its own: ``python compiler/narrate/pyttsx3_worker.py``.

Reads one JSON object from standard input. ``{"list": true}`` answers with the voices there are; ``{"text",
"output", "voice", "language", "words_per_minute", "pitch"}`` writes the words to the file `output`, and answers
with the second in which each of them begins. What goes wrong is one line on standard error and exit code 3.
Imports nothing but the standard library and pyttsx3, so that it starts quickly; whatever the voice library does
to its process harms nobody else.

With ``--stay`` (Linux) it answers one such object a line, each by a process forked when all is loaded and before
the library was touched: what is said is the same as by a process of its own, in a quarter of the time. When one fails,
so does this.
"""

import contextlib
import ctypes
import io
import json
import os
import re
import sys
import tempfile
import types
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any, TextIO

FAILED = 3
STAY = "--stay"
_DRIVER = "followalong_espeak"
_WORD = re.compile(r"\S+")
_LONGEST_DATA_PATH = 120
"""espeak-ng keeps the path of its data in a small fixed buffer; a longer one goes through a short link."""


class VoiceError(Exception):
    """The voice library cannot do what is asked."""


def main() -> int:
    """Do the one job that standard input names, or those of all its lines."""
    if STAY in sys.argv:
        return _stay()
    return _do(json.load(sys.stdin), sys.stdout)


def _stay() -> int:
    """Fork for each line of standard input; ends as the first of these that fails has ended."""
    import espeakng_loader

    ctypes.CDLL(espeakng_loader.get_library_path())
    _driver_module()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os._exit(_answered(line))
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            os.kill(os.getpid(), os.WTERMSIG(status))
        if status:
            return os.waitstatus_to_exitcode(status)
    return 0


def _answered(line: str) -> int:
    """What a forked process does: one answer, on a line."""
    answer = io.StringIO()
    code = _do(json.loads(line), answer)
    if not code:
        sys.stdout.write(f"{answer.getvalue()}\n")
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _do(job: dict[str, Any], answers: TextIO) -> int:
    try:
        with contextlib.redirect_stdout(io.StringIO()), _engine() as engine:
            answer = _inventory(engine) if job.get("list") else _speak(engine, job)
    except (VoiceError, ImportError, RuntimeError, OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"{' '.join(str(error).split()) or type(error).__name__}\n")
        return FAILED
    json.dump(answer, answers)
    answers.flush()
    return 0


@contextlib.contextmanager
def _engine() -> Iterator[Any]:
    with tempfile.TemporaryDirectory(prefix="followalong-voice-") as short_place:
        data = _prepare_espeak(Path(short_place)) if sys.platform.startswith("linux") else None
        import pyttsx3

        if data is None:
            yield pyttsx3.init()
            return
        sys.modules[f"pyttsx3.drivers.{_DRIVER}"] = _driver_module()
        engine = pyttsx3.init(_DRIVER)
        engine.followalong_data = data
        yield engine


def _prepare_espeak(short_place: Path) -> Path:
    """Load the library that came from pip before pyttsx3 looks for one, and tell it where its data is."""
    import espeakng_loader

    ctypes.CDLL(espeakng_loader.get_library_path())
    data = Path(espeakng_loader.get_data_path())
    if not (data / "phontab").is_file():
        raise VoiceError(f"the voice data is not at {data}: install espeakng-loader again")
    if len(os.fsencode(data)) > _LONGEST_DATA_PATH:
        link = short_place / data.name
        link.symlink_to(data, target_is_directory=True)
        data = link
    os.environ["ESPEAK_DATA_PATH"] = str(data)
    return data


def _make_repeatable() -> None:
    """The breath of a variant such as +f3 is noise, which the library seeds by the clock each time it starts."""
    import espeakng_loader

    seed = getattr(ctypes.CDLL(espeakng_loader.get_library_path()), "espeak_ng_SetRandSeed", None)
    if seed is not None:
        seed(ctypes.c_long(1))


def _driver_module() -> types.ModuleType:
    """A pyttsx3 driver that keeps its settings and waits until the file is written."""
    from pyttsx3.drivers import _espeak
    from pyttsx3.drivers.espeak import EspeakDriver

    def synth_exact_length(text: bytes, flags: int = 0) -> Any:
        return _espeak.cSynth(text, len(text) + 1, 0, _espeak.POS_CHARACTER, 0, flags, None, None)

    class SteadyEspeakDriver(EspeakDriver):  # type: ignore[misc]
        """The stock driver, made to finish each command before the next one, and to tell when words begin."""

        def __init__(self, proxy: Any) -> None:
            self.words: list[tuple[int, int]] = []
            super().__init__(proxy)
            _espeak.Synchronize()
            _make_repeatable()

        def _onSynth(self, wav: Any, samples: int, events: Any) -> int:  # noqa: N802 - pyttsx3's name
            for event in takewhile(lambda e: e.type != _espeak.EVENT_LIST_TERMINATED, events):
                if event.type == _espeak.EVENT_WORD:
                    self.words.append((event.text_position - 1, event.audio_position))
            return int(super()._onSynth(wav, samples, events))

        @staticmethod
        def setProperty(name: str, value: Any) -> None:  # noqa: N802 - pyttsx3's name
            EspeakDriver.setProperty(name, value)
            _espeak.Synchronize()

        def startLoop(self) -> None:  # noqa: N802 - pyttsx3's name
            super().startLoop()
            _espeak.Synchronize()

        def stop(self) -> None:
            """Nothing: the stock one cancels settings that are still queued."""

    _espeak.Synth = synth_exact_length
    module = types.ModuleType(f"pyttsx3.drivers.{_DRIVER}")
    module.buildDriver = SteadyEspeakDriver  # type: ignore[attr-defined]
    return module


def _inventory(engine: Any) -> dict[str, list[str]]:
    """Every voice as its short name, and the variants that can follow a ``+``."""
    data: Path | None = getattr(engine, "followalong_data", None)
    variants = sorted(p.name for p in (data / "voices" / "!v").iterdir()) if data else []
    names = {_short_name(v.id) if data else str(v.name) for v in engine.getProperty("voices")}
    return {"voices": sorted(names), "variants": variants}


def _short_name(identifier: str) -> str:
    """``en-us`` of espeak's ``gmw/en-us``."""
    return identifier.rsplit("/", 1)[-1]


def _voice_id(engine: Any, asked: str, language: str) -> str:
    """What the driver calls the voice that the routine calls `asked`: its id, name or language.

    Where there is none, any voice of the language: on macOS and Windows voices have names of people.
    """
    voices = engine.getProperty("voices")
    base, plus, variant = asked.partition("+")
    wanted = _plain(base)
    for known in (_ids, _names, _languages):
        for voice in voices:
            if wanted in known(voice):
                found = str(voice.id) if _is_stock(engine) else _short_name(str(voice.id))
                return f"{found}{plus}{variant}"
    for voice in voices if _is_stock(engine) else ():
        if _base(language) in map(_base, _languages(voice)):
            return str(voice.id)
    raise VoiceError(f"there is no voice named {asked}")


def _is_stock(engine: Any) -> bool:
    return not hasattr(engine, "followalong_data")


def _plain(name: object) -> str:
    return str(name).casefold().replace("_", "-")


def _ids(voice: Any) -> tuple[str, ...]:
    return _plain(voice.id), _plain(_short_name(str(voice.id)))


def _names(voice: Any) -> tuple[str, ...]:
    return (_plain(voice.name),)


def _languages(voice: Any) -> tuple[str, ...]:
    return tuple(_plain(tag) for tag in voice.languages)


def _base(tag: str) -> str:
    """The language of a tag: "es" of "es-mx"."""
    return _plain(tag).partition("-")[0]


def _speak(engine: Any, job: dict[str, Any]) -> dict[str, Any]:
    problems: list[str] = []
    engine.connect("error", lambda name, exception: problems.append(str(exception)))
    engine.setProperty("voice", _voice_id(engine, job["voice"], job["language"]))
    engine.setProperty("rate", int(job["words_per_minute"]))
    if not _is_stock(engine):
        engine.setProperty("pitch", int(job["pitch"]))
    engine.setProperty("volume", 1.0)
    engine.save_to_file(job["text"], job["output"])
    engine.runAndWait()
    if problems:
        raise VoiceError("; ".join(problems))
    if not Path(job["output"]).is_file():
        raise VoiceError("the voice library wrote no file")
    return {"written": job["output"], "words": _words(engine, job["text"])}


def _words(engine: Any, text: str) -> list[tuple[float, str]]:
    """(seconds, word) of every word whose beginning was told; the stock drivers tell nothing."""
    told = [] if _is_stock(engine) else engine.proxy._driver.words
    begun = [
        (match, [ms for at, ms in told if match.start() <= at < match.end()])
        for match in _WORD.finditer(text)
    ]
    return [(min(times) / 1000, match[0]) for match, times in begun if times]


if __name__ == "__main__":
    sys.exit(main())
