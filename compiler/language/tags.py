"""Language tags (BCP 47, also with an underscore): their base, and what a language calls itself."""

import re

_OWN_NAMES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "pt": "Português",
    "nl": "Nederlands",
    "no": "Norsk",
    "nb": "Norsk bokmål",
    "sv": "Svenska",
    "da": "Dansk",
    "pl": "Polski",
}


def base_of(tag: str) -> str:
    """The language of a tag in small letters: "de" of "de-AT", "es" of "ES_419"."""
    return re.split("[-_]", tag, maxsplit=1)[0].lower()


def own_name(tag: str) -> str:
    """A language's own name, for a menu of captions; the tag where it is not known."""
    return _OWN_NAMES.get(base_of(tag), tag)
