"""Steps that are no exercise: title, words, rests between exercises, the end card."""

from dataclasses import replace
from fractions import Fraction

from compiler.language import counted
from compiler.model.brand import Brand
from compiler.model.edges import DisclaimerAt
from compiler.model.placeholders import needs_next
from compiler.model.routine import ExerciseStep, RestStep, exercises_in
from compiler.model.scene_words import BRAND_LINES, BRAND_NAME
from compiler.model.timeline import Cue, CueRole, ProgressBar, SecondsRing, StepKind
from compiler.model.timing import written_duration
from compiler.plan import rest_words
from compiler.plan.doses import dose_words, schedule_words, stop_words
from compiler.plan.edges import disclaimer_at
from compiler.plan.hosting import greeting, thanking
from compiler.plan.pictures import still
from compiler.plan.rest_words import Approach
from compiler.plan.scenes import scene_of
from compiler.plan.setting import GAP, LEAD, TAIL, Draft, Setting, Spoken
from compiler.plan.signals import dose_over
from compiler.plan.ways import arrived

SHORTEST_TITLE = Fraction(5)


def disclaimer(setting: Setting) -> str:
    """The author's, or the language's own, and what to stop at."""
    return " ".join(filter(None, _disclaimers(setting)))


def _disclaimers(setting: Setting) -> tuple[str, str]:
    own = setting.routine.disclaimer or setting.phrases.disclaimer
    return own, stop_words(setting.routine.prescription, setting.phrases)


def title(setting: Setting, exercises: int, body_frames: int) -> Draft:
    """Name, length and disclaimer, shown and spoken."""
    routine, phrases, card = setting.routine, setting.phrases, setting.routine.title_card
    places = disclaimer_at(routine)
    told = (card.said,) if card.said else (f"{routine.title}.", routine.summary)
    warned = _disclaimers(setting) if DisclaimerAt.SPOKEN in places else ("", _disclaimers(setting)[1])
    texts = [text for text in (*told, *warned) if text]
    lines = tuple(setting.spoken(CueRole.INTRODUCTION, text, routine.voice) for text in texts)
    cues = setting.sequence(lines, setting.frames(LEAD * 2))
    frames = max(cues[-1].range.stop + setting.frames(TAIL * 2), setting.frames(SHORTEST_TITLE))
    dropped: tuple[tuple[str, str], ...] = ()
    if card.seconds is not None:
        frames = setting.frames(card.seconds)
        cues, dropped = _in_time(lines, cues, frames, setting)
    words = {
        "kicker": phrases.follow_along.format(n=_minutes(frames + body_frames, setting)),
        "title": routine.title,
        "subtitle": routine.summary or counted(phrases.exercise, exercises),
        "disclaimer": disclaimer(setting) if DisclaimerAt.TITLE in places else "",
        "name": routine.patient,
    }
    return Draft(
        kind=StepKind.TITLE,
        name=routine.title,
        frames=frames,
        scene=scene_of(  # the first frame is what previews show
            "title", words, phrases, clip=greeting(setting), fade_in=False
        ),
        cues=cues,
        dropped=dropped,
        span=routine.span,
        chapter=phrases.introduction,
    )


def _in_time(
    lines: tuple[Spoken, ...], cues: tuple[Cue, ...], frames: int, setting: Setting
) -> tuple[tuple[Cue, ...], tuple[tuple[str, str], ...]]:
    """What is over in so many frames; an author's words for the card, and a disclaimer only spoken, have to be."""
    routine = setting.routine
    fitting = tuple(cue for cue in cues if cue.range.stop <= frames)
    only_spoken = disclaimer_at(routine) == (DisclaimerAt.SPOKEN,)
    for line in lines[len(fitting) :]:
        text = line.utterance.text
        if text == routine.title_card.said or (only_spoken and text in _disclaimers(setting)):
            room = frames - (fitting[-1].range.stop if fitting else 0)
            setting.too_long(line, room, "give the card more time: for: …", routine.title_card.span)
    dropped = tuple(
        (line.utterance.text, "the title card is too short for it") for line in lines[len(fitting) :]
    )
    return fitting, dropped


def rest(
    step: RestStep,
    following: tuple[int, ExerciseStep] | None,
    count: int,
    setting: Setting,
    approach: Approach,
) -> Draft:
    """A pause that shows and says what comes next; `following` is the next exercise and its index."""
    phrases, frames = setting.phrases, setting.frames(step.seconds)
    words, picture, progress = {"kicker": phrases.rest, "name": phrases.rest}, None, None
    if following:
        index, exercise = following
        needs = phrases.needs.format(needs=approach.needs) if approach.needs else ""
        words = {
            "kicker": _rest_kicker(approach, setting),
            "name": exercise.name,
            "detail": dose_words(exercise.dose, setting.language, spoken=False),
            "needs": needs,
        }
        side = exercise.dose.sides[0] if exercise.dose.sides else None
        picture = still(exercise, side, setting)
        progress = ProgressBar(index=index, count=count, start=Fraction(0), stop=Fraction(0), frames=frames)
    cues, dropped = _rest_words(step, following[1] if following else None, approach, setting)
    return Draft(
        kind=StepKind.REST,
        name=phrases.rest,
        frames=frames,
        scene=scene_of(
            "rest",
            {**words, "ring_unit": phrases.ring_seconds},
            phrases,
            clip=picture,
            preview=picture,
            ring=SecondsRing(start=0, total=frames),
            progress=progress,
        ),
        cues=cues,
        dropped=dropped,
        span=step.span,
    )


def _rest_kicker(approach: Approach, setting: Setting) -> str:
    """That something comes next, or which round does."""
    opens = approach.opens
    if opens is None:
        return setting.phrases.rest_next
    return setting.language.circuits.rest_round.format(i=opens.number, n=opens.circuit.times)


def _rest_words(
    step: RestStep, exercise: ExerciseStep | None, approach: Approach, setting: Setting
) -> tuple[tuple[Cue, ...], tuple[tuple[str, str], ...]]:
    """The author's line, which must fit, or the fullest of the tool's own that does; and what is not said, and why."""
    frames = setting.frames(step.seconds)
    words = rest_words.words_of(step, exercise, approach, setting)
    chosen = words.chosen(frames)
    unsaid: tuple[tuple[str, str], ...] = ()
    if step.line and exercise is None and needs_next(step.line.text):
        unsaid = ((step.line.text, "nothing comes after this rest"),)
    elif step.line:
        line = rest_words.author_line(step, exercise, setting)
        if chosen is None and step.required:
            return _alone(line, frames, setting), ()
        if chosen is None or line not in chosen.lines:
            unsaid = ((line.utterance.text, "the rest is too short for it"),)
    if chosen is None:
        return (), (*unsaid, (words.candidates[0].lines[-1].utterance.text, "the rest is too short for it"))
    return words.cues(chosen.lines), unsaid


def _alone(spoken: Spoken, frames: int, setting: Setting) -> tuple[Cue, ...]:
    """An author's line that has to be said, from the start of the rest; it is an error if even so it does not fit."""
    start = setting.frames(LEAD)
    if start + setting.speech_frames(spoken) > frames:
        takes = -(-(setting.length_of(spoken.utterance) + LEAD) // 1)
        setting.too_long(spoken, frames - start, f"rest for {written_duration(Fraction(takes))}")
    return (setting.cue(spoken, start),)


def _sentence(words: str) -> str:
    return f"{words.rstrip('.')}." if words else ""


def _minutes(frames: int, setting: Setting) -> int:
    """How long so many frames are, for people."""
    return max(1, round(setting.seconds(frames) / 60))


def with_done(draft: Draft, frames: int, setting: Setting) -> Draft:
    """The end card of a video of so many frames with what was done in it: how many exercises, in how many minutes."""
    phrases, count = setting.phrases, len(exercises_in(setting.routine.steps))
    done = counted(phrases.exercise, count), phrases.length.format(n=_minutes(frames, setting))
    words = (("done", " · ".join(done)), *draft.scene.words)
    return replace(draft, scene=replace(draft.scene, words=words))


def end(setting: Setting, *, after_dose: bool) -> Draft:
    """The calm card under the channel's end screen: see :func:`with_done`."""
    routine, phrases, card = setting.routine, setting.phrases, setting.routine.end_card
    frames = setting.frames(routine.end_seconds)
    if card.said:
        spoken = setting.spoken(CueRole.CLOSING, card.said, routine.voice)
    elif routine.closing:
        spoken = setting.spoken(CueRole.CLOSING, routine.closing.text, routine.voice, routine.closing)
    else:
        spoken = setting.spoken(CueRole.CLOSING, phrases.say_end, routine.voice)
    over = dose_over(setting, routine.voice) if after_dose else ()
    start = over[-1].range.stop + setting.frames(GAP) if over else setting.frames(Fraction(1))
    if over and start + setting.speech_frames(spoken) > frames:
        over, start = (), setting.frames(Fraction(1))
    if start + setting.speech_frames(spoken) > frames:
        setting.too_long(spoken, frames - start, "say part of it in a step before the end")
    text = card.said or (routine.closing.text if routine.closing else phrases.end_text)
    schedule = _sentence(schedule_words(routine.prescription, setting.language))
    again = (setting.spoken(CueRole.CLOSING, schedule, routine.voice),) if schedule else ()
    lines = setting.sequence((spoken, *again), start)
    fitting = lines if lines[-1].range.stop <= frames else lines[:1]
    words = {
        "title": card.heading or phrases.end_title,
        "text": " ".join(filter(None, (text, schedule))),
        "disclaimer": _disclaimers(setting)[0],
        **brand_lines(routine.brand),
    }
    way = thanking(setting, start)
    return Draft(
        kind=StepKind.END,
        name=phrases.end_title,
        frames=frames,
        scene=scene_of("end", words, phrases, clip=arrived(way) if way else None, way=way),
        cues=(*over, *fitting),
        dropped=tuple((cue.text, "the end card is too short for it") for cue in lines[len(fitting) :]),
        chapter=phrases.finish,
    )


def brand_lines(brand: Brand | None) -> dict[str, str]:
    """Words of the end card by their names: name, contact and links, each a line of its own."""
    if brand is None:
        return {}
    lines = dict(zip(BRAND_LINES, (*brand.contact, *brand.links), strict=False))
    return {BRAND_NAME: brand.name, **lines}
