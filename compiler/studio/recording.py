"""A line that is recorded in the page: heard again, held against its time, kept in the project; and voices to try."""

import json
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from compiler.load import slug_of
from compiler.model.errors import BadMedia, FollowalongError, errors_among
from compiler.narrate import check_voice
from compiler.narrate.choosing import voice_named
from compiler.narrate.kokoro_voices import VOICES
from compiler.narrate.missing import kokoro_missing
from compiler.narrate.recording import Take, take_of
from compiler.narrate.recordings import recording_name
from compiler.narrate.script import rooms_of
from compiler.narrate.sound_file import read_mono, write_wav
from compiler.narrate.takes import keep_take
from compiler.narrate.voices import voices as voices_of
from compiler.pipeline.check import check
from compiler.pipeline.saying import say
from compiler.store.scratch import scratch_folder
from compiler.studio.answers import answer
from compiler.studio.asking import BadQuestion, body_of, text_in
from compiler.studio.desk import Desk, desk_of
from compiler.studio.media_files import media_file
from compiler.studio.places import Places
from compiler.studio.wanted import request_of
from compiler.yaml import KeyPath

_LEVELS = 120
_LONGEST_TRIED = 300
"""Characters that a voice is tried with."""


# --- takes ----------------------------------------------------------------------------------------------------


async def _take(request: Request) -> Response:
    """What a browser recorded -> a take, without the silence around it, and whether it fits its time."""
    data = await request.body()
    return answer(await run_in_threadpool(_taken, desk_of(request), data, request.query_params))


def _taken(desk: Desk, data: bytes, asked: Any) -> dict[str, Any]:
    room = _room(desk, asked, _path_in(asked.get("at", "")))
    with scratch_folder() as folder:
        file = folder / "take"
        file.write_bytes(data)
        try:
            samples, rate = desk.shop.pool.submit(partial(read_mono, file))()
        except BadMedia:
            raise BadMedia("nothing was recorded", hint="look whether the microphone is on") from None
    take = take_of(samples, rate, room)
    return {
        "take": None if take.empty else desk.takes.add(take),
        "seconds": take.seconds,
        "room": float(room) if room is not None else None,
        "problems": list(take.problems),
        "levels": _levels(take),
    }


def _path_in(text: str) -> KeyPath:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(part, str | int) for part in found):
        raise BadQuestion("the place of a line is a list of keys and numbers")
    return tuple(found)


def _room(desk: Desk, asked: Any, at: KeyPath) -> Fraction | None:
    """The shortest time that there is for the line that stands there; None for as long as it needs."""
    request = request_of(desk, asked)
    timeline = check(request, desk.shop).timeline
    if timeline is None:
        return None
    places = Places.of(desk.documents.open(request.path).text, request.path)
    rooms = [room for cue, room in rooms_of(timeline) if cue.span and _is_of(places.at(cue.span), list(at))]
    return min((room for room in rooms if room is not None), default=None)


def _is_of(found: list[int | str] | None, at: list[int | str]) -> bool:
    """Whether words stand at that place, or are the `say` of what does."""
    return found is not None and at in (found, [*found, "say"])


def _levels(take: Take) -> list[float]:
    """How loud it is from its start to its end, 0 to 1."""
    size = max(1, -(-len(take.samples) // _LEVELS))
    parts = (take.samples[start : start + size] for start in range(0, len(take.samples), size))
    return [round(float(abs(part).max()), 3) for part in parts]


def _hear(request: Request) -> Response:
    """A take that is not kept yet, or a recording of the project."""
    asked, desk = request.query_params, desk_of(request)
    if "take" in asked:
        take = desk.takes.get(asked["take"])
        samples, rate = take.samples, take.sample_rate
    else:
        path = media_file(desk, asked.get("file", ""), "audio", asked.get("path", ""))
        samples, rate = desk.shop.pool.submit(partial(read_mono, path))()
    return _wav(lambda file: write_wav(file, samples, rate))


def _wav(write: Callable[[Path], object]) -> Response:
    """What `write` puts into a file, as an answer."""
    with scratch_folder() as folder:
        file = folder / "heard.wav"
        write(file)
        return Response(file.read_bytes(), media_type="audio/wav")


async def _keep(request: Request) -> Response:
    """A take becomes a file of the project, under the name of its words: what the line's `audio` is to say."""
    asked = await body_of(request)
    return answer(await run_in_threadpool(_kept, desk_of(request), asked))


def _kept(desk: Desk, asked: dict[str, Any]) -> dict[str, Any]:
    take, text = desk.takes.get(text_in(asked, "take")), text_in(asked, "text")
    name = slug_of(desk.path_of(text_in(asked, "path")))
    folder = desk.path_of(f"assets/audio/{name}")
    path = keep_take(folder, recording_name(text), take.samples, take.sample_rate)
    return {"file": path.relative_to(desk.path_of("assets/audio")).as_posix()}


# --- voices ---------------------------------------------------------------------------------------------------


def _voices(request: Request) -> Response:
    """The voices that speak a language: natural ones first, and what is missing for those that are not here."""
    language = request.query_params.get("language", "en")[:20]
    return answer({"voices": [*_natural(language), *_offline(language)]})


def _natural(language: str) -> list[dict[str, Any]]:
    found = []
    for name, voice in VOICES.items():
        if voice.language.partition("-")[0] == language.partition("-")[0]:
            missing = kokoro_missing(name)
            told = (missing.hint or missing.message) if missing else ""
            found.append(_listed("kokoro", name, voice.language, natural=True, missing=told))
    return found


def _offline(language: str) -> list[dict[str, Any]]:
    try:
        names = voices_of("pyttsx3")
    except FollowalongError as error:
        return [_listed("pyttsx3", "", language, natural=False, missing=str(error))]
    base = language.partition("-")[0]
    own = [name for name in names if name.lower().replace("_", "-").partition("-")[0] == base]
    return [_listed("pyttsx3", name, name, natural=False, missing="") for name in own]


def _listed(engine: str, name: str, language: str, *, natural: bool, missing: str) -> dict[str, Any]:
    return {"engine": engine, "name": name, "language": language, "natural": natural, "missing": missing}


def _try(request: Request) -> Response:
    """Words in a voice, as loud as in a video; spoken once, and kept in the store."""
    asked = request.query_params
    text = " ".join(asked.get("text", "").split())[:_LONGEST_TRIED]
    if not text:
        raise BadQuestion("there is nothing to say")
    if asked.get("engine") not in {"kokoro", "pyttsx3"}:
        raise BadQuestion("there is no such voice")
    voice = voice_named(asked["engine"], asked.get("voice") or None, asked.get("language", "en"))
    problems = errors_among(tuple(check_voice(voice)))
    if problems:
        raise FollowalongError(*problems)
    return _wav(lambda file: say(text, voice, file, desk_of(request).shop.store))


ROUTES = [
    Route("/api/voice/take", _take, methods=["POST"]),
    Route("/api/voice/hear", _hear),
    Route("/api/voice/keep", _keep, methods=["POST"]),
    Route("/api/voice/voices", _voices),
    Route("/api/voice/try", _try),
]
