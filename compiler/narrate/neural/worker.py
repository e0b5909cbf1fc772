"""A process that speaks until nobody asks any more: ``python -m compiler.narrate.neural.worker``.

Reads one JSON object a line, does it, and answers with one line: ``{"written": …, "words": …}`` (the second in which
each word begins) or ``{"error": …}``. The networks that were loaded stay. What the libraries print goes to standard
error, where nobody mistakes it for an answer.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO, Any

import numpy as np

from compiler.narrate.neural.clauses import sentences
from compiler.narrate.neural.kokoro import SAMPLE_RATE, Kokoro, Samples, styles
from compiler.narrate.neural.piper import Piper
from compiler.narrate.neural.said import Said, one_after_the_other
from compiler.narrate.neural.sessions import BadVoice, joined, verified
from compiler.narrate.sound_file import write_wav

Job = dict[str, Any]


def main() -> int:
    """Answer until standard input ends."""
    answers = _private_stdout()
    for line in sys.stdin:
        answers.write(json.dumps(answered(json.loads(line))) + "\n")
        answers.flush()
    return 0


def _private_stdout() -> IO[str]:
    """Standard output for our answers alone; whatever else writes to it writes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def answered(job: Job) -> dict[str, Any]:
    """What came of one job. Anything that goes wrong with a voice is an answer and not the end."""
    try:
        say, sample_rate = _speaker(job)
        said = _spoken(job, say, sample_rate)
        write_wav(Path(job["output"]), said.samples, sample_rate)
    except (BadVoice, ImportError, OSError, ValueError, RuntimeError) as error:
        return {"error": " ".join(str(error).split()) or type(error).__name__}
    return {"written": job["output"], "words": [(at / sample_rate, word) for at, word in said.words]}


def _speaker(job: Job) -> tuple[Callable[[str], Said], int]:
    if job["engine"] == "piper":
        piper = _piper(job["network"], job["description"], tuple(job["digests"]))
        return lambda sentence: piper.say(sentence, job["slowness"]), piper.described.sample_rate
    kokoro = _kokoro(tuple(job["network"]), job["digest"])
    table = _styles(job["styles"], job["styles_digest"])
    return lambda sentence: kokoro.say(sentence, job["language"], table, job["speed"]), SAMPLE_RATE


@cache
def _kokoro(parts: tuple[str, ...], digest: str) -> Kokoro:
    return Kokoro(verified(joined(parts), digest, "the Kokoro model"))


@cache
def _styles(path: str, digest: str) -> Samples:
    return styles(verified(Path(path).read_bytes(), digest, f"the voice {Path(path).stem}"))


@cache
def _piper(network: str, description: str, digests: tuple[str, str]) -> Piper:
    name = f"the voice {Path(network).stem}"
    files = zip((network, description), digests, strict=True)
    return Piper(*(verified(Path(path).read_bytes(), digest, name) for path, digest in files))


def _spoken(job: Job, say: Callable[[str], Said], sample_rate: int) -> Said:
    """All sentences, each without the quiet around it, and a pause after each but the last."""
    pause = Said(samples=np.zeros(round(job["pause"] * sample_rate), np.float32))
    pieces: list[Said] = []
    for sentence in sentences(job["text"]):
        pieces.append(say(sentence.text).without_quiet(sample_rate))
        if not sentence.last:
            pieces.append(pause)
    return one_after_the_other(pieces)


if __name__ == "__main__":
    sys.exit(main())
