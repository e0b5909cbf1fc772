"""Captions that are burnt in: a step's own, with the words and times of the captions beside the video."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings

from compiler.model.caption_timing import captions
from compiler.model.routine import Captions, Routine
from compiler.model.timeline import Timeline
from compiler.plan import plan
from tests.plan.routines import half_a_second_a_word, routines


def planned(routine: Routine, how: Captions) -> Timeline:
    return plan(replace(routine, captions=how), half_a_second_a_word, measured=True).timeline


@settings(deadline=None, max_examples=40)
@given(routines())
def test_they_are_the_captions_beside_the_video_cut_at_the_end_of_their_step(routine: Routine) -> None:
    timeline = planned(routine, Captions.BURNT_IN)
    beside = {round(one.start * timeline.frame_rate): one for one in captions(timeline)}
    for step in timeline.steps:
        for one in step.scene.captions:
            assert 0 <= one.start < one.stop <= len(step.range)
            same = beside.get(step.range.start + one.start)
            if same and same.text == one.text:
                stop = same.stop * timeline.frame_rate - step.range.start
                assert abs(one.stop - min(stop, Fraction(len(step.range)))) <= 1
    burnt = " ".join(one.text for step in timeline.steps for one in step.scene.captions)
    assert burnt.split() == " ".join(one.text for one in beside.values()).split()


@settings(deadline=None, max_examples=40)
@given(routines())
def test_nothing_else_of_the_plan_changes(routine: Routine) -> None:
    burnt_in, closed = planned(routine, Captions.BURNT_IN), planned(routine, Captions.CLOSED)
    assert not any(step.scene.captions for step in closed.steps)
    bare = tuple(replace(step, scene=replace(step.scene, captions=())) for step in burnt_in.steps)
    assert replace(burnt_in, steps=bare, burnt_in=False) == closed
