"""What can be said of a voice: told once for the YAML, the narrators and whoever builds a Voice in Python."""

from dataclasses import dataclass
from enum import Enum


class Takes(Enum):
    """What an engine is given of the words."""

    LETTERS = "letters"
    IPA = "names in IPA, where there is any"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Who can speak, in a few words for people.

    `keys` of a voice are those that it makes use of, beside `engine`; others have no effect. `named`: its voices have
    names. `lasting`: it takes seconds to load, and stays.
    """

    who: str
    keys: frozenset[str]
    named: bool = False
    takes: Takes = Takes.LETTERS
    lasting: bool = False


_OF_NAMED = frozenset({"voice", "words_per_minute", "volume", "folder"})

ENGINES = {
    "pyttsx3": Engine(who="offline, comes along", keys=_OF_NAMED | {"pitch"}, named=True),
    "kokoro": Engine(who="natural", keys=_OF_NAMED, named=True, takes=Takes.IPA, lasting=True),
    "piper": Engine(who="a voice file of yours", keys=_OF_NAMED, named=True, takes=Takes.IPA, lasting=True),
    "recorded": Engine(who="your recordings", keys=frozenset({"folder", "volume"}), takes=Takes.NOTHING),
    "command": Engine(who="any program", keys=frozenset({"command", "voice", "volume"})),
    "silent": Engine(who="nobody", keys=frozenset({"words_per_minute"}), takes=Takes.NOTHING),
}
"""By name; `narrate` has a narrator for each."""

NAMED = frozenset(name for name, engine in ENGINES.items() if engine.named)
"""Engines whose voices have names."""

AUTO = "auto"
"""Whichever of them speaks the language best on this machine."""

CHOICES = (*ENGINES, AUTO)
"""What can be written as `engine`."""


def keys_used(choice: str) -> frozenset[str]:
    """The keys of a voice that one of :data:`CHOICES` makes use of, `engine` among them."""
    return (_OF_NAMED if choice == AUTO else ENGINES[choice].keys) | {"engine"}


WORDS_PER_MINUTE = (80, 600)
"""The slowest and the fastest speech."""

PITCH = (0, 99)
"""The lowest and the highest, as espeak-ng has it."""
