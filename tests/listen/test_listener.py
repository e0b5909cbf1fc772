"""Somebody who only hears: nothing is amiss in a good score, and each thing that is left out is noticed."""

from dataclasses import replace
from pathlib import Path

import pytest

from compiler.language import language_of
from compiler.listen import Doing, Score, Sound, eyes_closed
from compiler.model.routine import PhaseRole
from compiler.model.timeline import StepKind, ToneKind
from tests.listen.scores import BEFORE, GOOD, kept_score, moved, said, seconds, without


def told(score: Score) -> list[str]:
    return [finding.message for finding in eyes_closed(score)]


def test_a_good_score_leaves_no_doubt() -> None:
    assert told(GOOD) == []


SPOILED = {
    "Bridge is not named before it": without(GOOD, "Bridge. Three slow reps."),
    "the left leg is not named before it": without(GOOD, "Only the left leg."),
    "the left leg is named after the words that make one take the position": moved(GOOD, "Only the left leg.", 30),
    "nothing says that it needs a mat": without(GOOD, "You will need: a mat."),
    "nothing says to be lying on the back, the strap on the left foot": without(GOOD, "Lie on your back."),
    "there are 12 s to get lying on the back, the strap on the left foot, and it takes 27 s": moved(
        GOOD, "Lie on your back.", 27.2
    ),
    "the tempo is not told": without(GOOD, "Lift two seconds, hold three, lower two."),
    "nothing counts down to its start": without(GOOD, "Two"),
    "there is no time between the last words and the countdown to do what they say": moved(
        GOOD, "Lift two seconds, hold three, lower two.", 33
    ),
    "nothing has told that it has begun": without(GOOD, "Begin"),
    "the body should 'hold', and one does not hear it": without(GOOD, "Hold"),
    "the last repetition is not told before it begins": without(GOOD, "Last one"),
    "no tone tells its end": replace(GOOD, sounds=()),
    "nothing has told that the dose is over": replace(GOOD, sounds=()),
}  # fmt: skip


@pytest.mark.parametrize("message", SPOILED)
def test_what_is_missing_is_noticed(message: str) -> None:
    assert message in told(SPOILED[message])


def test_a_count_after_the_countdown_is_taken_for_a_part_of_it() -> None:
    words = tuple(replace(w, text="One") if w.text == "Begin" else w for w in GOOD.words)
    assert any("taken for a part of it" in message for message in told(replace(GOOD, words=words)))


def test_a_tone_that_nobody_has_explained_means_nothing() -> None:
    tones = tuple(Sound(at=seconds(at), kind=ToneKind.HOLD) for at in (42, 49, 56))
    score = replace(without(GOOD, "Hold"), sounds=(*GOOD.sounds, *tones))
    assert "a tone means 'hold', and nobody has said so" in told(score)
    explained = replace(
        score, words=(*score.words, said(10, 14, "Listen for the tones. An even tone: hold."))
    )
    assert told(explained) == []


def test_words_that_speak_of_a_phase_are_said_in_it() -> None:
    early = replace(GOOD, words=(*GOOD.words, said(43, 44.5, "Breathe out as you lower.")))
    assert told(early) == ["'Breathe out as you lower.' speaks of 'lower', and is said in another phase"]
    assert told(replace(GOOD, words=(*GOOD.words, said(45.6, 46.8, "Breathe out as you lower.")))) == []
    down = said(42.6, 44, "Slowly on the way down.")
    assert "speaks of 'lower'" in told(replace(GOOD, words=(*GOOD.words, down)))[0]


def test_two_at_once_are_not_understood() -> None:
    score = replace(GOOD, words=(*GOOD.words, said(1, 3, "Lie down.")))
    assert "'Lie down.' is said while 'Bridge. Three slow reps.' still is" in told(score)


# --- holds --------------------------------------------------------------------------------------------------

HOLD = Doing(
    kind=StepKind.HOLD, start=seconds(20), stop=seconds(60), exercise="Plank", set=1, hold=seconds(40)
)
HELD = Score(
    language=language_of("en"),
    words=(
        said(0.3, 2, "Plank. Forty seconds."),
        said(2.3, 4, "Come onto your hands and knees."),
        *(said(at, at + 0.5, text) for at, text in ((17, "Three"), (18, "Two"), (19, "One"))),
        said(20, 20.6, "And hold"),
        said(40, 40.7, "Halfway."),
        said(50, 51, "Ten seconds left."),
    ),
    sounds=(Sound(at=seconds(60), kind=ToneKind.END),),
    doings=(
        replace(HOLD, kind=StepKind.SETUP, start=seconds(0), stop=seconds(20)),
        HOLD,
        Doing(kind=StepKind.REST, start=seconds(60), stop=seconds(70)),
    ),
)


def test_a_hold_that_tells_its_time_leaves_no_doubt() -> None:
    assert told(HELD) == []


def test_nobody_keeps_count_for_long() -> None:
    assert told(without(HELD, "Halfway.", "Ten seconds left.")) == ["no time is told for more than 25 s"]


def test_a_wrong_time_is_noticed() -> None:
    assert told(moved(HELD, "Ten seconds left.", 54)) == ["the time that is told to be left is wrong by 4 s"]


# --- before there was a grammar -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", BEFORE, ids=lambda path: path.stem)
def test_fails_on_what_was_shipped_before(path: Path) -> None:
    score = kept_score(path)
    messages = told(score)
    assert "the tempo is not told" in messages
    assert any("taken for a part of it" in message for message in messages)
    assert "nothing has told that it has begun" in messages
    sided = [d for d in score.doings if d.kind is StepKind.REST and d.side]
    unnamed = [f for f in eyes_closed(score) if f.doing in sided and "is not named before it" in f.message]
    assert len(unnamed) >= len(sided)


def test_three_versions_of_before_are_kept() -> None:
    assert len(BEFORE) == 3


def test_roles_of_tones_are_those_of_phases() -> None:
    assert {role.value for role in PhaseRole} <= {kind.value for kind in ToneKind}
