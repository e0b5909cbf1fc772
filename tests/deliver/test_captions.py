"""Captions: what is said, long enough to be read, never cut across sentences."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.deliver.caption_track import alpha_3
from compiler.deliver.captions import srt, vtt
from compiler.model.caption_timing import (
    CAPTION_COLUMNS,
    CHARACTERS_A_SECOND,
    SHORTEST,
    Caption,
    captions,
)
from compiler.model.routine import Utterance, Voice
from compiler.model.timeline import Cue, CueRole, Scene, StepKind, Timeline, TimelineStep, WordTime
from compiler.model.timing import FrameRange

RATE = Fraction(30)


def timeline(*cues: tuple[float, float, str], role: CueRole = CueRole.CUE, seconds: int = 600) -> Timeline:
    """Cues by (start, stop, words) in seconds."""
    said = tuple(
        Cue(
            role=role,
            utterance=Utterance(text=text, voice=Voice()),
            range=FrameRange(round(start * RATE), round(stop * RATE)),
        )
        for start, stop, text in cues
    )
    step = TimelineStep(
        kind=StepKind.SAY, name="", range=FrameRange(0, round(seconds * RATE)), scene=Scene(layout="say")
    )
    return Timeline(
        slug="t", title="T", summary="", language="en", disclaimer="", theme="calm", size=(320, 180),
        frame_rate=RATE, steps=(step,), cues=said,
    )  # fmt: skip


def shown(*cues: tuple[float, float, str], role: CueRole = CueRole.CUE) -> list[tuple[float, float, str]]:
    return [
        (round(float(c.start), 2), round(float(c.stop), 2), c.text)
        for c in captions(timeline(*cues, role=role))
    ]


def test_a_short_word_stays_to_be_seen_and_to_be_read() -> None:
    assert shown((1, 1.3, "Breathe.")) == [(1, 1.7, "Breathe.")]
    assert shown((1, 2, "Keep the shoulders soft and low.")) == [
        (1, round(1 + 32 / 17, 2), "Keep the shoulders soft and low.")
    ]


def test_nothing_stays_into_the_next_one() -> None:
    (first, second) = shown((1, 1.3, "Breathe in slowly now."), (2, 3, "And out."))
    assert first[1] == second[0] == 2


def test_a_counted_number_stays_until_the_next() -> None:
    counted = shown((1, 1.4, "One"), (6, 6.4, "Two"), (11, 11.4, "Three"), role=CueRole.COUNT)
    assert [(a, b) for a, b, _ in counted[:2]] == [(1, 6), (6, 11)]


def test_what_would_be_gone_at_once_stands_together() -> None:
    assert [text for _, _, text in shown((1, 1.2, "Lift"), (1.5, 1.9, "Hold"), (4, 5, "Lower"))] == [
        "Lift. Hold",
        "Lower",
    ]


def test_a_long_sentence_is_cut_at_its_comma_and_never_joined_to_the_next() -> None:
    words = (
        "Lie on your back with your knees bent and your feet as wide apart as your hips are, "
        "then let the arms rest beside you with the palms up. Breathe."
    )
    assert [text for _, _, text in shown((0, 10, words))] == [
        "Lie on your back with your knees bent and your feet as wide apart as your hips are,",
        "then let the arms rest beside you with the palms up.",
        "Breathe.",
    ]


def test_short_sentences_share_a_caption() -> None:
    assert [text for _, _, text in shown((0, 4, "Rest. Next: Bridge, ten slow reps."))] == [
        "Rest. Next: Bridge, ten slow reps."
    ]


def told(start: float, stop: float, text: str, *words: tuple[float, str]) -> Timeline:
    """One cue of which the voice told when its words are spoken, in seconds after its start."""
    plain = timeline((start, stop, text))
    times = tuple(WordTime(text=word, start=Fraction(at).limit_denominator(1000)) for at, word in words)
    return replace(plain, cues=(replace(plain.cues[0], words=times),))


def test_each_word_is_marked_when_it_is_spoken() -> None:
    said = told(2, 3, "Lift & hold.", (0.03, "Lift"), (0.4, "and"), (0.6, "hold."))
    cue = "00:00:02.000 --> 00:00:03.000\n"
    assert f"{cue}<00:00:02.030><c>Lift</c> <00:00:02.400><c>&amp;</c> <00:00:02.600><c>hold.</c>\n" in vtt(
        said
    )
    assert "Lift & hold.\n" in srt(said)
    assert "<" not in vtt(timeline((2, 3, "Lift and hold."))).replace("-->", "")  # nobody told


def test_a_number_is_marked_once_though_it_is_spoken_as_several_words() -> None:
    spoken = [
        (0, "Hold"),
        (0.5, "2"),
        (0.8, "and"),
        (0.9, "a"),
        (1.0, "half"),
        (1.4, "minutes,"),
        (1.8, "then"),
        (2.1, "rest."),
    ]
    (one,) = captions(told(0, 3, "Hold 2 1/2 min, then rest.", *spoken))
    assert [float(at) for at in one.word_starts] == [0, 0.5, 0.8, 1.0, 1.8, 2.1]


def test_a_caption_that_goes_on_comes_with_its_first_word() -> None:
    first = "Lie on your back with your knees bent and your feet as wide apart as your hips are,"
    second = "then let the arms rest beside you with the palms up."
    spoken = [(n * 0.25, word) for n, word in enumerate(first.split())]
    spoken += [(6 + n * 0.1, word) for n, word in enumerate(second.split())]
    one, other = captions(told(0, 8, f"{first} {second}", *spoken))
    assert (one.text, other.text) == (first, second)
    assert one.stop == other.start == other.word_starts[0] == 6


def test_words_of_captions_that_stand_together_keep_their_times() -> None:
    lift, hold = (told(at, at + 0.3, text, (0.05, text)).cues[0] for at, text in ((1, "Lift"), (1.5, "Hold")))
    (one,) = captions(replace(timeline(), cues=(lift, hold)))
    assert (one.text, [float(at) for at in one.word_starts]) == ("Lift. Hold", [1.05, 1.55])


@st.composite
def speech(draw: st.DrawFn) -> list[tuple[float, float, str]]:
    """Cues a breath or more apart, each at a pace that somebody speaks at."""
    sentence = st.text("abcdefghij ,", min_size=1, max_size=150).map(lambda t: " ".join(t.split()) or "a")
    at, cues = 0.0, []
    for _ in range(draw(st.integers(1, 8))):
        text = ". ".join(draw(st.lists(sentence, min_size=1, max_size=4))) + "."
        length = max(0.3, len(text) / draw(st.integers(10, 25)))
        at += draw(st.floats(0.35, 5))
        cues.append((at, at + length, text))
        at += length
    return cues


@given(speech())
def test_of_any_speech(cues: list[tuple[float, float, str]]) -> None:
    found = captions(timeline(*cues))
    said = " ".join(" ".join(text for _, _, text in cues).split())
    assert " ".join(one.text for one in found) == said
    for one in found:
        lines = one.lines.split("\n")
        assert len(lines) <= 2 and all(len(line) <= CAPTION_COLUMNS for line in lines)
    for one, following in pairwise(found):
        assert one.start < one.stop <= following.start
        long_enough = one.stop - one.start >= min(SHORTEST, following.start - one.start)
        assert long_enough
        if one.stop < following.start:
            assert readable(one)


def readable(one: Caption) -> bool:
    return one.stop - one.start >= Fraction(len(one.text), CHARACTERS_A_SECOND)


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "eng"), ("de", "deu"), ("es", "spa"), ("pt-BR", "por"), ("zh-Hans-CN", "zho"), ("x-mine", "und")],
)
def test_an_mp4_is_told_the_language_by_three_letters(tag: str, code: str) -> None:
    assert alpha_3(tag) == code
