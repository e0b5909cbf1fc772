"""Spanish."""

from compiler.language.record import Language, Phrases, SiteWords, SmallWords
from compiler.language.vocabulary import Clock, Noun, Ordinals, ShortForm, Vocabulary

_SECOND = Noun(one="segundo", many="segundos", single="un", half="medio")
_MINUTE = Noun(one="minuto", many="minutos", single="un", half="medio")
_HOUR = Noun(one="hora", many="horas", single="una", half="media")
_REPETITION = Noun(one="repetición", many="repeticiones", single="una", half="media")
_INCH = Noun(one="pulgada", many="pulgadas", single="una", half="media")
_FOOT = Noun(one="pie", many="pies", single="un", half="medio")

_PHRASES = Phrases(
    second=_SECOND,
    minute=_MINUTE,
    hour=_HOUR,
    repetition=Noun(one="repetición lenta", many="repeticiones lentas", single="una"),
    set=Noun(one="serie", many="series", single="una"),
    exercise=Noun(one="ejercicio", many="ejercicios", single="un"),
    each_side="{dose} por lado",
    sides=("lado izquierdo", "lado derecho"),
    hold="Mantener",
    set_of="Serie {i} de {n}",
    ring_seconds="seg",
    ring_of="de {n}",
    follow_along="Para seguir · {n} min",
    rest_next="Descanso · a continuación",
    rest="Descanso",
    say_rest="Descanso.",
    say_next="A continuación: {name}, {dose}.",
    say_next_set="A continuación: serie {i} de {n}.",
    switch="Cambio de lado",
    now_side="ahora: {side}",
    starting_side="Primero: {side}.",
    needs="Va a necesitar: {needs}",
    end_title="Muy bien",
    end_text="Tómese un momento antes de seguir.",
    say_end="Muy bien. Tómese un momento antes de seguir.",
    disclaimer="Información general, no es consejo médico. Pare si algo le duele.",
    to_be_filmed="Falta grabar el clip",
    introduction="Bienvenida",
    finish="Final",
)

_SITE = SiteWords(
    exercises="Ejercicios",
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
)

_VOCABULARY = Vocabulary(
    sets_of="{0} series de {1}",
    times=Noun(one="una vez", many="{0} veces"),
    sets="series?|rondas?",
    to="a",
    by="por",
    out_of="{0} de {1}",
    over="{0} sobre {1}",
    counted_before="serie|ronda|parte|paso|semana|día|ejercicio|nivel|página|vídeo|dolor",
    each=("lado|pierna|brazo|pie|mano|rodilla|cadera|hombro|dirección|serie|ejercicio", "por {0}"),
    every=("día|semana|mes|año|hora|minuto|segundo|sesión", "por {0}"),
    per="por",
    units=(
        ("ms", Noun(one="milisegundo", many="milisegundos", single="un", half="medio")),
        ("s|seg|segs", _SECOND),
        ("min|mins", _MINUTE),
        ("h|hs|hrs", _HOUR),
        ("sem", Noun(one="semana", many="semanas", single="una", half="media")),
        ("rep|reps", _REPETITION),
        ("mm", Noun(one="milímetro", many="milímetros", single="un", half="medio")),
        ("cm", Noun(one="centímetro", many="centímetros", single="un", half="medio")),
        ("m", Noun(one="metro", many="metros", single="un", half="medio")),
        ("km", Noun(one="kilómetro", many="kilómetros", single="un", half="medio")),
        ("g|gr|grs", Noun(one="gramo", many="gramos", single="un", half="medio")),
        ("kg|kgs", Noun(one="kilogramo", many="kilogramos", single="un", half="medio")),
        ("ml", Noun(one="mililitro", many="mililitros", single="un", half="medio")),
        ("l|L", Noun(one="litro", many="litros", single="un", half="medio")),
        ("lb|lbs", Noun(one="libra", many="libras", single="una", half="media")),
        ("°C", Noun(one="grado Celsius", many="grados Celsius", single="un", half="medio")),
        ("°F", Noun(one="grado Fahrenheit", many="grados Fahrenheit", single="un", half="medio")),
        ("°", Noun(one="grado", many="grados", single="un", half="medio")),
        ("vez|veces", Noun(one="vez", many="veces", single="una", half="media")),
        ("€", Noun(one="euro", many="euros", single="un", half="medio")),
        (r"\$", Noun(one="dólar", many="dólares", single="un", half="medio")),
        ("%", Noun(one="por ciento", many="por ciento")),
    ),
    inch=_INCH,
    foot=_FOOT,
    primes_are_times=True,
    function_words=(
        "y|e|o|u|a|al|de|del|en|con|por|para|sin|sobre|entre|hasta|desde|hacia|que|si|como|cuando|mientras|luego|"
        "después|antes|es|son|está|más|menos|no|se|lo|la|el|los|las"
    ),
    before_numbers=(
        (r"\+\s?/\s?[-–−]|\+[-–−]|±", "más o menos"),
        (r">=|=>|≥|⩾", "al menos"),
        (r"<=|=<|≤|⩽", "como máximo"),
        (r">", "más de"),
        (r"<", "menos de"),
        (r"[~≈∼]", "unos"),
        (r"(?<![\w)°%])(?<![\w)°%]\s)\+", "más"),
    ),
    or_more="o más",
    minus="menos",
    signs=(
        ("&", "y"),
        ("+", "más"),
        ("=", "igual a"),
        ("≠", "no es"),
        ("÷", "dividido por"),
        ("×", "por"),
        ("@", "arroba"),
        ("°", "grados"),
        ("%", "por ciento"),
    ),
    fractions=(
        ("1/2", "medio"),
        ("1/3", "un tercio"),
        ("2/3", "dos tercios"),
        ("1/4", "un cuarto"),
        ("3/4", "tres cuartos"),
        ("1/8", "un octavo"),
        ("3/8", "tres octavos"),
        ("5/8", "cinco octavos"),
        ("7/8", "siete octavos"),
    ),
    halves=(("del?", "la mitad"), ("y|o|a|al|en|con|por|para|hasta|que", "medio"), (r"\w+a", "media")),
    mixed="{number} y {part}",
    mixed_units="{number} {unit} y {part}",
    part_of="{part} de {unit}",
    ones=(("veintiuno", "veintiún", "veintiuna"), ("uno", "un", "una")),
    clock=Clock(
        before="las?|desde las?|hasta las?",
        hour="{h} en punto",
        minutes="{h} y {m}",
        below_ten="{h} y {m}",
        quarters=((15, "{h} y cuarto"), (30, "{h} y media")),
        suffixes=((r"a\.?\s?m\.?", "de la mañana"), (r"p\.?\s?m\.?", "de la tarde")),
        follows=r"h(?:rs?|s)?\.?",
        one="una",
    ),
    lengths_before=(
        "mantén|mantenga|mantener|durante|por|descanso|descanse|descansa|pausa|espere|espera|respire|respira|dura|"
        "cada|otros?|otras?|total|tiempo"
    ),
    lengths_after="de descanso|de pausa|por|cada|restantes|en total|total|min|minutos?|seg|segundos?|a cada lado",
    ordinals=Ordinals(
        written=(
            r"(?P<n>\d{1,3})(?:(?P<short>\.?er)|(?P<feminine>\.?ª|a|ra|da|ta|ma|va|na)"
            r"|(?P<sign>º)|\.º|o|ro|do|to|mo|vo|no)(?!\w)"
        ),
        feminine=("o", "a"),
        short=("primero|tercero", "o"),
    ),
    initials="LCA LCP LLI ATM ROM RM TAC FNP IMC PT",
    short_forms=(
        ShortForm(written="y/o", spoken="y o"),
        ShortForm(written="c/u", spoken="cada uno"),
        ShortForm(written="c/", spoken="cada "),
        ShortForm(written="s/", spoken="sin "),
        ShortForm(written="p. ej.", spoken="por ejemplo"),
        ShortForm(written="etc.", spoken="etcétera", closes=True),
        ShortForm(written="aprox.", spoken="aproximadamente", closes=True),
        ShortForm(written="vs.", spoken="versus"),
        ShortForm(written="incl.", spoken="incluido"),
        ShortForm(written="máx.", spoken="como máximo", before_number=True),
        ShortForm(written="max.", spoken="como máximo", before_number=True),
        ShortForm(written="mín.", spoken="al menos", before_number=True),
        ShortForm(written="min.", spoken="al menos", dotted=True, before_number=True),
        ShortForm(written="izda.", spoken="izquierda", closes=True),
        ShortForm(written="izdo.", spoken="izquierdo", closes=True),
        ShortForm(written="izq.", spoken="izquierda", closes=True),
        ShortForm(written="dcha.", spoken="derecha", closes=True),
        ShortForm(written="dcho.", spoken="derecho", closes=True),
        ShortForm(written="der.", spoken="derecha", dotted=True, closes=True),
        ShortForm(written="Ud.", spoken="usted"),
        ShortForm(written="Uds.", spoken="ustedes"),
        ShortForm(written="Dra.", spoken="Doctora"),
        ShortForm(written="Dr.", spoken="Doctor"),
        ShortForm(written="Sra.", spoken="Señora"),
        ShortForm(written="Sr.", spoken="Señor"),
        ShortForm(written="#", spoken="número", before_number=True),
        ShortForm(written="№", spoken="número", before_number=True),
        ShortForm(written="n.º", spoken="número"),
        ShortForm(written="n.°", spoken="número"),
        ShortForm(written="núm.", spoken="número"),
        ShortForm(written="núms.", spoken="números"),
        ShortForm(written="p. e.", spoken="por ejemplo", dotted=True),
        ShortForm(written="ej.", spoken="ejemplo", dotted=True),
        ShortForm(written="no.", spoken="número", dotted=True, before_number=True),
    ),
    loose_units=(
        ShortForm(written="reps.", spoken="repeticiones", closes=True),
        ShortForm(written="rep.", spoken="repetición", closes=True),
        ShortForm(written="seg.", spoken="segundos", dotted=True, closes=True),
    ),
)


SPANISH = Language(
    code="es",
    voice="es",
    regional_voices=(("419|ar|cl|co|mx|pe|us", "es-419"),),
    phrases=_PHRASES,
    site=_SITE,
    vocabulary=_VOCABULARY,
    hold_words=frozenset({"mantener"}),
    exercise_words=frozenset({"ejercicios", "movimientos", "estiramientos"}),
    small_words=SmallWords(
        articles=frozenset({"un", "una", "unos", "unas", "el", "la", "los", "las", "su", "sus"}),
        joiners=frozenset({"y", "o", "u", "e"}),
        enders=frozenset(
            {"debajo", "de", "del", "con", "para", "sin", "contra", "en", "bajo", "a", "al", "si"}
        ),
        noun_first=True,
    ),
    pace=(73, 10, -27, 26, 312, 440, 57, 84),
    kokoro="ef_dora",
    kokoro_pace=(44, 39, 9, 14, 67, 639, 308, 0),
)
