"""How numbers, units, signs and abbreviations of one language are spoken: data for `narrate.words`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """What can be counted.

    `single` is how "one" is said before it, where that is not the number's own word ("eine"); `half` what stands
    before it for half of one ("half an", "eine halbe").
    """

    one: str
    many: str
    single: str = ""
    half: str = ""

    def form(self, *, alone: bool) -> str:
        """The form that stands behind a one (`alone`), or behind any other number."""
        return self.one if alone else self.many


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortForm:
    """An abbreviation as it is written with its dots ("z. B."), and as it is spoken.

    It is found without its dots and blanks, too, unless `dotted` (where that would be another word). With
    `before_number`, only there. With `closes`, a dot after it may end the sentence as well.
    """

    written: str
    spoken: str
    dotted: bool = False
    before_number: bool = False
    closes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Times of day. `{h}` and `{m}` are words.

    `before` is a regular expression of what makes 1:30 a time of day; `suffixes` (written, spoken) follow the time
    and belong to it. `quarters` are (minutes, template).
    """

    before: str
    hour: str
    minutes: str
    below_ten: str
    quarters: tuple[tuple[int, str], ...] = ()
    suffixes: tuple[tuple[str, str], ...] = ()
    follows: str = ""
    """What may stand after a time and is not said."""
    one: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinals:
    """How "2nd" is written. `written` is a regular expression: a group `n`, and groups that name the form.

    The form named `short` or `feminine` is made from the masculine one by (ending, other ending). `nouns` are
    (regular expression, ending of the ordinal before it) where the noun decides; `oblique` what comes before an
    ordinal that ends in -en whatever follows, `definite` what comes before one that ends in -e.
    """

    written: str
    feminine: tuple[str, str] = ("", "")
    short: tuple[str, str] = ("", "")
    nouns: tuple[tuple[str, str], ...] = ()
    oblique: str = ""
    definite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vocabulary:
    """Everything that `narrate.words` knows of a language. `{0}` and `{1}` are amounts.

    Words in `units`, `each` and the like are spellings with a bar between them.
    """

    sets_of: str
    times: Noun
    sets: str
    """How "sets" is spelt, as in "2 sets x 10"."""
    to: str
    by: str
    """Between the sides of something: 60 by 120 cm."""
    out_of: str
    over: str
    """Between two numbers of which the first is larger, such as a blood pressure."""
    counted_before: str
    """What stands before 1/3 where it is the first of three and no third."""
    each: tuple[str, str]
    """What follows a slash behind an amount, with what is said: ("side|leg", "each {0}")."""
    every: tuple[str, str]
    """The same for lengths of time, behind any word: ("day|week", "a {0}")."""
    per: str
    units: tuple[tuple[str, Noun], ...]
    inch: Noun
    foot: Noun
    primes_are_times: bool = False
    """Whether 5' alone is five minutes and 30" thirty seconds, rather than feet and inches."""
    compounds_are_single: bool = False
    """Whether "5-min rest" is a "5 minute rest"."""
    function_words: str = ""
    """Words after a measure that are no noun it could belong to: "2 inches forward", but "2 inch step"."""
    before_numbers: tuple[tuple[str, str], ...]
    """Signs (regular expressions) before a number."""
    or_more: str
    """Said for a plus directly after a number."""
    minus: str
    signs: tuple[tuple[str, str], ...]
    fractions: tuple[tuple[str, str], ...]
    halves: tuple[tuple[str, str], ...]
    """What follows 1/2 (a regular expression), and what is said for it there."""
    mixed: str
    """A whole number and a part of one: `{number}`, `{part}`."""
    mixed_units: str
    """The same with `{unit}`."""
    mixed_half: str = ""
    """The same with a half, where it is said otherwise, after a `{number}` in words."""
    mixed_one: str = ""
    """How 1 is said before a part, where that is not the number's own word."""
    part_of: str
    """A part of one unit: `{part}`, `{article}`, `{unit}`."""
    ones: tuple[tuple[str, str, str], ...] = ()
    """Endings of numbers that agree with what follows: alone, before a noun whose `single` is the second, third."""
    clock: Clock
    lengths_before: str
    lengths_after: str
    """What makes 7:30 a length and no time of day."""
    ordinals: Ordinals
    initials: str
    """What is spoken letter by letter; a list with blanks."""
    short_forms: tuple[ShortForm, ...]
    loose_units: tuple[ShortForm, ...]
    """Units where no number stands before them."""
    sentence_starts: str = ""
    """Where nouns begin with capitals: words that begin a sentence. Elsewhere any capital does."""
