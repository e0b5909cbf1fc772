"""Steps that are no exercise: title, words, rests between exercises, the end card."""

from fractions import Fraction

from compiler.language import counted
from compiler.model.placeholders import filled, needs_next
from compiler.model.routine import ExerciseStep, RestStep, SayStep
from compiler.model.timeline import Clip, Cue, CueRole, ProgressBar, SecondsRing, StepKind
from compiler.model.timing import written_duration
from compiler.plan.doses import dose_words
from compiler.plan.exercise import ExercisePlanner, first_that_fits
from compiler.plan.pictures import still
from compiler.plan.scenes import scene_of
from compiler.plan.setting import LEAD, TAIL, Draft, Setting, Spoken

SHORTEST_TITLE = Fraction(5)
SHORTEST_SAY = Fraction(3)


def disclaimer(setting: Setting) -> str:
    """The author's, or the language's own."""
    return setting.routine.disclaimer or setting.phrases.disclaimer


def title(setting: Setting, exercises: int, body_frames: int) -> Draft:
    """Name, length and disclaimer, shown and spoken."""
    routine, phrases = setting.routine, setting.phrases
    texts = [text for text in (f"{routine.title}.", routine.summary, disclaimer(setting)) if text]
    lines = tuple(setting.spoken(CueRole.INTRODUCTION, text, routine.voice) for text in texts)
    cues = setting.sequence(lines, setting.frames(LEAD * 2))
    frames = max(cues[-1].range.stop + setting.frames(TAIL * 2), setting.frames(SHORTEST_TITLE))
    minutes = max(1, round(setting.seconds(frames + body_frames) / 60))
    words = {
        "kicker": phrases.follow_along.format(n=minutes),
        "title": routine.title,
        "subtitle": routine.summary or counted(phrases.exercise, exercises),
        "disclaimer": disclaimer(setting),
        "name": routine.patient,
    }
    return Draft(
        kind=StepKind.TITLE,
        name=routine.title,
        frames=frames,
        scene=scene_of("title", words, phrases, fade_in=False),  # the first frame is what previews show
        cues=cues,
        span=routine.span,
        chapter=phrases.introduction,
    )


def say(step: SayStep, next_name: str, setting: Setting) -> Draft:
    """Words on a card or over a clip; as long as they need, or exactly the author's slot."""
    if not next_name and needs_next(step.line.text):
        hint = "leave it out, or say this before the last exercise"
        setting.complain("{next} has no value here: no exercise comes after this", step.line.span, hint)
    text = filled(step.line.text, {"next": next_name})
    spoken = setting.spoken(CueRole.SETUP, text, step.voice, step.line)
    start = setting.frames(LEAD)
    speech = setting.speech_frames(spoken)
    if step.line.part:
        start, frames = 0, speech
    elif step.slot is None:
        frames = max(start + speech + setting.frames(TAIL), setting.frames(SHORTEST_SAY))
    else:
        frames = setting.frames(step.slot)
        start = min(start, max(0, frames - speech))
        if speech > frames:
            takes = Fraction(-(-setting.seconds(speech) * 2 // 1), 2)
            setting.too_long(spoken, frames, f"give it for: {written_duration(takes)}")
    who = (step.speaker.name, step.speaker.role) if step.speaker else ("", "")
    if step.media:
        clip = Clip(media=step.media, mirrored=getattr(step.media, "mirrored", False))
        detail = who[1] if step.line.part else text  # captions tell what somebody says who is seen
        scene = scene_of("exercise", {"name": who[0], "detail": detail}, setting.phrases, clip=clip)
    else:
        words = {"text": text, "kicker": " · ".join(filter(None, who))}
        scene = scene_of("say", words, setting.phrases)
    return Draft(
        kind=StepKind.SAY,
        name=text,
        frames=frames,
        scene=scene,
        cues=(setting.cue(spoken, start),),
        span=step.span,
    )


def rest(step: RestStep, following: tuple[int, ExerciseStep] | None, count: int, setting: Setting) -> Draft:
    """A pause that shows and says what comes next; `following` is the next exercise and its index."""
    phrases, frames = setting.phrases, setting.frames(step.seconds)
    planner = ExercisePlanner(following[1], following[0], count, setting) if following else None
    words, picture, progress = {"kicker": phrases.rest, "name": phrases.rest}, None, None
    if planner:
        exercise = planner.step
        needs = phrases.needs.format(needs=exercise.needs) if exercise.needs else ""
        words = {
            "kicker": phrases.rest_next,
            "name": exercise.name,
            "detail": dose_words(exercise.dose, setting.language, spoken=False),
            "needs": needs,
        }
        side = exercise.dose.sides[0] if exercise.dose.sides else None
        picture = still(exercise, side, setting)
        progress = ProgressBar(
            index=planner.index, count=count, start=Fraction(0), stop=Fraction(0), frames=frames
        )
    cues, dropped = _rest_words(step, planner, frames, setting)
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


def _rest_words(
    step: RestStep, planner: ExercisePlanner | None, frames: int, setting: Setting
) -> tuple[tuple[Cue, ...], tuple[tuple[str, str], ...]]:
    """The author's line, which must fit, or the fullest of the tool's own that does."""
    phrases = setting.phrases
    unsaid: tuple[tuple[str, str], ...] = ()
    if step.line and planner is None and needs_next(step.line.text):
        unsaid = ((step.line.text, "nothing comes after this rest"),)
    elif step.line:
        text = filled(step.line.text, {"next": planner.step.name if planner else ""})
        spoken = setting.spoken(CueRole.NEXT, text, step.voice, step.line)
        start = setting.frames(LEAD)
        fits = start + setting.speech_frames(spoken) <= frames
        if fits or step.required:
            if not fits:
                takes = -(-(setting.length_of(spoken.utterance) + LEAD) // 1)
                setting.too_long(spoken, frames - start, f"rest for {written_duration(Fraction(takes))}")
            return (setting.cue(spoken, start),), ()
        unsaid = ((text, "the rest is too short for it"),)

    def own(text: str) -> Spoken:
        return setting.spoken(CueRole.NEXT, text, step.voice)

    if planner is None:
        cues, dropped = first_that_fits(setting, [own(phrases.say_rest)], frames)
        return cues, (*unsaid, *dropped)
    exercise = planner.step
    dose = dose_words(exercise.dose, setting.language, spoken=True)
    following = phrases.say_next.format(name=exercise.name, dose=dose)
    short = phrases.say_next.format(name=exercise.name, dose="").rstrip(" ,.") + "."
    needs = f" {phrases.needs.format(needs=exercise.needs)}." if exercise.needs else ""
    candidates = [f"{phrases.say_rest} {following}{needs}"] if needs else []
    candidates += [f"{phrases.say_rest} {following}", following, short, phrases.say_rest]
    cues, dropped = first_that_fits(setting, [own(text) for text in candidates], frames)
    return cues, (*unsaid, *dropped)


def end(setting: Setting) -> Draft:
    """The calm card under the channel's end screen."""
    routine, phrases = setting.routine, setting.phrases
    frames = setting.frames(routine.end_seconds)
    if routine.closing:
        spoken = setting.spoken(CueRole.CLOSING, routine.closing.text, routine.voice, routine.closing)
    else:
        spoken = setting.spoken(CueRole.CLOSING, phrases.say_end, routine.voice)
    start = setting.frames(Fraction(1))
    if start + setting.speech_frames(spoken) > frames:
        setting.too_long(spoken, frames - start, "say part of it in a step before the end")
    words = {
        "title": phrases.end_title,
        "text": routine.closing.text if routine.closing else phrases.end_text,
        "disclaimer": disclaimer(setting),
    }
    return Draft(
        kind=StepKind.END,
        name=phrases.end_title,
        frames=frames,
        scene=scene_of("end", words, phrases),
        cues=(setting.cue(spoken, start),),
        chapter=phrases.finish,
    )
