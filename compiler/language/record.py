"""What a language consists of, as far as the tool itself shows, says, spells or counts in it.

One value of :class:`Language` for each language, each in a file of its own. What an author wrote is not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from compiler.language.vocabulary import Noun, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What a video shows and says of its own. `{n}` is a number, `{dose}` an amount, `{side}` a side's name.

    `{load}` is a weight, `{day}` a day, `{signs}` what to stop at.
    """

    second: Noun
    minute: Noun
    hour: Noun
    repetition: Noun
    set: Noun
    exercise: Noun
    each_side: str
    sides: tuple[str, str]
    hold: str
    set_of: str
    ring_seconds: str
    ring_of: str
    follow_along: str
    length: str
    small_words: frozenset[str]
    word_parts: frozenset[str]
    rest_next: str
    rest: str
    say_rest: str
    say_next: str
    say_next_set: str
    switch: str
    now_side: str
    starting_side: str
    needs: str
    with_load: str
    until: str
    stop_if: str
    end_title: str
    end_text: str
    say_end: str
    disclaimer: str
    to_be_filmed: str
    introduction: str
    finish: str
    joiner: str = ", "


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWords:
    """What is said so that a routine can be followed with eyes closed.

    `where` is by the body's position ("lying on the back") what one calls it; `{down}` is the side that is lain on.
    `turn_over` is how to get onto the left side from the right one, and the other way round; `hold_on` is what a chair
    is for on the way to the mat.
    `half`, `one_and_a_half` and `and_a_half` are how halves of a second are told; `{phase}` is a phase's name.
    """

    begin: str
    begin_hold: str
    relax: str
    last_one: str
    one_more: str
    halfway: str
    time_left: str
    breathe_in: str
    breathe_out: str
    only_side: str
    next_turn: str
    switch: str
    where: tuple[tuple[str, str], ...]
    down: tuple[str, str]
    next_where: str
    get_up: str
    get_down: str
    turn_over: tuple[str, str]
    hold_on: str
    tempo: str
    tempo_short: str
    half: str
    one_and_a_half: str
    and_a_half: str
    tones: str
    tone_in: str
    tone_hold: str
    tone_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CircuitWords:
    """What is shown and said of rounds and of work by the clock. `{i}` of `{n}` are digits, or spoken as words.

    `clocked` tells of intervals that are all alike, `stretches` of others, `against_time` of as many rounds as one can;
    `moving` is what one does in a stretch of work that is not held, `next_one` what comes after it.
    """

    rounds: Noun
    round_of: str
    rest_round: str
    intervals: str
    interval_of: str
    stretches: Noun
    clocked: str
    amrap: str
    against_time: str
    first: str
    then: str
    moving: str
    next_one: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """What somebody who listens takes words for: regular expressions, without regard to capitals.

    `places` is by the body's position what one hears it by. `ways` are words for a way to move ("down") and the
    beginnings of the names of phases that go that way.
    """

    places: tuple[tuple[str, str], ...]
    halfway: str
    rising: str
    even: str
    falling: str
    ways: tuple[tuple[str, str], ...]
    while_doing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWords:
    """Headings and labels of a site's pages."""

    exercises: str
    transcript: str
    about: str
    all_routines: str
    minutes: str
    skip: str
    download: str
    not_advice: str
    feed: str
    for_you: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryWords:
    """Headings of the list of exercises, and the words that exercises say of themselves, by the English ones."""

    exercises: str
    region: str
    position: str
    movements: str
    equipment: str
    level: str
    dose: str
    careful: str
    nothing: str
    words: Mapping[str, str] = field(default_factory=dict)

    def word(self, english: str) -> str:
        """The word in this language; the English one where it is none of the tool's."""
        return self.words.get(english, english)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """What stands on a printed sheet; `{name}` is a patient's, `{n}` a number, `{i}` a page's.

    `days` begin with Monday.
    """

    for_name: str
    start: str
    end: str
    tick_off: str
    week: str
    days: tuple[str, ...]
    scan: str
    watch: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OftenWords:
    """How one says and writes how often something is to be done.

    `counts` are words of their own for a number of times ("twice"), `times` an expression for what stands behind any
    other number of them, `up_to` one for what stands between two; `ones` are further words for numbers. `ways` are, by
    what is meant, an expression for how that is written and how it is told. In both `{n}` is a number and `{times}` a
    number of times. `joint` stands between two of them.
    """

    counts: tuple[tuple[str, int], ...]
    ones: tuple[tuple[str, int], ...] = ()
    times: str
    times_in_words: str
    times_in_digits: str
    up_to: str
    joint: str
    ways: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallWords:
    """Words by which the things in "a strap, a belt or a towel under your foot" are told apart.

    `articles` stand before a thing, `joiners` between two, and with one of `enders` no more of the thing follows.
    With `noun_first`, a thing's own word comes before the others that describe it.
    """

    articles: frozenset[str]
    joiners: frozenset[str]
    enders: frozenset[str]
    noun_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """Everything that is the tool's own in one language.

    `code` is its ISO 639 code ("de"). `voice` names its offline voice; `regional_voices` those of regions, with
    a bar between them ("gb|ie"), `offline_rate` what espeak-ng is asked for so that cues come at 150 words a
    minute; `kokoro` and `regional_kokoro` its natural ones, if it has any, `more_kokoro` those of further
    speakers. `hold_words` name the phase of a tempo in which nothing moves, `exercise_words` what authors call
    exercises when they count them. `pace` weighs what takes time in speech, in milliseconds, as
    ``narrate.estimate`` counts it, `kokoro_pace` the same of the natural voice; with `silent_e`, an e at a
    word's end is no syllable. `day` is how a day is written, from `{d}`, one of the `months`, and `{y}`;
    `decimal` the sign in 2.5.
    """

    code: str
    voice: str
    offline_rate: int
    regional_voices: tuple[tuple[str, str], ...] = ()
    phrases: Phrases
    cues: CueWords
    circuits: CircuitWords
    ears: Ears
    site: SiteWords
    library: LibraryWords
    paper: PaperWords
    often: OftenWords
    vocabulary: Vocabulary
    hold_words: frozenset[str]
    exercise_words: frozenset[str]
    small_words: SmallWords
    pace: tuple[int, ...]
    months: tuple[str, ...]
    day: str
    decimal: str
    silent_e: bool = False
    kokoro: str = ""
    more_kokoro: tuple[str, ...] = ()
    regional_kokoro: tuple[tuple[str, str], ...] = ()
    kokoro_pace: tuple[int, ...] = ()
