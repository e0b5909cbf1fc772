"""Cues -> captions: what stands below the picture, from when to when. Pure.

A caption holds whole sentences where they fit into two lines; a longer sentence goes on in a second caption. It comes
with its first word. It stays while it is spoken, and after that as long as somebody needs to read it, or until the next
one comes. A number that is counted stays until the next one.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from compiler.model.timeline import Cue, CueRole, Timeline
from compiler.model.timing import seconds_of

CAPTION_COLUMNS = 42
CAPTION_LINES = 2
"""Two lines of 42 characters: what caption guidelines of broadcasters agree on."""
SHORTEST = Fraction(7, 10)
"""Seconds that a caption is shown at the least: less is a flicker."""
CHARACTERS_A_SECOND = 17
"""How quickly grown-ups read along; a caption stays so long where nothing else is said."""
_COUNTED = frozenset({CueRole.COUNT, CueRole.COUNTDOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Words of one or two lines, shown from `start` up to `stop` in seconds; `counted` is a number that is counted."""

    start: Fraction
    stop: Fraction
    text: str
    counted: bool = False

    @property
    def lines(self) -> str:
        """The words in lines."""
        return "\n".join(_wrapped(self.text))


def captions(timeline: Timeline) -> tuple[Caption, ...]:
    """All captions in their order; none begins before the one before it has gone."""
    return captions_of(timeline.cues, timeline.frames, timeline.frame_rate)


def captions_of(cues: Iterable[Cue], frames: int, frame_rate: Fraction) -> tuple[Caption, ...]:
    """The captions of cues that follow each other in a stretch of so many frames; the last goes with its end."""
    spoken = _joined([one for cue in cues for one in _of_cue(cue, frame_rate)])
    return tuple(_stays(spoken, seconds_of(frames, frame_rate)))


def _of_cue(cue: Cue, frame_rate: Fraction) -> Iterator[Caption]:
    """The cue's words while they are spoken, in as many captions as they need."""
    start, stop = seconds_of(cue.range.start, frame_rate), seconds_of(cue.range.stop, frame_rate)
    parts = _parts(cue.text)
    for part, length in zip(parts, _lengths(parts, stop - start), strict=True):
        yield Caption(start=start, stop=start + length, text=part, counted=cue.role in _COUNTED)
        start += length


def _lengths(parts: Sequence[str], seconds: Fraction) -> list[Fraction]:
    """The time by letters, but each at least the shortest that is seen, or an equal share where there is less."""
    least = min(SHORTEST, seconds / len(parts))
    letters = sum(map(len, parts))
    shares = [seconds * len(part) / letters for part in parts]
    missing = sum(max(Fraction(0), least - share) for share in shares)
    spare = sum(max(Fraction(0), share - least) for share in shares)
    return [least if share <= least else share - missing * (share - least) / spare for share in shares]


def _parts(text: str) -> list[str]:
    """The words in pieces of two lines: whole sentences together, a long sentence by itself, cut where it pauses."""
    parts: list[str] = []
    open_to_more = False
    for sentence in re.split(r"(?<=[.!?…])\s+", text.strip()):
        if open_to_more and _fits(f"{parts[-1]} {sentence}"):
            parts[-1] += f" {sentence}"
            continue
        open_to_more = _fits(sentence)
        parts += [sentence] if open_to_more else _cut(sentence)
    return parts


def _cut(sentence: str) -> list[str]:
    """A sentence that is too long, in about equal pieces, each ending at a comma where one is near."""
    if _fits(sentence):
        return [sentence]
    words = sentence.split(" ")
    pieces = -(-len(_wrapped(sentence)) // CAPTION_LINES)
    goal = len(sentence) / pieces
    starts = [len(" ".join(words[:n])) for n in range(1, len(words))]
    possible = [n for n, length in enumerate(starts, 1) if _fits(" ".join(words[:n])) or n == 1]
    best = min(possible, key=lambda n: abs(starts[n - 1] - goal) - _pause_after(words[n - 1]))
    return [" ".join(words[:best]), *_cut(" ".join(words[best:]))] if best < len(words) else [sentence]


def _pause_after(word: str) -> int:
    """How many letters a cut may be moved to come after this word."""
    return 20 if word[-1:] in {",", ";", ":", "–"} else 0


def _fits(text: str) -> bool:
    return len(_wrapped(text)) <= CAPTION_LINES


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, CAPTION_COLUMNS, break_on_hyphens=False)


def _joined(spoken: Sequence[Caption]) -> list[Caption]:
    """What would be gone before it is seen stands together with what follows at once."""
    found: list[Caption] = []
    for one in spoken:
        before = found[-1] if found else None
        both = f"{before.text} {one.text}" if before else ""
        if before and one.start - before.start < SHORTEST and _fits(both):
            found[-1] = replace(before, stop=one.stop, text=both, counted=before.counted and one.counted)
        else:
            found.append(one)
    return found


def _stays(spoken: Sequence[Caption], end: Fraction) -> Iterator[Caption]:
    after = [caption.start for caption in spoken[1:]] + [end]
    for one, following in zip(spoken, after, strict=True):
        read = max(SHORTEST, Fraction(len(one.text), CHARACTERS_A_SECOND))
        wanted = following if one.counted else max(one.stop, one.start + read)
        yield replace(one, stop=min(wanted, following))
