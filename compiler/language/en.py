"""English."""

from compiler.language.record import Language, Noun, Phrases, SiteWords, Vocabulary

_SECOND = Noun(one="second", many="seconds")
_MINUTE = Noun(one="minute", many="minutes")

_PHRASES = Phrases(
    second=_SECOND,
    minute=_MINUTE,
    repetition=Noun(one="slow rep", many="slow reps"),
    set=Noun(one="set", many="sets"),
    exercise=Noun(one="exercise", many="exercises"),
    each_side="{dose} each side",
    sides=("left side", "right side"),
    hold="Hold",
    set_of="Set {i} of {n}",
    ring_seconds="sec",
    ring_of="of {n}",
    follow_along="Follow along · {n} min",
    rest_next="Rest · next up",
    rest="Rest",
    say_rest="Rest.",
    say_next="Next: {name}, {dose}.",
    say_next_set="Next: set {i} of {n}.",
    switch="Switch sides",
    now_side="now the {side}",
    starting_side="Start with the {side}.",
    needs="You will need: {needs}",
    end_title="Well done",
    end_text="Take a moment before you move on.",
    say_end="Well done. Take a moment before you move on.",
    disclaimer="General information, not medical advice. Stop if anything hurts.",
    to_be_filmed="Clip to be filmed",
    introduction="Welcome",
    finish="Finish",
)

_SITE = SiteWords(
    exercises="Exercises",
    chapters="Chapters",
    transcript="Transcript",
    about="About this routine",
    all_routines="All routines",
    minutes="min",
    skip="Skip to the content",
    download="Download the video",
    not_advice="General information, not medical advice. Stop if anything hurts, and ask a "
    "professional who knows you if you are unsure.",
    feed="Subscribe to the feed",
)

_VOCABULARY = Vocabulary(
    sets_of="{0} sets of {1}",
    times=Noun(one="once", many="{0} times"),
    to="to",
    joined=" and ",
    units=(
        ("h|hr|hrs", Noun(one="hour", many="hours")),
        ("min|mins", _MINUTE),
        ("s|sec|secs", _SECOND),
        ("m", Noun(one="meter", many="meters")),
        ("ms", Noun(one="millisecond", many="milliseconds")),
        ("cm", Noun(one="centimeter", many="centimeters")),
        ("mm", Noun(one="millimeter", many="millimeters")),
        ("km", Noun(one="kilometer", many="kilometers")),
        ("kg", Noun(one="kilogram", many="kilograms")),
        ("lb|lbs", Noun(one="pound", many="pounds")),
        ("°C", Noun(one="degree Celsius", many="degrees Celsius")),
        ("°F", Noun(one="degree Fahrenheit", many="degrees Fahrenheit")),
        ("°", Noun(one="degree", many="degrees")),
        ("%", Noun(one="percent", many="percent")),
    ),
    signs=(
        ("&", "and"),
        ("+", "plus"),
        ("=", "equals"),
        ("@", "at"),
        ("°", "degrees"),
        ("%", "percent"),
    ),
    fractions=(
        ("1/2", "a half"),
        ("1/3", "a third"),
        ("2/3", "two thirds"),
        ("1/4", "a quarter"),
        ("3/4", "three quarters"),
    ),
    short_forms=(
        (r"e\.\s?g\.", "for example"),
        (r"i\.\s?e\.", "that is"),
        (r"etc\.", "and so on"),
        (r"approx\.", "about"),
        (r"vs\.?", "versus"),
        (r"reps\b", "repetitions"),
        (r"rep\b", "repetition"),
        (r"w/\s?", "with "),
        (r"(?:#|no\.\s?)(?=\d)", "number "),
    ),
)

ENGLISH = Language(
    code="en",
    voice="en-us",
    regional_voices=(("au|gb|ie|nz", "en"),),
    phrases=_PHRASES,
    site=_SITE,
    vocabulary=_VOCABULARY,
    hold_words=frozenset({"hold", "pause", "squeeze", "stay"}),
    pace=(51, 15, 52, 25, 383, 621, 219, 15),
    silent_e=True,
    kokoro="af_heart",
    kokoro_pace=(40, 75, 40, 26, 172, 746, 393, 0),
    regional_kokoro=(("au|gb|ie|nz", "bf_emma"),),
)
