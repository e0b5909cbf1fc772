"""Language tags (BCP 47, also with an underscore): their base, what languages are called, their offline voice."""

import re
from types import MappingProxyType

_NAMES = MappingProxyType(
    {
        "ar": ("Arabic", "العربية"),
        "bg": ("Bulgarian", "Български"),
        "ca": ("Catalan", "Català"),
        "cs": ("Czech", "Čeština"),
        "da": ("Danish", "Dansk"),
        "de": ("German", "Deutsch"),
        "el": ("Greek", "Ελληνικά"),
        "en": ("English", "English"),
        "es": ("Spanish", "Español"),
        "et": ("Estonian", "Eesti"),
        "eu": ("Basque", "Euskara"),
        "fa": ("Persian", "فارسی"),
        "fi": ("Finnish", "Suomi"),
        "fr": ("French", "Français"),
        "he": ("Hebrew", "עברית"),
        "hi": ("Hindi", "हिन्दी"),
        "hr": ("Croatian", "Hrvatski"),
        "hu": ("Hungarian", "Magyar"),
        "id": ("Indonesian", "Bahasa Indonesia"),
        "it": ("Italian", "Italiano"),
        "ja": ("Japanese", "日本語"),
        "ko": ("Korean", "한국어"),
        "lt": ("Lithuanian", "Lietuvių"),
        "lv": ("Latvian", "Latviešu"),
        "nb": ("Norwegian", "Norsk bokmål"),
        "nl": ("Dutch", "Nederlands"),
        "no": ("Norwegian", "Norsk"),
        "pl": ("Polish", "Polski"),
        "pt": ("Portuguese", "Português"),
        "ro": ("Romanian", "Română"),
        "ru": ("Russian", "Русский"),
        "sk": ("Slovak", "Slovenčina"),
        "sl": ("Slovenian", "Slovenščina"),
        "sr": ("Serbian", "Српски"),
        "sv": ("Swedish", "Svenska"),
        "sw": ("Swahili", "Kiswahili"),
        "th": ("Thai", "ไทย"),
        "tr": ("Turkish", "Türkçe"),
        "uk": ("Ukrainian", "Українська"),
        "ur": ("Urdu", "اردو"),
        "vi": ("Vietnamese", "Tiếng Việt"),
        "zh": ("Chinese", "中文"),
    }
)
"""What a language is called in English, and by itself."""

_SHORT = {
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "spa": "es",
    "fra": "fr",
    "fre": "fr",
    "zho": "zh",
    "chi": "zh",
}
"""Codes of three letters that stand for a language with one of two."""

_COUNTRIES = {
    "at": "de",
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "gb": "en",
    "gr": "el",
    "jp": "ja",
    "kr": "ko",
    "mx": "es",
    "sp": "es",
    "ua": "uk",
    "us": "en",
}
"""Codes of countries that are no language's: which language is spoken there."""

_VOICES = {
    "fr-be": "fr-be",
    "fr-ch": "fr-ch",
    "nn": "nb",
    "no": "nb",
    "pt-br": "pt-br",
    "zh": "cmn",
    "zh-hk": "yue",
    "zh-mo": "yue",
}
"""Offline voices (espeak-ng's names) of tags that the tool has no words of, where they are not named after the base."""


def base_of(tag: str) -> str:
    """The language of a tag in small letters: "de" of "de-AT", "es" of "ES_419", "en" of "eng"."""
    base = re.split("[-_]", tag, maxsplit=1)[0].lower()
    return _SHORT.get(base, base)


def same_language(one: str, other: str) -> bool:
    """Whether two tags are of one language, wherever it is spoken."""
    return base_of(one) == base_of(other)


def own_name(tag: str) -> str:
    """A language's own name, for a menu of captions; the tag where it is not known."""
    return _NAMES.get(base_of(tag), (tag, tag))[1]


def english_name(tag: str) -> str:
    """A language's English name; the tag where it is not known."""
    return _NAMES.get(base_of(tag), (tag, tag))[0]


def code_of(name: str) -> str | None:
    """The code of a language that is written by its name, English or its own: "de" of "German"."""
    wanted = name.strip().casefold()
    return next((code for code, names in _NAMES.items() if wanted in map(str.casefold, names)), None)


def meant_by(tag: str) -> str | None:
    """The language that is meant by a country's code: "ja" by "jp"."""
    return _COUNTRIES.get(base_of(tag))


def region_of(tag: str) -> str:
    """What follows the language in a tag, in small letters: "at" of "de-AT"; empty where nothing does."""
    return "-".join(re.split("[-_]", tag.lower())[1:])


def voice_by_tag(tag: str) -> str:
    """The name of the offline voice of a tag: its region's where there is one, else its base language's."""
    base = base_of(tag)
    return _VOICES.get(f"{base}-{region_of(tag)}") or _VOICES.get(base) or base
