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
from itertools import accumulate, pairwise

from compiler.model.aligning import places
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
    """Words of one or two lines, shown from `start` up to `stop` in seconds; `counted` is a number that is counted.

    `word_starts` is the second in which each of the words between blanks is spoken; empty where nobody knows.
    """

    start: Fraction
    stop: Fraction
    text: str
    counted: bool = False
    word_starts: tuple[Fraction, ...] = ()

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
    parts, told = _parts(cue.text), _word_starts(cue, start)
    for part, length in zip(parts, _spoken_lengths(parts, told, start, stop), strict=True):
        starts, told = told[: len(part.split())], told[len(part.split()) :]
        counted = cue.role in _COUNTED
        yield Caption(start=start, stop=start + length, text=part, counted=counted, word_starts=starts)
        start += length


def _word_starts(cue: Cue, start: Fraction) -> tuple[Fraction, ...]:
    """When each written word is spoken: a number may be several spoken ones, a sign none."""
    if not cue.words:
        return ()
    written, spoken = [_plain(word) for word in cue.text.split()], [_plain(word.text) for word in cue.words]
    return tuple(start + cue.words[place].start for place in places(written, spoken))


def _plain(word: str) -> str:
    return re.sub(r"\W", "", word).casefold()


def _spoken_lengths(
    parts: Sequence[str], told: Sequence[Fraction], start: Fraction, stop: Fraction
) -> list[Fraction]:
    """Each part until the first word of the next; by letters where that is not known, or would be a flicker."""
    if told:
        firsts = [0, *accumulate(len(part.split()) for part in parts)][:-1]
        edges = [start, *(told[first] for first in firsts[1:]), stop]
        lengths = [after - before for before, after in pairwise(edges)]
        if len(parts) == 1 or min(lengths) >= SHORTEST:
            return lengths
    return _lengths(parts, stop - start)


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
        both = f"{_closed(before.text)} {one.text}" if before else ""
        if before and one.start - before.start < SHORTEST and _fits(both):
            known = bool(before.word_starts and one.word_starts)
            starts = before.word_starts + one.word_starts if known else ()
            counted = before.counted and one.counted
            found[-1] = replace(before, stop=one.stop, text=both, counted=counted, word_starts=starts)
        else:
            found.append(one)
    return found


def _closed(text: str) -> str:
    """Words that others follow: a stop parts them, if nothing does."""
    return f"{text}." if text[-1:].isalnum() else text


def _stays(spoken: Sequence[Caption], end: Fraction) -> Iterator[Caption]:
    after = [caption.start for caption in spoken[1:]] + [end]
    for one, following in zip(spoken, after, strict=True):
        read = max(SHORTEST, Fraction(len(one.text), CHARACTERS_A_SECOND))
        wanted = following if one.counted else max(one.stop, one.start + read)
        yield replace(one, stop=min(wanted, following))
