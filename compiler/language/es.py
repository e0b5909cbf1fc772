"""Spanish."""

from compiler.language.record import Language, Noun, Phrases, SiteWords, Vocabulary

_SECOND = Noun(one="segundo", many="segundos", single="un")
_MINUTE = Noun(one="minuto", many="minutos", single="un")

_PHRASES = Phrases(
    second=_SECOND,
    minute=_MINUTE,
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
    to="a",
    joined=" y ",
    units=(
        ("h", Noun(one="hora", many="horas")),
        ("min", _MINUTE),
        ("s|seg", _SECOND),
        ("m", Noun(one="metro", many="metros")),
        ("ms", Noun(one="milisegundo", many="milisegundos")),
        ("cm", Noun(one="centímetro", many="centímetros")),
        ("mm", Noun(one="milímetro", many="milímetros")),
        ("km", Noun(one="kilómetro", many="kilómetros")),
        ("kg", Noun(one="kilogramo", many="kilogramos")),
        ("°C", Noun(one="grado Celsius", many="grados Celsius")),
        ("°", Noun(one="grado", many="grados")),
        ("%", Noun(one="por ciento", many="por ciento")),
    ),
    signs=(
        ("&", "y"),
        ("+", "más"),
        ("=", "igual a"),
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
    ),
    short_forms=(
        (r"p\.\s?ej\.", "por ejemplo"),
        (r"etc\.", "etcétera"),
        (r"aprox\.", "aproximadamente"),
        (r"reps\b", "repeticiones"),
        (r"rep\b", "repetición"),
        (r"(?:#|n\.º\s?)(?=\d)", "número "),
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
    pace=(73, 10, -27, 26, 312, 440, 57, 84),
    kokoro="ef_dora",
)
