"""What is written, and what a voice is given to say: whole kinds of writing, in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.language import LANGUAGES, language_of, number_words
from compiler.narrate import spoken_text

Table = dict[str, dict[str, str]]

ENGLISH: Table = {
    "signs": {
        "Bend -5°": "Bend minus 5 degrees",
        "\u221210 to +10": "minus 10 to plus 10",
        "> 90°": "more than 90 degrees",
        "<5 kg": "less than 5 kilograms",
        "≥ 3 and ≤ 5": "at least 3 and at most 5",
        ">=3 or <=5": "at least 3 or at most 5",
        "90 ±5, +/- 3": "90 plus or minus 5, plus or minus 3",
        "~20 or ≈ 30": "about 20 or about 30",
        "$20, .5 mile": "20 dollars, 0.5 mile",
        "10+ reps": "10 or more repetitions",
        "5 + 3 = 8": "5 plus 3 equals 8",
        "50% & calm": "50 percent and calm",
        "Lift → hold -> lower": "Lift, hold, lower",
    },
    "degrees": {
        "Bend to 90°": "Bend to 90 degrees",
        "90º or 45 deg": "90 degrees or 45 degrees",
        "37°C, 98.6 °F": "37 degrees Celsius, 98.6 degrees Fahrenheit",
        "1°": "1 degree",
    },
    "fractions": {
        "¾ of the way": "three quarters of the way",
        "1/2 of the way": "half of the way",
        "1/2 cup": "half a cup",
        "1/2 hour": "half an hour",
        "3/4 in. wide": "three quarters of an inch wide",
        "5/8": "five eighths",
        "2/3rds of the way": "two thirds of the way",
    },
    "out of": {
        "3/10 pain": "3 out of 10 pain",
        "pain 1/10": "pain 1 out of 10",
        "3-4/10": "3 to 4 out of 10",
        "strength 5/5": "strength 5 out of 5",
        "Set 1/3": "Set 1 out of 3",
        "120/80": "120 over 80",
        "7/10–8/10": "7 to 8 out of 10",
        "90/90, 50/50": "90 90, 50 50",
    },
    "mixed numbers": {
        "1-1/2": "one and a half",
        "1½ min": "one and a half minutes",
        "2 3/4 turns": "two and three quarters turns",
        '2½"': "two and a half inches",
        "1–1½ min": "1 to one and a half minutes",
    },
    "slashes": {
        "w/o shoes": "without shoes",
        "w/strap, w/ a towel": "with strap, with a towel",
        "and/or": "and or",
        "10/side": "10 each side",
        "10 reps/leg": "10 repetitions each leg",
        "30s/arm": "30 seconds each arm",
        "3x/week, 2 sets/day": "3 times a week, 2 sets a day",
        "5 km/h, 60 breaths/min": "5 kilometers per hour, 60 breaths per minute",
        "30s on/10s off": "30 seconds on, 10 seconds off",
        "left/right (slowly)": "left, right, slowly",
    },
    "ranges": {
        "10–12 breaths": "10 to 12 breaths",
        "2-3 s": "2 to 3 seconds",
        "0°–90°": "0 to 90 degrees",
        "30s-45s": "30 to 45 seconds",
        "30 sec. – 45 sec.": "30 to 45 seconds.",
        "30 s - 1 min": "30 seconds to 1 minute",
        "50%–60%": "50 to 60 percent",
        "30 seconds–45 seconds": "30 to 45 seconds",
        '2"-3" apart': "2 to 3 inches apart",
        "2-3x10": "2 to 3 sets of 10",
        "-5–5°": "minus 5 to 5 degrees",
        "1:30-2:00 rest": "1 minute 30 seconds to 2 minutes rest",
        "2026-01-02": "2026-01-02",
        "555-123-4567": "555-123-4567",
    },
    "units": {
        "Hold 30s": "Hold 30 seconds",
        "Hold 1s": "Hold 1 second",
        "5m, then 5 m": "5 minutes, then 5 meters",
        "12 lbs. or 3 ft. apart": "12 pounds or 3 feet apart",
        "30-sec hold, 5-min rest": "30 second hold, 5 minute rest",
        "30-second hold": "30-second hold",
    },
    "abbreviations": {
        "5 min. rest": "5 minutes rest",
        "Rest 5 min. Then go on.": "Rest 5 minutes. Then go on.",
        "Rest 5 min.": "Rest 5 minutes.",
        "slow reps": "slow repetitions",
        "1 rep, 8 reps.": "1 repetition, 8 repetitions.",
        "e.g. 5 reps": "for example 5 repetitions",
        "E.g. a towel, i.e. soft": "For example a towel, that is soft",
        "a towel, etc. Then lie down.": "a towel, and so on. Then lie down.",
        "approx 5, approx. 5, ca. 5": "about 5, about 5, about 5",
        "max. 5 reps, min. 30 s": "at most 5 repetitions, at least 30 seconds",
        "Dr. Smith vs. the chair": "Doctor Smith versus the chair",
    },
    "number signs": {
        "Exercise #1": "Exercise number 1",
        "No. 3": "Number 3",
        "no. 3 and no. Then": "number 3 and no. Then",
        "#backpain": "backpain",
    },
    "ordinals": {
        "2nd set": "second set",
        "the 21st day": "the twenty-first day",
        "3RD": "third",
        "12th": "twelfth",
    },
    "initials": {
        "ACL, SI, ROM": "A.C.L, S.I, R.O.M",
        "the SI-joint and both ACLs": "the S.I-joint and both A.C.L's",
        "your P.T. says": "your P.T says",
        "STOP": "STOP",
        "L4/L5, C5-6": "L4 L5, C5 C6",
        "T4–T8": "T4 to T8",
    },
    "times": {
        "1:30": "1 minute 30 seconds",
        "1m30s": "1 minute 30 seconds",
        "1h30m, 2:00:30": "1 hour 30 minutes, 2 hours 30 seconds",
        "7:30 I'll call": "seven thirty I'll call",
        "at 7:30 pm": "at seven thirty P.M",
        "At 7 a.m. Then walk.": "At 7 A.M. Then walk.",
        "by 6:05, at 2:00": "by six oh five, at two o'clock",
        "Hold for 7:30": "Hold for 7 minutes 30 seconds",
        "10:00 rest": "10 minutes rest",
        "2:00 min": "2 minutes",
        "3... 2... 1...": "3, 2, 1",
        "Then 1:30 on the left": "Then 1 minute 30 seconds on the left",
    },
    "inches and feet": {
        '2" step': "2 inch step",
        "2” step, 4″ away": "2 inch step, 4 inches away",
        "5'10\"": "5 feet 10",
        "6’ tall": "6 feet tall",
        "6 ft 2 in": "6 feet 2 inches",
        '8" x 10" towel': "8 inches by 10 inch towel",
        "1'30\" hold": "1 minute 30 seconds hold",
        'Say "count to 3" and 5" up': "Say count to 3 and 5 inches up",
        "Don\u2019t rush\u2026": "Don't rush",
    },
    "multiplication": {
        "2x10": "2 sets of 10",
        "Do 3 × 30s.": "Do 3 sets of 30 seconds.",
        "3 x 8-12 reps": "3 sets of 8 to 12 repetitions",
        "2 sets x 10": "2 sets of 10",
        "1x10": "10",
        "5x each side": "5 times each side",
        "3 × week": "3 times a week",
        "60 x 90 cm": "60 by 90 centimeters",
        "x10": "10 times",
    },
    "characters": {
        "In — and out": "In, and out",
        "well-known": "well-known",
        "3, 2, 1": "3, 2, 1",
        "３０ s": "30 seconds",
        "a\x00b\x07c\nd\u200be": "a b c de",
        "<b>{x}</b> \U0001f642": "b x, b",
    },
}

GERMAN: Table = {
    "signs": {
        "-5° und > 90°": "minus 5 Grad und mehr als 90 Grad",
        "≥ 3, ≤ 5, < 2": "mindestens 3, höchstens 5, weniger als 2",
        "±5 oder +5": "plus minus 5 oder plus 5",
        "10+ Wdh.": "10 oder mehr Wiederholungen.",
        "ca. 1,5 s bei 37°C": "circa 1,5 Sekunden bei 37 Grad Celsius",
    },
    "fractions": {
        "1/2 Min. oder ¾ Std.": "eine halbe Minute oder drei Viertel Stunde.",
        "½ Stunde": "eine halbe Stunde",
        "1/2 der Strecke": "die Hälfte der Strecke",
        "1-1/2 und 2½ Min.": "eineinhalb und zweieinhalb Minuten.",
        "Schmerz 3/10": "Schmerz 3 von 10",
        "Satz 1/3": "Satz 1 von 3",
    },
    "slashes": {
        "und/oder": "und oder",
        "10/Seite": "10 je Seite",
        "10 Wdh./Bein": "10 Wiederholungen je Bein",
        "3x/Woche": "3 mal pro Woche",
    },
    "ranges": {
        "0°–90°": "0 bis 90 Grad",
        "30–45 Sek.": "30 bis 45 Sekunden.",
        "30s-45s": "30 bis 45 Sekunden",
        "10-15 Wdh.": "10 bis 15 Wiederholungen.",
        "50–60 %": "50 bis 60 Prozent",
    },
    "abbreviations": {
        "ca 30 Sek. halten": "circa 30 Sekunden halten",
        "ggf. ein Kissen, ggf ein Gurt": "gegebenenfalls ein Kissen, gegebenenfalls ein Gurt",
        "z. B. so, z.B. so, zB so": "zum Beispiel so, zum Beispiel so, zum Beispiel so",
        "bzw. evtl. d.h. usw.": "beziehungsweise eventuell das heißt und so weiter.",
        "5 Min. Pause": "5 Minuten Pause",
        "Halten 5 Min. Dann weiter.": "Halten 5 Minuten. Dann weiter.",
        "langsame Wdh.": "langsame Wiederholungen.",
        "max. 5, mind. 3, min. 2": "höchstens 5, mindestens 3, mindestens 2",
        "Nr. 3 und #4, S. 5": "Nummer 3 und Nummer 4, Seite 5",
        "li. und re. im Wechsel": "links und rechts im Wechsel",
    },
    "ordinals": {
        "2. Satz": "zweiter Satz",
        "2. Übung": "zweite Übung",
        "2. Bein": "zweites Bein",
        "der 2. Satz, im 3. Satz": "der zweite Satz, im dritten Satz",
        "in der 2. Woche, am 5. Tag": "in der zweiten Woche, am fünften Tag",
        "2. und 3. Runde": "zweite und dritte Runde",
        "die 3te Seite": "die dritte Seite",
        "Zählen Sie bis 3. Atmen Sie aus.": "Zählen Sie bis 3. Atmen Sie aus.",
    },
    "initials": {"LWS und ISG, ROM": "L.W.S und I.S.G, R.O.M"},
    "times": {
        "1:30 Pause": "eine Minute 30 Sekunden Pause",
        "7:30 Uhr": "sieben Uhr dreißig",
        "um 7:30 anrufen": "um sieben Uhr dreißig anrufen",
        "um 13:00": "um dreizehn Uhr",
        "Halten 7:30": "Halten 7 Minuten 30 Sekunden",
    },
    "inches and feet": {
        '2" hoch': "2 Zoll hoch",
        "30\" halten, 5' Pause": "30 Sekunden halten, 5 Minuten Pause",
    },
    "multiplication": {
        "3x10, dann 30s": "3 Sätze mit 10, dann 30 Sekunden",
        "2 Sätze x 10 Wdh.": "2 Sätze mit 10 Wiederholungen.",
        "1x": "einmal",
    },
    "one": {
        "1 Sek.": "eine Sekunde.",
        "1 Wdh., 1 Satz": "eine Wiederholung, ein Satz",
        "21 Sek. lang": "21 Sekunden lang",
    },
}

SPANISH: Table = {
    "signs": {
        "-5°, > 90°": "menos 5 grados, más de 90 grados",
        "≥ 3, ≤ 5, < 2": "al menos 3, como máximo 5, menos de 2",
        "±5": "más o menos 5",
        "2x10 & 1s": "2 series de 10 y un segundo",
        "10+ reps": "10 o más repeticiones",
    },
    "fractions": {
        "1/2 min o ¾ h": "medio minuto o tres cuartos de hora",
        "1/2 del camino": "la mitad del camino",
        "1-1/2 min": "un minuto y medio",
        "1½ hora, 2½ h": "una hora y media, 2 horas y media",
        "dolor 3/10": "dolor 3 de 10",
    },
    "slashes": {
        "y/o": "y o",
        "10/lado, 10 c/lado": "10 por lado, 10 cada lado",
        "3x/semana": "3 veces por semana",
        "s/ zapatos": "sin zapatos",
    },
    "ranges": {
        "0°–90°": "0 a 90 grados",
        "30-45 seg.": "30 a 45 segundos.",
        "10-15 rep. lentas": "10 a 15 repeticiones lentas",
        "10–12 min": "10 a 12 minutos",
    },
    "abbreviations": {
        "p. ej. así, p.ej. así": "por ejemplo así, por ejemplo así",
        "aprox. 5, aprox 5": "aproximadamente 5, aproximadamente 5",
        "5 min. de descanso": "5 minutos de descanso",
        "Descanse 5 min. Luego siga.": "Descanse 5 minutos. Luego siga.",
        "n.º 3, nº 3, núm. 3, #3": "número 3, número 3, número 3, número 3",
        "n.° 3, n° 3": "número 3, número 3",
        "máx. 5, mín. 3": "como máximo 5, al menos 3",
    },
    "ordinals": {
        "2º": "segundo",
        "1º ejercicio, 3.er paso": "primer ejercicio, tercer paso",
        "2ª serie, 1.ª vez": "segunda serie, primera vez",
        "2do, 3ra": "segundo, tercera",
        "90º y 45º": "90 grados y 45 grados",
    },
    "initials": {"ROM y LCA": "R.O.M y L.C.A", "SI duele, pare": "SI duele, pare"},
    "times": {
        "7:30 h, 8:00 h": "siete y media, ocho en punto",
        "10 h de viaje, pág. 3": "10 horas de viaje, página 3",
        "a las 7:30, a las 7:15": "a las siete y media, a las siete y cuarto",
        "a la 1:20": "a la una y veinte",
        "a las 18:30 h": "a las dieciocho y media",
        "7:30 p. m.": "siete y media de la tarde.",
        "1:30 de descanso": "un minuto 30 segundos de descanso",
    },
    "inches and feet": {
        '2" de alto': "2 pulgadas de alto",
        "2 x 30\", 5' de pausa": "2 series de 30 segundos, 5 minutos de pausa",
    },
    "one": {
        "1 seg., 21 seg., 31 rep.": "un segundo, veintiún segundos, treinta y una repeticiones.",
        "21 series": "veintiuna series",
        "1 vez": "una vez",
    },
}

ROWS = [
    pytest.param(language, written, spoken, id=f"{language}-{kind}-{written}")
    for language, table in (("en", ENGLISH), ("de", GERMAN), ("es", SPANISH))
    for kind, rows in table.items()
    for written, spoken in rows.items()
]
KNOWN = st.sampled_from(sorted(LANGUAGES))


@pytest.mark.parametrize(("language", "written", "spoken"), ROWS)
def test_what_is_written_is_spoken_in_full(language: str, written: str, spoken: str) -> None:
    assert spoken_text(written, language) == spoken


@pytest.mark.parametrize(("language", "written", "spoken"), ROWS)
def test_what_is_spoken_is_spoken_the_same_way_again(language: str, written: str, spoken: str) -> None:
    assert spoken_text(spoken, language) == spoken


@pytest.mark.parametrize("tag", ["de-AT", "DE_ch", "deu"])
def test_a_region_speaks_its_language(tag: str) -> None:
    assert spoken_text("3x10", tag) == "3 Sätze mit 10"


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("fr", "50% et 10-12 rép.", "50% et 10-12 rép."),
        ("fr", "2º à -5° (lent)", "2º à -5°, lent"),
        ("it", "3x10, 30 s & 1/2", "3x10, 30 s & 1/2"),
        ("nl", "en/of — rustig", "en, of, rustig"),
    ],
)
def test_a_language_that_nobody_here_knows_is_left_as_it_is_written(
    language: str, written: str, spoken: str
) -> None:
    assert spoken_text(written, language) == spoken


@given(st.text(max_size=300), KNOWN)
def test_any_text_becomes_one_printable_line(text: str, language: str) -> None:
    spoken = spoken_text(text, language)
    assert "\n" not in spoken and "\0" not in spoken
    assert spoken == spoken.strip()
    assert not set(spoken) & set("<>{}[]\\|^~*_#&%°±≥≤′″/½")
    spoken.encode("utf-8")


SHAPES = (
    "{n}s",
    "-{n}°",
    "≥{n}",
    "± {n}",
    "{n} min.",
    "{n}/side",
    "#{n}",
    "{n}–{n}0 cm",
    '{n}"',
    "2x{n}",
    "{n} %",
)


@given(st.text(alphabet="0123456789/:-–.,°′″'\"½x %+<>#", max_size=40), KNOWN)
def test_any_heap_of_digits_and_signs_can_be_spoken(text: str, language: str) -> None:
    spoken = spoken_text(text, language)
    assert not set(spoken) & set("/<>#%°′″+½")


@given(st.sampled_from(SHAPES), st.integers(2, 199), KNOWN)
def test_no_number_is_lost(shape: str, n: int, language: str) -> None:
    spoken = spoken_text(f"So {shape.format(n=n)} so", language)
    words = number_words(n, language_of(language))
    assert str(n) in spoken or words.replace("uno", "un").replace("ún", "un")[:6] in spoken.replace(
        "ún", "un"
    )


@given(st.lists(st.text(alphabet="klopqu", min_size=1, max_size=8), max_size=8))
def test_plain_words_stay_as_they_are(words: list[str]) -> None:
    assert spoken_text(" ".join(words)) == " ".join(words)
