"""What was probably meant: the nearest of the words that are known."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from compiler.model.lookalikes import first_lookalike, named, plain
from compiler.model.names import composed


def near_names(word: str, known: Iterable[str], *, cutoff: float) -> str | None:
    """A hint with the known words that are near, if any is; never with the word itself, however it is spelled.

    Nearest is what differs by case, blanks or accents alone: `knee to chest` is `knee_to_chest`. A character that
    looks like another one is named.
    """
    others = sorted({one for one in known if composed(one) != composed(word)})
    same = [one for one in others if _folded(one) == _folded(word)]
    if same:
        return f"did you mean {_listed(same[:3])}?{_odd_character(word, same[0])}"
    close = _close(word, tuple(others), cutoff)
    return f"did you mean {_listed(close)}?" if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint with the nearest known words, if any is near."""
    return near_names(word, known, cutoff=_NEAR)


_NEAR = 0.6
"""How alike two words are of which one is probably meant by the other, from 0 to 1."""


_OTHER_WORDS = {
    "clip": "video videos film movie footage image picture photo gif animation",
    "hold": "duration time seconds length",
    "for": "duration time seconds length",
    "reps": "repetitions repeat repeats times count",
    "sets": "rounds series repeat",
    "say": "text speak speech voiceover narration narrate words line tell",
    "rest": "pause break wait",
    "sides": "side",
    "lang": "language locale",
    "summary": "description desc about subtitle",
    "title": "name heading",
    "name": "title heading",
    "frame_rate": "fps framerate",
    "size": "resolution format dimensions aspect",
    "voice": "narrator speaker",
    "words_per_minute": "speed rate tempo wpm",
    "music": "song background_music soundtrack",
    "audio": "recording sound mp3 wav",
    "exercise": "move pose stretch",
    "setup": "instructions instruction intro",
    "needs": "equipment props prop material",
    "cues": "cue tips tip hints reminders",
    "sources": "source references reference",
    "in": "start begin from",
    "out": "end stop until to",
    "mirror": "flip mirrored",
    "play": "loop playback",
    "fit": "crop zoom scale",
    "disclaimer": "warning note",
    "closing": "outro ending",
}
"""What people write for a key."""


def key_hint(key: str, known: Iterable[str]) -> str | None:
    """A hint with the known keys that are spelt, or meant, like this one."""
    meant = keys_like(key, known)
    if meant and all(_folded(key) in _OTHER_WORDS.get(one, "").split() for one in meant):
        return f"did you mean {_listed(meant)}?"
    return did_you_mean(key, known)


def keys_like(key: str, known: Iterable[str]) -> list[str]:
    """The known keys that are meant, or spelt, like this one: three at most."""
    return list(_keys_like(key, tuple(known)))


@lru_cache(maxsize=256)
def _keys_like(key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    word = _folded(key)
    same = [one for one in known if _folded(one) == word]
    meant = [one for one in known if word in _OTHER_WORDS.get(one, "").split()][:3]
    return tuple(same or meant) or _close(key, tuple(sorted({*known} - {key})), _NEAR)


@lru_cache(maxsize=256)
def _close(word: str, others: tuple[str, ...], cutoff: float) -> tuple[str, ...]:
    """The three of the others, which are in order, that are spelt most like the word."""
    return tuple(difflib.get_close_matches(word, others, n=3, cutoff=cutoff))


def _listed(words: Sequence[str]) -> str:
    return " or ".join(words)


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    """What words have in common that a person reads as the same: case, blanks, dashes and accents apart."""
    bare = unicodedata.normalize("NFKD", plain(word)).casefold()
    return re.sub(r"[\s_-]+", "_", "".join(c for c in bare if not unicodedata.combining(c)).strip())


def _odd_character(word: str, meant: str) -> str:
    at = first_lookalike(word)
    return "" if at is None or word[at] in meant else f" there is {named(word[at])} in it"


def near_name_hint(path: Path) -> str | None:
    """Names in the same folder that resemble a missing file's."""
    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return None
    return did_you_mean(path.name, names)
