"""German."""

from compiler.language.record import Language, Noun, Phrases, SiteWords, Vocabulary

_SECOND = Noun(one="Sekunde", many="Sekunden", single="eine")
_MINUTE = Noun(one="Minute", many="Minuten", single="eine")

_PHRASES = Phrases(
    second=_SECOND,
    minute=_MINUTE,
    repetition=Noun(one="langsame Wiederholung", many="langsame Wiederholungen", single="eine"),
    set=Noun(one="Satz", many="Sätze", single="ein"),
    exercise=Noun(one="Übung", many="Übungen", single="eine"),
    each_side="{dose} je Seite",
    sides=("linke Seite", "rechte Seite"),
    hold="Halten",
    set_of="Satz {i} von {n}",
    ring_seconds="Sek.",
    ring_of="von {n}",
    follow_along="Zum Mitmachen · {n} Min.",
    rest_next="Pause · als Nächstes",
    rest="Pause",
    say_rest="Pause.",
    say_next="Als Nächstes: {name}, {dose}.",
    say_next_set="Als Nächstes: Satz {i} von {n}.",
    switch="Seitenwechsel",
    now_side="jetzt: {side}",
    starting_side="Zuerst: {side}.",
    needs="Bitte bereithalten: {needs}",
    end_title="Gut gemacht",
    end_text="Lassen Sie sich einen Moment Zeit.",
    say_end="Gut gemacht. Lassen Sie sich einen Moment Zeit.",
    disclaimer="Allgemeine Information, keine medizinische Beratung. Bei Schmerzen bitte aufhören.",
    to_be_filmed="Aufnahme fehlt noch",
    introduction="Willkommen",
    finish="Abschluss",
)

_SITE = SiteWords(
    exercises="Übungen",
    chapters="Kapitel",
    transcript="Wortlaut",
    about="Über dieses Programm",
    all_routines="Alle Programme",
    minutes="Min.",
    skip="Zum Inhalt springen",
    download="Video herunterladen",
    not_advice="Allgemeine Hinweise, kein ärztlicher Rat. Hören Sie auf, wenn etwas weh tut, und "
    "fragen Sie im Zweifel eine Fachperson, die Sie kennt.",
    feed="Feed abonnieren",
)

_VOCABULARY = Vocabulary(
    sets_of="{0} Sätze mit {1}",
    times=Noun(one="einmal", many="{0} mal"),
    to="bis",
    joined=" und ",
    units=(
        ("h|Std", Noun(one="Stunde", many="Stunden")),
        ("min|Min", _MINUTE),
        ("s|sek|Sek", _SECOND),
        ("m", Noun(one="Meter", many="Meter")),
        ("ms", Noun(one="Millisekunde", many="Millisekunden")),
        ("cm", Noun(one="Zentimeter", many="Zentimeter")),
        ("mm", Noun(one="Millimeter", many="Millimeter")),
        ("km", Noun(one="Kilometer", many="Kilometer")),
        ("kg", Noun(one="Kilogramm", many="Kilogramm")),
        ("°C", Noun(one="Grad Celsius", many="Grad Celsius")),
        ("°", Noun(one="Grad", many="Grad")),
        ("%", Noun(one="Prozent", many="Prozent")),
    ),
    signs=(
        ("&", "und"),
        ("+", "plus"),
        ("=", "gleich"),
        ("@", "at"),
        ("°", "Grad"),
        ("%", "Prozent"),
    ),
    fractions=(
        ("1/2", "ein halb"),
        ("1/3", "ein Drittel"),
        ("2/3", "zwei Drittel"),
        ("1/4", "ein Viertel"),
        ("3/4", "drei Viertel"),
    ),
    short_forms=(
        (r"z\.\s?B\.", "zum Beispiel"),
        (r"d\.\s?h\.", "das heißt"),
        (r"usw\.", "und so weiter"),
        (r"ca\.", "circa"),
        (r"Wdh\.?", "Wiederholungen"),
        (r"bzw\.", "beziehungsweise"),
        (r"(?:#|Nr\.\s?)(?=\d)", "Nummer "),
    ),
)

GERMAN = Language(
    code="de",
    voice="de",
    phrases=_PHRASES,
    site=_SITE,
    vocabulary=_VOCABULARY,
    hold_words=frozenset({"halten"}),
    pace=(61, 6, 37, 17, 310, 347, 100, 71),
)
