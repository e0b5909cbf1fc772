"""Whoever speaks between drawn exercises is seen, with the words beside; and so is the way to the next position."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest

from compiler import check
from compiler.model.errors import errors_among
from compiler.model.position import Body, Place
from compiler.model.routine import ExerciseStep, FigureUse, Phase, PhaseRole, Routine, Voice
from compiler.model.timeline import Scene, StepKind, Timeline, TimelineStep, Way
from compiler.model.timing import FrameRange
from compiler.plan.setting import Setting
from compiler.plan.ways import Change, Shown, Stretch, arrived, before_movement, over

WORDS = (
    "Sit on a firm chair. Keep both feet flat on the floor, as wide as your hips. Take all the time you need."
)
ROUTINE = f"""
title: At the desk
presenter: ben
speakers:
  guest: {{name: Maya, role: guest, presenter: maya}}
steps:
  - say: {WORDS}
  - say: Hello.
    speaker: guest
  - exercise: sit_to_stand
    reps: 3
"""

Plan = Callable[..., Timeline]


@pytest.fixture
def planned(tmp_path: Path) -> Plan:
    def plan(text: str) -> Timeline:
        path = tmp_path / "desk.yaml"
        path.write_text(text, encoding="utf-8")
        found = check(path, animatic=True)
        assert found.timeline and not errors_among(found.diagnostics), [d.render() for d in found.diagnostics]
        return found.timeline

    return plan


def said(timeline: Timeline) -> list[Scene]:
    return [step.scene for step in timeline.steps if step.kind is StepKind.SAY]


def person(scene: Scene) -> tuple[str, str]:
    assert scene.clip and isinstance(scene.clip.media, FigureUse)
    return scene.clip.media.path.stem, scene.clip.media.presenter


def test_who_speaks_sits_on_the_chair_of_the_exercise(planned: Plan) -> None:
    own, guest = said(planned(ROUTINE))
    assert person(own) == ("speaking_seated", "ben")
    assert person(guest) == ("speaking_seated", "maya")
    assert guest.word("kicker") == "Maya · guest"


def test_the_words_stand_beside_a_few_at_a_time_and_none_is_missing(planned: Plan) -> None:
    timeline = planned(ROUTINE)
    scene = said(timeline)[0]
    assert " ".join(one.text for one in scene.spoken) == WORDS
    assert scene.spoken[0].start == 0 and len(scene.spoken) == 2
    assert max(len(one.text) for one in scene.spoken) <= 84
    assert dict(scene.words_at(10_000))["text"] == scene.spoken[-1].text


def test_words_that_are_shown_as_they_are_spoken_are_not_burnt_in_again(planned: Plan) -> None:
    own, guest = said(planned(ROUTINE + "captions: burnt_in\n"))
    assert own.spoken and guest.spoken and not own.captions and not guest.captions


ALONE = ROUTINE.replace(", presenter: maya", "").replace("presenter: ben\n", "")


def test_who_does_not_want_people_has_cards(planned: Plan) -> None:
    timeline = planned(f"{ALONE}figures: {{speakers: no}}\n")
    scene = said(timeline)[0]
    assert scene.clip is None and scene.word("text") == WORDS and not scene.spoken
    assert [card.clip for card in cards(timeline)] == [None, None]


# --- the title card and the end card ------------------------------------------------------------------------

CARDS = """
title: Up from the chair
presenter: {name: ruth, handed: left}
frequency: twice a day
steps:
  - exercise: seated_march
  - exercise: standing_back_extension
"""


def cards(timeline: Timeline) -> tuple[Scene, Scene]:
    title, end = (step.scene for step in timeline.steps if step.kind in {StepKind.TITLE, StepKind.END})
    return title, end


def test_the_presenter_greets_at_the_first_exercise_and_thanks_at_the_last(planned: Plan) -> None:
    title, end = cards(planned(CARDS))
    assert (person(title), person(end)) == (("greeting_seated", "ruth"), ("greeting_standing", "ruth"))
    assert title.clip and title.clip.mirrored and end.clip and end.clip.mirrored  # with the left hand
    assert sum(title.clip.phase_frames) == 1  # a picture, which costs next to nothing for each patient
    assert end.way and end.way.frames < 120 and end.clip_at(119) == end.clip
    assert end.word("done") == "2 exercises · 3 min" and title.word("kicker").endswith("3 min")
    assert end.word("text").endswith("Twice a day.")


@pytest.mark.parametrize("size", ["1920x1080", "1080x1920", "1080x1080"])
def test_a_card_whose_words_need_all_of_it_has_no_person(planned: Plan, size: str) -> None:
    name = (
        "Strengthening and Stretching Exercises for the Lower Back, the Hips, the Knees, the Feet and Hands"
    )
    long = CARDS.replace("Up from the chair", f'"{name}"')
    warned = 'disclaimer: "' + "Stop, and call your doctor, if something hurts or is numb. " * 2 + '"'
    wordy = f"{long}size: {size}\nlayout: big\nsummary: {name}\n{warned}\n"
    assert not cards(planned(wordy))[0].clip
    assert cards(planned(f"{CARDS}size: {size}\nlayout: big\n"))[0].clip


def test_a_theme_that_draws_its_own_cards_keeps_them(planned: Plan, tmp_path: Path) -> None:
    theme = tmp_path / "assets" / "themes" / "own"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("based_on: calm\n", encoding="utf-8")
    own = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1920 1080"><g data-layer="card"><rect width="100%"
      height="100%" fill="#FFFFFF"/></g><g data-layer="words"><text data-word="title" data-width="1700" data-lines="2"
      data-least="50" x="90" y="300" font-size="90">Title</text></g></svg>"""
    (theme / "title.svg").write_text(own, encoding="utf-8")
    title, end = cards(planned(f"{CARDS}theme: own\n"))
    assert title.clip is None and end.clip  # the end card is calm's


def test_nobody_is_drawn_beside_what_is_filmed_unless_asked_for(planned: Plan) -> None:
    filmed = f"{ALONE}  - exercise: own\nexercises: {{own: {{name: Own, clip: own.mp4, hold: 5s}}}}\n"
    timeline = planned(filmed)
    assert said(timeline)[0].clip is None and [card.clip for card in cards(timeline)] == [None, None]
    assert person(said(planned(f"{filmed}figures: {{speakers: yes}}\n"))[0])[0] == "speaking_seated"


# --- ways ---------------------------------------------------------------------------------------------------

UP_AND_DOWN = """
title: Up and down
steps:
  - exercise: standing_back_extension
    reps: 3
  - exercise: seated_march
    reps: 4
    change_time: 20s
"""


def setups(timeline: Timeline) -> list[TimelineStep]:
    return [step for step in timeline.steps if step.kind is StepKind.SETUP]


SETTING = Setting(
    Routine(path=Path("r"), slug="r", title="R", summary="", steps=(), voice=Voice()),
    lambda _: Fraction(1),
    measured=False,
)


def seen(way: Way) -> list[tuple[Phase, int]]:
    """What a way shows, in order: phases and how many frames each."""
    found, start = [], 0
    for clip, stop in zip(way.clips, way.stops, strict=True):
        assert isinstance(clip.media, FigureUse) and sum(clip.phase_frames) == stop - start
        begins = [sum(clip.phase_frames[:k]) for k in range(len(clip.phase_frames))]
        phases = zip(begins, clip.media.phases, clip.phase_frames, strict=True)
        inside = [one for one in phases if one[2]]
        inside.sort(key=lambda one, first=clip.first + start, turn=stop - start: (one[0] - first) % turn)
        found += [(phase, frames) for _, phase, frames in inside]
        start = stop
    return found


def moved(way: Way) -> list[str]:
    """The moves that a way shows, without the waiting before and after them."""
    return [phase.name for phase, _ in seen(way) if phase.role is not PhaseRole.HOLD]


def waited(way: Way) -> tuple[int, int]:
    """For how many frames nobody moves before and after the way."""
    before, after = seen(way)[0], seen(way)[-1]
    return tuple(frames if phase.role is PhaseRole.HOLD else 0 for phase, frames in (before, after))  # type: ignore[return-value]


def is_told(timeline: Timeline, step: TimelineStep, words: str) -> range:
    """The step's frames in which that is said."""
    cue = next(one for one in timeline.cues if one.range.start >= step.range.start and words in one.text)
    return range(cue.range.start - step.range.start, cue.range.stop - step.range.start + 1)


def stems(way: Way | None) -> list[str]:
    return [clip.media.path.stem for clip in way.clips if isinstance(clip.media, FigureUse)] if way else []


def test_the_way_to_the_chair_is_seen_before_the_exercise(planned: Plan) -> None:
    first, second = setups(planned(UP_AND_DOWN))
    assert first.scene.way is None  # nobody knows where one is at the start
    way = second.scene.way
    assert way and stems(way) == ["way_chair"] and moved(way) == ["bend", "seated"]
    assert sum(way.clips[0].phase_frames) == way.frames
    demonstrated = second.scene.clip
    assert demonstrated and demonstrated.loop
    assert (demonstrated.first + way.frames) % len(
        demonstrated.loop
    ) == 0  # the movement is seen from its start
    assert second.scene.clip_at(0) == second.scene.clip_at(way.frames - 1) != second.scene.clip_at(way.frames)


def test_one_is_told_where_to_go_before_the_way_is_seen_and_breathes_meanwhile(planned: Plan) -> None:
    timeline = planned(UP_AND_DOWN)
    second = setups(timeline)[1]
    assert second.scene.way
    assert waited(second.scene.way)[0] in is_told(timeline, second, "sitting on the chair")


def test_a_setup_without_time_for_way_and_movement_shows_no_way(planned: Plan) -> None:
    timeline = planned(UP_AND_DOWN)
    scene = setups(timeline)[1].scene
    assert scene.way and scene.clip and isinstance(scene.way.clips[0].media, FigureUse)
    shown = Shown(stretches=(Stretch(figure=scene.way.clips[0].media, mirrored=False, phases=(0, 1)),))
    turn = sum(scene.clip.phase_frames)
    needed = shown.frames(SETTING) + turn
    enough, less = (replace(scene.clip, first=-frames % turn) for frames in (needed, needed - 1))
    assert before_movement([shown], enough, needed, 0, SETTING)
    assert not before_movement([shown], less, needed - 1, 0, SETTING)


def test_words_with_a_position_show_the_way_and_have_its_time(planned: Plan) -> None:
    text = """
title: Up
steps:
  - exercise: seated_march
    reps: 4
  - say: And up.
    position: standing
"""
    timeline = planned(text)
    step = timeline.steps[-2]
    way = step.scene.way
    assert way and step.place and step.place.body == "standing"
    assert len(step.range) / timeline.frame_rate >= 6
    assert way.frames == len(step.range)  # whoever has arrived breathes until it goes on
    assert waited(way)[1] > 0
    assert [one.text for one in step.scene.spoken] == ["And up."]


def test_a_figure_that_knows_no_waiting_goes_at_once_and_rests_in_its_last_picture() -> None:
    phases = tuple(
        Phase(name=name, seconds=Fraction(2), role=PhaseRole.MOVE_IN) for name in ("seated", "standing")
    )
    own = Stretch(figure=FigureUse(path=Path("own.yaml"), phases=phases), mirrored=False, phases=(1,))
    way = Shown(stretches=(own,)).after(30, 30, SETTING)
    assert way.clips[0].phase_frames == (0, 60) and way.frames == 60
    assert arrived(way).loop == FrameRange(59, 60)


SIDES = """
title: Sides
steps:
  - exercise: clamshell
    reps: 3
    place: {place}
    switch_time: {time}
"""


@pytest.mark.parametrize("place", ["mat", "bed"])
def test_turning_over_is_drawn_while_sides_are_changed(planned: Plan, place: str) -> None:
    timeline = planned(SIDES.format(place=place, time="20s"))
    switch = next(step for step in timeline.steps if step.kind is StepKind.SWITCH)
    way, scene = switch.scene.way, switch.scene
    assert way and stems(way) == ["way_lying"] and scene.layout == "exercise"
    assert moved(way) == ["over", "lift", "lying on the back", "lying on the side"]
    assert way.clips[0].mirrored and way.frames == len(switch.range)  # as the second side is shown
    assert isinstance(way.clips[0].media, FigureUse) and way.clips[0].media.on == place
    assert scene.word("name") == "Switch sides" and "right leg on top" in scene.word("detail")
    assert (
        waited(way)[0] in is_told(timeline, switch, "Roll over your back onto your left side.")
        and waited(way)[1] > 0
    )


def test_turning_back_for_another_set_is_drawn_in_the_rest_between(planned: Plan) -> None:
    timeline = planned(SIDES.format(place="mat", time="20s") + "    sets: 2\n")
    rest = next(step for step in timeline.steps if step.kind is StepKind.REST)
    way, scene = rest.scene.way, rest.scene
    assert way and stems(way) == ["way_lying"] and not way.clips[0].mirrored
    assert scene.word("name") == "Clamshell" and scene.word("detail") == "Rest · Set 2 of 2 · left leg on top"
    assert waited(way)[0] in is_told(timeline, rest, "Roll over your back onto your right side.")


def test_a_change_of_sides_without_time_for_turning_over_is_a_card(planned: Plan) -> None:
    timeline = planned(SIDES.format(place="mat", time="20s"))
    way = next(step.scene.way for step in timeline.steps if step.kind is StepKind.SWITCH)
    assert way and isinstance(way.clips[0].media, FigureUse)
    shown = Shown(stretches=(Stretch(figure=way.clips[0].media, mirrored=False, phases=(0, 1, 2, 4)),))
    needed = shown.frames(SETTING)
    assert over([shown], 0, needed, 0, SETTING) and not over([shown], 0, needed - 1, 0, SETTING)


def test_where_words_led_is_where_the_next_exercise_begins(planned: Plan) -> None:
    text = """
title: Down
steps:
  - say: Sit down.
    position: seated
  - exercise: seated_march
    reps: 4
"""
    first = setups(planned(text))[0]
    assert first.left and first.left.body == "seated" and first.change == 0


ON_THE_MAT = """
title: On the mat
steps:
  - exercise: cat_cow
    reps: 3
  - exercise: standing_back_extension
    reps: 3
    change_time: 25s
"""


def test_the_way_up_is_drawn_where_the_last_exercise_was_done(planned: Plan) -> None:
    way = setups(planned(ON_THE_MAT))[1].scene.way
    assert way and stems(way) == ["way_mat"]
    assert moved(way) == ["kneeling", "foot up", "foot down", "standing"]


LYING = (Body.ON_BACK, Body.ON_FRONT, Body.ON_SIDE)
LOW = (Body.HANDS_AND_KNEES, Body.KNEELING, Body.ON_FLOOR)
REACHED = {
    "bridge": ("mat", (*LYING, *LOW, Body.STANDING)),
    "pelvic_tilt": ("bed", (*LYING, Body.STANDING)),
    "seated_march": ("chair", (Body.SEATED, Body.STANDING)),
}


@pytest.mark.parametrize("exercise", REACHED)
def test_from_each_position_at_a_place_a_way_leads_to_each_other(tmp_path: Path, exercise: str) -> None:
    place, bodies = REACHED[exercise]
    path = tmp_path / "one.yaml"
    path.write_text(f"title: One\nsteps:\n  - exercise: {exercise}\n    place: {place}\n", encoding="utf-8")
    routine = check(path).routine
    assert routine
    step = next(one for one in routine.steps if isinstance(one, ExerciseStep))
    setting = replace(SETTING, routine=routine)
    for before, after in permutations(bodies, 2):
        change = Change(before=Place(body=before), after=Place(body=after), near=(step,), last=step)
        way = next(change.ways(setting), None)
        assert way and len(way.stretches) == 1, (before, after)


def test_from_a_chair_to_the_mat_one_stands_up_first(planned: Plan) -> None:
    text = ON_THE_MAT.replace("standing_back_extension", "seated_march").replace(
        "reps: 3\n    c", "reps: 4\n    c"
    )
    timeline = planned(text)
    second = setups(timeline)[1]
    way = second.scene.way
    assert way and stems(way) == ["way_mat_chair", "way_chair"]  # a chair is at hand, to hold on to
    assert moved(way)[-3:] == ["standing", "bend", "seated"]
    assert is_told(timeline, second, "Hold on to the chair. Get up slowly.")


# --- hints --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", [True, False])
def test_a_hold_hints_at_its_end_and_repetitions_do_not(planned: Plan, wanted: bool) -> None:
    text = """
title: Both
steps:
  - exercise: hamstring_strap
    hold: 10s
    sides: left
  - exercise: bridge
    reps: 3
"""
    timeline = planned(text if wanted else f"{text}figures: {{ghost: no}}\n")
    media = [
        step.scene.clip.media
        for step in timeline.steps
        if step.kind in (StepKind.SETUP, StepKind.HOLD, StepKind.REPS) and step.scene.clip
    ]
    assert [one.ghost for one in media if isinstance(one, FigureUse)] == [wanted, wanted, False, False]


def test_an_exercise_says_what_is_tinted_and_mistakes_have_their_place(tmp_path: Path) -> None:
    text = "title: T\nsteps:\n  - exercise: bridge\n    highlight: {name}\n"
    path = tmp_path / "t.yaml"
    path.write_text(text.format(name="[glutes, hamstrings]"), encoding="utf-8")
    timeline = check(path).timeline
    assert timeline
    media = timeline.steps[1].scene.clip.media if timeline.steps[1].scene.clip else None
    assert isinstance(media, FigureUse) and media.highlight == ("glutes", "hamstrings")
    path.write_text(text.format(name="glute"), encoding="utf-8")
    (problem,) = check(path).diagnostics
    assert problem.span and problem.span.line == 4 and "glutes" in (problem.hint or "")
