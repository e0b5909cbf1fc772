"""Sounds and words at the edges of a dose: the countdown into it, the start, the last seconds and the end."""

from compiler.language import number_words
from compiler.model.cueing import Guide
from compiler.model.routine import Voice
from compiler.model.timeline import Cue, CueRole, StepKind, Tone, ToneKind
from compiler.plan.setting import AFTER_TONE, Setting, Spoken

COUNTDOWN_SECONDS = 3


def place_countdown(
    setting: Setting, voice: Voice, stop: int
) -> tuple[tuple[Cue, ...], tuple[tuple[str, str], ...]]:
    """Spoken "three", "two", "one" in the last three seconds before frame `stop`, and what found no room there."""
    cues, dropped = [], []
    for number in range(COUNTDOWN_SECONDS, 0, -1) if setting.grammar.countdown else ():
        word = number_words(number, setting.numbers).capitalize()
        spoken = setting.spoken(CueRole.COUNTDOWN, word, voice)
        start = stop - setting.frames(number)
        if start < 0:
            dropped.append((spoken.utterance.text, f"its step is shorter than {number} s"))
        elif setting.speech_frames(spoken) <= setting.frames(1):
            cues.append(setting.cue(spoken, start))
        else:
            dropped.append((spoken.utterance.text, "it takes longer than its second"))
    return tuple(cues), tuple(dropped)


def end_tones(setting: Setting, kind: StepKind, frames: int) -> tuple[Tone, ...]:
    """A tick at each of the last three seconds of a hold, and the longer tone on the frame after the last."""
    seconds = range(COUNTDOWN_SECONDS, 0, -1) if kind is StepKind.HOLD and setting.grammar.ticks else ()
    ticking = tuple(
        Tone(kind=ToneKind.TICK, frame=start) for n in seconds if (start := frames - setting.frames(n)) > 0
    )
    ending = () if setting.grammar.end is Guide.NOTHING else (Tone(kind=ToneKind.END, frame=frames),)
    return (*ticking, *ending)


def relax(setting: Setting, voice: Voice) -> tuple[Spoken, ...]:
    """What is said once a dose is over, if anything."""
    if setting.grammar.end is not Guide.WORDS:
        return ()
    return (setting.spoken(CueRole.RELAX, setting.language.cues.relax, voice),)


def dose_over(setting: Setting, voice: Voice) -> tuple[Cue, ...]:
    """That the dose is over, told at the start of what follows it."""
    return setting.sequence(relax(setting, voice), setting.frames(AFTER_TONE))
