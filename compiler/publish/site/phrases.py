"""The site's own words, in the languages that the tool speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Headings and labels of a page; `exercise_count` is what stands behind a one and behind other numbers."""

    exercises: str
    exercise_count: tuple[str, str]
    chapters: str
    transcript: str
    about: str
    all_routines: str
    minutes: str
    skip: str
    download: str
    not_advice: str
    feed: str


_PHRASES = {
    "en": Phrases(
        exercises="Exercises",
        exercise_count=("exercise", "exercises"),
        chapters="Chapters",
        transcript="Transcript",
        about="About this routine",
        all_routines="All routines",
        minutes="min",
        skip="Skip to the content",
        download="Download the video",
        not_advice="General information, not medical advice. Stop if anything hurts, and ask a professional "
        "who knows you if you are unsure.",
        feed="Subscribe to the feed",
    ),
    "de": Phrases(
        exercises="Übungen",
        exercise_count=("Übung", "Übungen"),
        chapters="Kapitel",
        transcript="Wortlaut",
        about="Über dieses Programm",
        all_routines="Alle Programme",
        minutes="Min.",
        skip="Zum Inhalt springen",
        download="Video herunterladen",
        not_advice="Allgemeine Hinweise, kein ärztlicher Rat. Hören Sie auf, wenn etwas weh tut, und fragen "
        "Sie im Zweifel eine Fachperson, die Sie kennt.",
        feed="Feed abonnieren",
    ),
    "es": Phrases(
        exercises="Ejercicios",
        exercise_count=("ejercicio", "ejercicios"),
        chapters="Capítulos",
        transcript="Transcripción",
        about="Sobre esta rutina",
        all_routines="Todas las rutinas",
        minutes="min",
        skip="Ir al contenido",
        download="Descargar el vídeo",
        not_advice="Información general, no es consejo médico. Pare si algo le duele y, en caso de duda, "
        "consulte a un profesional que le conozca.",
        feed="Suscribirse al canal",
    ),
}

_NAMES = {
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


def phrases(language: str) -> Phrases:
    """The words in a language (a tag such as "de-AT"), English where there are none."""
    return _PHRASES.get(language.split("-", maxsplit=1)[0].lower(), _PHRASES["en"])


def language_name(language: str) -> str:
    """A language's own name for the captions menu."""
    return _NAMES.get(language.split("-", maxsplit=1)[0].lower(), language)
