"""German."""

from compiler.language.record import Language, Phrases, SiteWords, SmallWords
from compiler.language.vocabulary import Clock, Noun, Ordinals, ShortForm, Vocabulary

_SECOND = Noun(one="Sekunde", many="Sekunden", single="eine", half="eine halbe")
_MINUTE = Noun(one="Minute", many="Minuten", single="eine", half="eine halbe")
_HOUR = Noun(one="Stunde", many="Stunden", single="eine", half="eine halbe")
_REPETITION = Noun(one="Wiederholung", many="Wiederholungen", single="eine", half="eine halbe")
_INCH = Noun(one="Zoll", many="Zoll", single="ein", half="ein halber")
_FOOT = Noun(one="Fuß", many="Fuß", single="ein", half="ein halber")

_PHRASES = Phrases(
    second=_SECOND,
    minute=_MINUTE,
    hour=_HOUR,
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
    sets="Sätze|Satz|Serien?|Runden?",
    to="bis",
    by="mal",
    out_of="{0} von {1}",
    over="{0} zu {1}",
    counted_before="Satz|Runde|Teil|Schritt|Woche|Tag|Übung|Stufe|Seite|Video|Schmerz|Schmerzen|Serie",
    each=("Seite|Bein|Arm|Fuß|Hand|Knie|Hüfte|Schulter|Richtung|Satz|Übung", "je {0}"),
    every=("Tag|Woche|Monat|Jahr|Stunde|Minute|Sekunde|Einheit", "pro {0}"),
    per="pro",
    units=(
        ("ms", Noun(one="Millisekunde", many="Millisekunden", single="eine", half="eine halbe")),
        ("s|Sek|Sec", _SECOND),
        ("Min", _MINUTE),
        ("h|Std", _HOUR),
        (r"Wo\.", Noun(one="Woche", many="Wochen", single="eine", half="eine halbe")),
        ("Wdh|Wdhl|Wdhlg|Wh|Whg", _REPETITION),
        ("mm", Noun(one="Millimeter", many="Millimeter", single="ein", half="ein halber")),
        ("cm", Noun(one="Zentimeter", many="Zentimeter", single="ein", half="ein halber")),
        ("m", Noun(one="Meter", many="Meter", single="ein", half="ein halber")),
        ("km", Noun(one="Kilometer", many="Kilometer", single="ein", half="ein halber")),
        ("g", Noun(one="Gramm", many="Gramm", single="ein", half="ein halbes")),
        ("kg", Noun(one="Kilogramm", many="Kilogramm", single="ein", half="ein halbes")),
        ("ml", Noun(one="Milliliter", many="Milliliter", single="ein", half="ein halber")),
        ("l|L", Noun(one="Liter", many="Liter", single="ein", half="ein halber")),
        ("°C", Noun(one="Grad Celsius", many="Grad Celsius", single="ein", half="ein halber")),
        ("°F", Noun(one="Grad Fahrenheit", many="Grad Fahrenheit", single="ein", half="ein halber")),
        ("°", Noun(one="Grad", many="Grad", single="ein", half="ein halber")),
        ("Mal", Noun(one="Mal", many="mal", single="ein", half="ein halbes")),
        ("€", Noun(one="Euro", many="Euro", single="ein", half="ein halber")),
        (r"\$", Noun(one="Dollar", many="Dollar", single="ein", half="ein halber")),
        ("%", Noun(one="Prozent", many="Prozent", single="ein", half="ein halbes")),
    ),
    inch=_INCH,
    foot=_FOOT,
    primes_are_times=True,
    before_numbers=(
        (r"\+\s?/\s?[-–−]|\+[-–−]|±", "plus minus"),
        (r">=|=>|≥|⩾", "mindestens"),
        (r"<=|=<|≤|⩽", "höchstens"),
        (r">", "mehr als"),
        (r"<", "weniger als"),
        (r"[~≈∼]", "etwa"),
        (r"(?<![\w)°%])(?<![\w)°%]\s)\+", "plus"),
    ),
    or_more="oder mehr",
    minus="minus",
    signs=(
        ("&", "und"),
        ("+", "plus"),
        ("=", "gleich"),
        ("≠", "ist nicht"),
        ("÷", "geteilt durch"),
        ("×", "mal"),
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
        ("1/8", "ein Achtel"),
        ("3/8", "drei Achtel"),
        ("5/8", "fünf Achtel"),
        ("7/8", "sieben Achtel"),
    ),
    halves=(("der|des|vom|von", "die Hälfte"), (r"[A-ZÄÖÜ]\w*e", "eine halbe")),
    mixed="{number} {part}",
    mixed_units="{number} {part}",
    mixed_half="{number}einhalb",
    mixed_one="ein",
    part_of="{part} {unit}",
    clock=Clock(
        before="um|ab|bis|gegen|vor|nach|seit|von",
        hour="{h} Uhr",
        minutes="{h} Uhr {m}",
        below_ten="{h} Uhr {m}",
        suffixes=(("Uhr", ""),),
        one="ein",
    ),
    lengths_before=(
        "Halten|hält|halte|für|Pause|bleiben|warten|atmen|dauert|alle|noch|weitere|insgesamt|Dauer|Zeit|mit|oder|je"
    ),
    lengths_after="halten|Pause|je|pro|lang|übrig|insgesamt|Min|Minuten?|Sek|Sekunden|Dehnung|auf jeder",
    ordinals=Ordinals(
        written=(
            r"(?P<n>\d{1,3})(?:(?:te|ste)(?P<ending>[nrsm]?)(?!\w)"
            r"|\.(?=(?:\s(?:und|bis|oder)\s\d{1,3}\.|/\d{1,3}\.)?\s(?P<noun>[A-ZÄÖÜ]\w+)))"
        ),
        nouns=(
            (
                "Satz|Durchgang|Tag|Teil|Schritt|Arm|Fuß|Versuch|Monat|Block|Zyklus|Wirbel|Zeh|Finger|Platz|Atemzug|"
                "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
                "er",
            ),
            ("Bein|Mal|Set|Knie|Drittel|Viertel|Video|Jahr|Level", "es"),
            (
                r"\w*(?:ung|heit|keit|ion|schaft|tät)|Runde|Seite|Woche|Minute|Sekunde|Stunde|Stufe|Phase|Hälfte|Serie|"
                "Reihe|Pause|Hand|Rippe|Zehe",
                "e",
            ),
        ),
        oblique="dem|den|des|einem|einen|einer|im|am|zum|zur|beim|vom|jedem|jeden|jeder|diesem|diesen|dieser",
        definite="die|das|jede|jedes|diese|dieses",
    ),
    initials="ISG HWS BWS LWS SI ROM VKB HKB ACL MRT CT PNF TFL ITB BMI PT",
    short_forms=(
        ShortForm(written="und/oder", spoken="und oder"),
        ShortForm(written="u./o.", spoken="und oder"),
        ShortForm(written="z. B.", spoken="zum Beispiel"),
        ShortForm(written="d. h.", spoken="das heißt"),
        ShortForm(written="u. a.", spoken="unter anderem", dotted=True),
        ShortForm(written="v. a.", spoken="vor allem", dotted=True),
        ShortForm(written="z. T.", spoken="zum Teil", dotted=True),
        ShortForm(written="i. d. R.", spoken="in der Regel"),
        ShortForm(written="u. U.", spoken="unter Umständen", dotted=True),
        ShortForm(written="s. o.", spoken="siehe oben", dotted=True),
        ShortForm(written="s. u.", spoken="siehe unten", dotted=True),
        ShortForm(written="o. Ä.", spoken="oder Ähnliches", dotted=True, closes=True),
        ShortForm(written="usw.", spoken="und so weiter", closes=True),
        ShortForm(written="etc.", spoken="et cetera", closes=True),
        ShortForm(written="bzw.", spoken="beziehungsweise"),
        ShortForm(written="ggf.", spoken="gegebenenfalls"),
        ShortForm(written="evtl.", spoken="eventuell"),
        ShortForm(written="inkl.", spoken="inklusive"),
        ShortForm(written="insb.", spoken="insbesondere"),
        ShortForm(written="sog.", spoken="sogenannte", dotted=True),
        ShortForm(written="vgl.", spoken="vergleiche"),
        ShortForm(written="ca.", spoken="circa"),
        ShortForm(written="max.", spoken="höchstens", before_number=True),
        ShortForm(written="min.", spoken="mindestens", dotted=True, before_number=True),
        ShortForm(written="mind.", spoken="mindestens"),
        ShortForm(written="bzgl.", spoken="bezüglich"),
        ShortForm(written="zzgl.", spoken="zuzüglich"),
        ShortForm(written="S.", spoken="Seite", dotted=True, before_number=True),
        ShortForm(written="Abb.", spoken="Abbildung"),
        ShortForm(written="li.", spoken="links", dotted=True, closes=True),
        ShortForm(written="re.", spoken="rechts", dotted=True, closes=True),
        ShortForm(written="tgl.", spoken="täglich", closes=True),
        ShortForm(written="bds.", spoken="beidseits", closes=True),
        ShortForm(written="Dr.", spoken="Doktor"),
        ShortForm(written="Prof.", spoken="Professor"),
        ShortForm(written="Hr.", spoken="Herr"),
        ShortForm(written="Fr.", spoken="Frau", dotted=True),
        ShortForm(written="#", spoken="Nummer", before_number=True),
        ShortForm(written="№", spoken="Nummer", before_number=True),
        ShortForm(written="Nr.", spoken="Nummer"),
    ),
    loose_units=(
        ShortForm(written="Wdh.", spoken="Wiederholungen", closes=True),
        ShortForm(written="Wdhl.", spoken="Wiederholungen", closes=True),
        ShortForm(written="Min.", spoken="Minuten", dotted=True, closes=True),
        ShortForm(written="Sek.", spoken="Sekunden", dotted=True, closes=True),
        ShortForm(written="Std.", spoken="Stunden", dotted=True, closes=True),
    ),
    sentence_starts=(
        "Dann|Danach|Jetzt|Nun|Die|Der|Das|Den|Dem|Ein|Eine|Einen|Einem|Es|Er|Sie|Wir|Ich|Und|Oder|Aber|Wenn|Bei|Beim|"
        "Mit|Nach|Vor|In|Im|An|Am|Auf|Aus|Zu|Zum|Zur|Von|Für|Ohne|Während|Als|So|Auch|Nicht|Noch|Alle|Beide|Bitte|"
        "Anschließend|Zuerst|Zuletzt|Wieder|Langsam|Dabei|Dazu|Beginnen|Atmen|Halten|Heben|Senken|Legen|Lösen|Bleiben|"
        "Wechseln|Ruhen|Entspannen|Drücken|Ziehen|Strecken|Beugen|Atme|Halte|Hebe|Senke|Lege|Löse|Bleib|Bleibe|"
        "Wechsle|Entspanne|Ihre|Ihr|Diese|Dieser|Dieses|Weiter|Gut|Fertig|Danke"
    ),
)


GERMAN = Language(
    code="de",
    voice="de",
    phrases=_PHRASES,
    site=_SITE,
    vocabulary=_VOCABULARY,
    hold_words=frozenset({"halten"}),
    exercise_words=frozenset({"Übungen", "Bewegungen", "Dehnungen", "Dehnübungen"}),
    small_words=SmallWords(
        articles=frozenset({"ein", "eine", "einen", "einem", "einer", "der", "die", "das", "den", "dem"}),
        joiners=frozenset({"und", "oder"}),
        enders=frozenset(
            {
                "unter",
                "zu",
                "zum",
                "zur",
                "für",
                "mit",
                "an",
                "auf",
                "gegen",
                "ohne",
                "vor",
                "hinter",
                "in",
                "im",
                "bei",
                "wenn",
            }
        ),
    ),
    pace=(61, 6, 37, 17, 310, 347, 100, 71),
)
