"""The tool's own words, spoken and shown, in the languages it knows.

What is shown uses digits ("30 seconds each side"); what is spoken uses number words ("thirty seconds").
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from num2words import num2words

from compiler.model.routine import Dose, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Templates in one language; `{n}` is a number in digits or words."""

    second: str
    seconds: str
    minute: str
    minutes: str
    repetition: str
    repetitions: str
    each_side: str
    set_word: str
    sets: str
    sides: tuple[str, str]
    hold: str
    set_of: str
    ring_seconds: str
    ring_of: str
    follow_along: str
    exercise_count: str
    exercises_count: str
    rest_next: str
    rest: str
    say_rest: str
    say_next: str
    say_next_set: str
    switch: str
    now_side: str
    starting_side: str
    needs: str
    end_title: str
    end_text: str
    say_end: str
    disclaimer: str
    to_be_filmed: str
    introduction: str
    finish: str
    joiner: str = ", "


_EN = Phrases(
    second="{n} second", seconds="{n} seconds", minute="{n} minute", minutes="{n} minutes",
    repetition="{n} slow rep", repetitions="{n} slow reps",
    each_side="{dose} each side", set_word="{n} set", sets="{n} sets",
    sides=("left side", "right side"),
    hold="Hold", set_of="Set {i} of {n}", ring_seconds="sec", ring_of="of {n}",
    follow_along="Follow along · {n} min",
    exercise_count="{n} exercise", exercises_count="{n} exercises",
    rest_next="Rest · next up", rest="Rest", say_rest="Rest.", say_next="Next: {name}, {dose}.",
    say_next_set="Next: set {i} of {n}.",
    switch="Switch sides", now_side="now the {side}", starting_side="Start with the {side}.",
    needs="You will need: {needs}",
    end_title="Well done", end_text="Take a moment before you move on.",
    say_end="Well done. Take a moment before you move on.",
    disclaimer="General information, not medical advice. Stop if anything hurts.",
    to_be_filmed="Clip to be filmed", introduction="Welcome", finish="Finish",
)  # fmt: skip

_DE = Phrases(
    second="{n} Sekunde", seconds="{n} Sekunden", minute="{n} Minute", minutes="{n} Minuten",
    repetition="{n} langsame Wiederholung", repetitions="{n} langsame Wiederholungen",
    each_side="{dose} je Seite", set_word="{n} Satz", sets="{n} Sätze",
    sides=("linke Seite", "rechte Seite"),
    hold="Halten", set_of="Satz {i} von {n}", ring_seconds="Sek.", ring_of="von {n}",
    follow_along="Zum Mitmachen · {n} Min.",
    exercise_count="{n} Übung", exercises_count="{n} Übungen",
    rest_next="Pause · als Nächstes", rest="Pause", say_rest="Pause.",
    say_next="Als Nächstes: {name}, {dose}.", say_next_set="Als Nächstes: Satz {i} von {n}.",
    switch="Seitenwechsel", now_side="jetzt: {side}", starting_side="Zuerst: {side}.",
    needs="Bitte bereithalten: {needs}",
    end_title="Gut gemacht", end_text="Lassen Sie sich einen Moment Zeit.",
    say_end="Gut gemacht. Lassen Sie sich einen Moment Zeit.",
    disclaimer="Allgemeine Information, keine medizinische Beratung. Bei Schmerzen bitte aufhören.",
    to_be_filmed="Aufnahme fehlt noch", introduction="Willkommen", finish="Abschluss",
)  # fmt: skip

_ES = Phrases(
    second="{n} segundo", seconds="{n} segundos", minute="{n} minuto", minutes="{n} minutos",
    repetition="{n} repetición lenta", repetitions="{n} repeticiones lentas",
    each_side="{dose} por lado", set_word="{n} serie", sets="{n} series",
    sides=("lado izquierdo", "lado derecho"),
    hold="Mantener", set_of="Serie {i} de {n}", ring_seconds="seg", ring_of="de {n}",
    follow_along="Para seguir · {n} min",
    exercise_count="{n} ejercicio", exercises_count="{n} ejercicios",
    rest_next="Descanso · a continuación", rest="Descanso", say_rest="Descanso.",
    say_next="A continuación: {name}, {dose}.", say_next_set="A continuación: serie {i} de {n}.",
    switch="Cambio de lado", now_side="ahora: {side}", starting_side="Primero: {side}.",
    needs="Va a necesitar: {needs}",
    end_title="Muy bien", end_text="Tómese un momento antes de seguir.",
    say_end="Muy bien. Tómese un momento antes de seguir.",
    disclaimer="Información general, no es consejo médico. Pare si algo le duele.",
    to_be_filmed="Falta grabar el clip", introduction="Bienvenida", finish="Final",
)  # fmt: skip

LANGUAGES = {"en": _EN, "de": _DE, "es": _ES}


def phrases_for(language: str) -> Phrases:
    """The phrases of a language tag's language; English where it is not known."""
    return LANGUAGES.get(language.split("-", maxsplit=1)[0], _EN)


@cache
def number_words(value: int, language: str) -> str:
    """A whole number in words: 30 -> "thirty"."""
    try:
        return str(num2words(value, lang=language.split("-", maxsplit=1)[0]))
    except NotImplementedError:
        return str(value)


def counted(one: str, many: str, value: int, language: str | None = None) -> str:
    """As in "1 second" or "30 seconds"; with a language, in words."""
    number = str(value) if language is None else number_words(value, language)
    if language and value == 1 and language.startswith("de"):
        number = "eine" if "Satz" not in one else "ein"
    if language and value == 1 and language.startswith("es"):
        number = "una" if "serie" in one or "repet" in one else "un"
    return (one if value == 1 else many).format(n=number)


def duration_words(seconds: Fraction, phrases: Phrases, language: str | None = None) -> str:
    """As in "30 seconds", "1 minute 30 seconds"; with a language, in words ("thirty seconds")."""
    minutes, rest = divmod(int(seconds), 60)
    if seconds <= 90 and rest:
        return counted(phrases.second, phrases.seconds, int(seconds), language)
    parts = []
    if minutes:
        parts.append(counted(phrases.minute, phrases.minutes, minutes, language))
    if rest or not minutes:
        parts.append(counted(phrases.second, phrases.seconds, rest, language))
    return " ".join(parts)


def dose_words(dose: Dose, phrases: Phrases, language: str | None = None) -> str:
    """As in "30 seconds each side · 2 sets" as shown; with a language, as spoken."""
    if dose.hold is not None:
        words = duration_words(dose.hold, phrases, language)
    else:
        words = counted(phrases.repetition, phrases.repetitions, dose.reps or 0, language)
    if len(dose.sides) == 2:
        words = phrases.each_side.format(dose=words)
    if dose.sets > 1:
        joiner = phrases.joiner if language else " · "
        words += joiner + counted(phrases.set_word, phrases.sets, dose.sets, language)
    return words


def side_words(side: Side, names: tuple[str, str] | None, phrases: Phrases) -> str:
    """What this side is called: the exercise's own words ("left leg") or "left side"."""
    left, right = names or phrases.sides
    return left if side is Side.LEFT else right
