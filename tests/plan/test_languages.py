"""What a routine says where the tool has no words of its language: English sentences, and numbers as digits."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from compiler.model.routine import Dose, ExerciseStep, Line, MissingClip, RestStep, Routine, Side, Voice
from compiler.model.timeline import CueRole, Timeline
from compiler.plan import plan
from tests.plan.routines import half_a_second_a_word

PONT = ExerciseStep(
    id="pont",
    name="Pont",
    dose=Dose(hold=Fraction(30), sides=(Side.LEFT,)),
    media=MissingClip(name="Pont"),
    setup=(Line(text="Restez {hold}, {sets} fois."),),
)
FRENCH = Routine(
    path=Path("matin.yaml"),
    slug="matin",
    title="Matin",
    summary="",
    language="fr",
    voice=Voice(name="fr", language="fr"),
    steps=(PONT, RestStep(seconds=Fraction(30)), PONT),
)


def said(timeline: Timeline, role: CueRole) -> list[str]:
    return [cue.utterance.text for cue in timeline.cues if cue.role is role]


def test_an_authors_words_are_filled_with_digits_that_the_voice_can_read() -> None:
    timeline = plan(FRENCH, half_a_second_a_word, measured=True).timeline
    assert "Restez 30 s, 1 fois." in said(timeline, CueRole.SETUP)
    assert said(timeline, CueRole.COUNTDOWN)[:3] == ["3", "2", "1"]


def test_the_tools_sentences_are_english_throughout() -> None:
    timeline = plan(FRENCH, half_a_second_a_word, measured=True).timeline
    assert said(timeline, CueRole.NEXT) == ["Next: Pont, thirty seconds."]
    german = plan(replace(FRENCH, language="de"), half_a_second_a_word, measured=True).timeline
    assert said(german, CueRole.NEXT) == ["Als Nächstes: Pont, dreißig Sekunden."]
