"""Natural voices on the workers of a cluster: asked first whether they speak as this machine does."""

import atexit
from collections.abc import Callable, Sequence
from functools import cache, partial

from compiler.model.errors import ToolFailed
from compiler.model.routine import Utterance, Voice
from compiler.model.voice_choices import ENGINES
from compiler.narrate.missing import kokoro_missing, piper_missing
from compiler.narrate.narration import kept, narrate, speech_key
from compiler.narrate.process import ToolRunner
from compiler.narrate.speech import Speech
from compiler.store import Store
from compiler.system.workshop import Pool

INSTALL = "bring it to that worker (followalong voices add …, the same version), or speak here without --on"


def speak_elsewhere(
    wanted: Sequence[Utterance], store: Store, pool: Pool, *, on_done: Callable[[int, int], None]
) -> None:
    """Have the pool's workers say what the store lacks, in voices that compute for long; `store` has it then.

    Raises:
        ToolFailed: a worker lacks a voice or has another version of it, or a voice failed.
    """
    known = kept(wanted, store)
    lacking = [one for one in dict.fromkeys(wanted) if one not in known and _computes_for_long(one)]
    _require_voices(lacking, pool)
    jobs = {utterance: partial(_speak, utterance, store) for utterance in lacking}
    for done, _ in enumerate(pool.run(jobs), 1):
        on_done(done, len(jobs))


def _computes_for_long(utterance: Utterance) -> bool:
    engine = ENGINES.get(utterance.voice.engine)
    return engine is not None and engine.lasting


def _speak(utterance: Utterance, store: Store) -> Speech:
    return narrate((utterance,), store, workers=1, runner=_lasting_tools())[utterance]


@cache
def _lasting_tools() -> ToolRunner:
    """A worker's voices stay loaded until it ends."""
    runner = ToolRunner()
    atexit.register(runner.close)
    return runner


def _require_voices(wanted: Sequence[Utterance], pool: Pool) -> None:
    """That every worker says each voice's first line in the same bytes as this machine would."""
    firsts = tuple({utterance.voice: utterance for utterance in reversed(wanted)}.values())
    mine = _abilities(firsts)
    for worker, theirs in pool.everywhere(partial(_abilities, firsts)).items():
        for utterance, ours, other in zip(firsts, mine, theirs, strict=True):
            if other != ours:
                voice = f"{utterance.voice.name or utterance.voice.engine} ({utterance.voice.engine})"
                why = other if not _is_key(other) else "it has another version of it"
                raise ToolFailed(f"the worker {worker} cannot speak as {voice}: {why}", hint=INSTALL)


def _is_key(told: str) -> bool:
    return " " not in told


def _abilities(firsts: Sequence[Utterance]) -> tuple[str, ...]:
    """For each utterance the key of its speech on this machine, or why it cannot be spoken here."""
    return tuple(_lacking(utterance.voice) or speech_key(utterance) for utterance in firsts)


def _lacking(voice: Voice) -> str | None:
    missing = piper_missing(voice) if voice.engine == "piper" else kokoro_missing(voice.name)
    return missing.message if missing else None
