"""Words -> the pieces that are phonemised and spoken one by one, with the pause that follows each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=\S)")
_BREAKS = re.compile(r"(?<=[,;:—])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, and whether another one follows it."""

    text: str
    last: bool


def sentences(words: str) -> tuple[Sentence, ...]:
    """`words` cut after full stops, exclamation and question marks; each ends in one of these."""
    parts = [part.strip() for part in _SENTENCE_END.split(words) if any(c.isalnum() for c in part)]
    return tuple(
        Sentence(text=_ended(part), last=number == len(parts)) for number, part in enumerate(parts, 1)
    )


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in ".!?…" else f"{sentence.rstrip(' ,;:-—')}."


def halves(sentence: str) -> tuple[str, str] | None:
    """A sentence cut in two, at the mark nearest to its middle, else between two words; None for one word."""
    for pattern in (_BREAKS, re.compile(r"\s+")):
        places = [found.span() for found in pattern.finditer(sentence)]
        if places:
            start, stop = min(places, key=lambda place: abs(place[0] - len(sentence) / 2))
            return sentence[:start], sentence[stop:]
    return None


def marked(text: str, marks: str) -> Iterator[tuple[str, str]]:
    """`text` in stretches without any of `marks`, each with the mark that ends it, or with nothing."""
    for found in re.finditer(rf"([^{re.escape(marks)}]*)([{re.escape(marks)}]|$)", text):
        if found[1].strip() or found[2]:
            yield found[1].strip(), found[2]
