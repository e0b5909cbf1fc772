"""What is written and changes nothing is told at its place, with the likely cause; what has an effect is not."""

import pytest

from compiler.customise import DoseKind, customise
from compiler.load import from_options, load_patient
from compiler.model.errors import Severity
from tests.load.conftest import ROUTINE, Desk

OWN = """\
exercises:
  raise:
    name: Heel Raise
    reps: 5
    tempo: {up: 2s, down: 2s}
"""
STEPS = "steps:\n  - exercise: tilt\n  - rest: 15s\n  - exercise: knee\n"


def steps(text: str) -> str:
    return f"title: T\nsteps:\n{text}"


FORGOTTEN = steps("  - exercise: tilt\n    rest: 15s\n  - exercise: knee\n")

IDLE = {
    "a rest whose dash was forgotten": (
        FORGOTTEN,
        [(4, "rest has no effect: Pelvic Tilt has one set")],
    ),
    "a tempo of a hold": (
        steps("  - exercise: knee\n    tempo: {up: 2s, down: 2s}\n"),
        [(4, "tempo has no effect: Knee to Chest is held")],
    ),
    "all that is about sides": (
        steps(
            "  - exercise: tilt\n    first_side: right\n    side_names: {left: a, right: b}\n    switch_time: 9s\n"
        ),
        [
            (4, "first_side has no effect: Pelvic Tilt has no sides"),
            (5, "side_names has no effect: Pelvic Tilt has no sides"),
            (6, "switch_time has no effect: Pelvic Tilt has no sides"),
        ],
    ),
    "a switch where one side is done": (
        steps("  - exercise: knee\n    sides: left\n    switch_time: 9s\n"),
        [(5, "switch_time has no effect: Knee to Chest is done on one side")],
    ),
    "all but the names of sides where one side is done": (
        steps(
            "  - exercise: knee\n    sides: right\n    first_side: left\n    switch: Go.\n    second_side_clip: a.mp4\n"
        ),
        [
            (5, "first_side has no effect: Knee to Chest is done on one side"),
            (6, "switch has no effect: Knee to Chest is done on one side"),
            (7, "second_side_clip has no effect: Knee to Chest is done on one side"),
        ],
    ),
    "a tint of an exercise of one's own that is filmed": (
        "title: T\nexercises:\n  own: {name: Own, clip: a.mp4, hold: 20s, highlight: glutes}\n"
        "steps:\n  - exercise: own\n",
        [(3, "highlight has no effect: Own is not drawn")],
    ),
    "a pace of breath where nothing is held": (
        "title: T\ncues: {breathing: yes}\nsteps:\n  - exercise: tilt\n",
        [(2, "breathing has no effect: no exercise is held")],
    ),
    "tones for repetitions that there are not": (
        "title: T\ncues: {phases: tones}\nsteps:\n  - exercise: knee\n",
        [(2, "phases has no effect: no exercise has repetitions")],
    ),
    "last words without the card that says them": (
        f"title: T\nend: no\nclosing: Good bye.\n{STEPS}",
        [(3, "closing has no effect: there is no end card")],
    ),
    "sections that nothing is in": (
        steps("  - section: A\n  - section: B\n  - exercise: tilt\n  - section: C\n"),
        [(3, "the section has no steps"), (6, "the section has no steps")],
    ),
    "more words than a thumbnail has room for": (
        f"title: T\nthumbnail: {{words: Six gentle moves for your back}}\n{STEPS}",
        [(2, "the thumbnail has 6 words")],
    ),
    "a thumbnail that moves": (
        f"title: T\nthumbnail: {{picture: {{file: a.mp4, in: 2s, play: loop, sound: off}}}}\n{STEPS}",
        [
            (2, "play has no effect: a thumbnail stands still"),
            (2, "sound has no effect: a thumbnail stands still"),
        ],
    ),
    "a place that stands twice": (
        "title: T\nplace: [mat, mat]\nsteps:\n  - exercise: bridge\n",
        [(2, "place 'mat' has no effect: it stands twice")],
    ),
    "the way to the only exercise": (
        "title: T\nfigures: {ways: yes}\nsteps:\n  - exercise: bridge\n",
        [(2, "ways has no effect: no way can be drawn here")],
    ),
    "a recording without its words": (
        steps("  - exercise: tilt\n  - rest: 15s\n    audio: a.wav\n"),
        [(5, "audio has no effect")],
    ),
    "a focus of a clip that is shown whole": (
        steps("  - say: Hi.\n    clip: {file: a.mp4, fit: contain, focus: left}\n"),
        [(4, "focus has no effect")],
    ),
    "a count in the middle of holds that there are not": (
        f"title: T\nlayout: [left, middle]\n{steps('  - exercise: tilt')[9:]}\n",
        [(2, "middle has no effect: there is no hold in the routine")],
    ),
    "a panel of no exercise": (
        "title: T\nlayout: below\nsteps:\n  - say: Hello.\n",
        [(2, "below has no effect: there is no exercise in the routine")],
    ),
    "an exercise that no step does": (
        f"title: T\n{OWN}{STEPS}",
        [(3, "no step does the exercise 'raise'")],
    ),
    "keys of an exercise of one's own": (
        "title: T\nexercises:\n  raise:\n    name: Heel Raise\n    hold: 20s\n    rest: 9s\n    tempo: {up: 2s}\n"
        "    switch_time: 8s\nsteps:\n  - exercise: raise\n",
        [
            (6, "rest has no effect: Heel Raise has one set"),
            (7, "tempo has no effect: Heel Raise is held"),
            (8, "switch_time has no effect: Heel Raise has no sides"),
        ],
    ),
    "a speaker who is never named": (
        f"title: T\nspeakers:\n  anna: {{name: Anna}}\n{STEPS}",
        [(3, "no step names the speaker 'anna'")],
    ),
    "presenters without a figure": (
        "title: T\npresenter: maya\nspeakers:\n  anna:\n    name: Anna\n    presenter: ben\n"
        "steps:\n  - say: Hi.\n    speaker: anna\n",
        [(2, "presenter has no effect"), (6, "presenter has no effect: no drawn figure is shown while Anna")],
    ),
    "people where nobody is drawn": (
        "title: T\nfigures:\n  speakers: yes\n  ways: yes\n  ghost: yes\nexercises:\n"
        "  own: {name: Own, clip: tilt.mp4, hold: 5s}\nsteps:\n  - exercise: own\n",
        [
            (3, "speakers has no effect: nobody speaks"),
            (4, "ways has no effect: no way can be drawn"),
            (5, "ghost has no effect: no hold is drawn"),
        ],
    ),
    "keys of a voice that its engine does not know": (
        "title: T\nvoice:\n  engine: silent\n  pitch: 40\n  folder: .\nspeakers:\n  anna:\n    name: Anna\n"
        "    voice: {volume: 50}\nsteps:\n  - say: Hi.\n    speaker: anna\n",
        [
            (4, "pitch has no effect with engine: silent"),
            (5, "folder has no effect with engine: silent"),
            (9, "volume has no effect with engine: silent"),
        ],
    ),
    "defaults that nothing falls back on": (
        "title: T\ndefaults:\n  rest: 9s\n  switch_time: 5s\nsteps:\n  - exercise: tilt\n",
        [(3, "rest has no effect"), (4, "switch_time has no effect")],
    ),
    "a privacy that a date overrules": (
        f"title: T\npublish:\n  privacy: unlisted\n  publish_at: 2027-01-31T07:00:00Z\n{STEPS}",
        [(3, "privacy has no effect")],
    ),
}


@pytest.mark.parametrize("name", IDLE)
def test_is_told_at_its_place(desk: Desk, name: str) -> None:
    text, expected = IDLE[name]
    for file in ("assets/audio/a.wav", "assets/clips/a.mp4"):
        desk.write(file, "")
    loaded = desk.load(text)
    assert loaded.routine, "a warning stops nothing"
    told = [(d.span.line if d.span else 0, d.message) for d in loaded.diagnostics]
    assert len(told) == len(expected), told
    for (line, message), (wanted_line, wanted) in zip(told, expected, strict=True):
        assert (line, message.startswith(wanted)) == (wanted_line, True), message
    assert {d.severity for d in loaded.diagnostics} == {Severity.WARNING}


def test_the_likely_cause_of_a_rest_is_named(desk: Desk) -> None:
    (told,) = desk.load(FORGOTTEN).diagnostics
    assert told.span and told.span.column == 5
    assert told.hint and told.hint.startswith('did you mean a step of its own? put "- " before it')


USED = {
    "a rest between two sets": steps("  - exercise: tilt\n    sets: 2\n    rest: 15s\n"),
    "a rest between the sets of a profile": "profiles: {more: {sets: 2}}\n" + FORGOTTEN,
    "a rest between sets that a fit may choose": "profiles: {long: {fit: 9m}}\n"
    + steps("  - exercise: knee\n    rest: 15s\n"),
    "the names of sides": steps("  - exercise: tilt\n    sides: both\n    side_names: {left: a, right: b}\n"),
    "last words that a profile has a card for": "profiles: {long: {end: yes, reps: 5}}\nend: no\nclosing: Bye.\n"
    + steps("  - exercise: tilt\n"),
    "what is not wanted anyway": "figures: {ghost: no, ways: no}\ncues: {breathing: no, count: no}\n"
    + steps("  - exercise: knee\n"),
    "defaults between exercises": "defaults: {rest: 9s}\n"
    + steps("  - exercise: tilt\n  - exercise: knee\n"),
    "an exercise that only a profile adds": f"title: T\n{OWN}profiles:\n  more:\n    add:\n"
    f"      - after: tilt\n        steps: [{{exercise: raise}}]\n{STEPS}",
}


@pytest.mark.parametrize("name", USED)
def test_what_has_an_effect_is_not_told(desk: Desk, name: str) -> None:
    loaded = desk.load(USED[name])
    assert [d.message for d in loaded.diagnostics] == []


@pytest.mark.parametrize(("asks", "told"), [("{words_per_minute}", 0), ("{text}", 1)])
def test_a_rate_has_an_effect_where_the_command_asks_for_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, asks: str, told: int
) -> None:
    monkeypatch.setenv("FOLLOWALONG_CONFIG", str(desk.folder))
    desk.write("settings.yaml", f'voices: {{mine: {{command: [say, "{asks}"]}}}}\n')
    voice = "voice: {engine: command, voice: mine, words_per_minute: 130}"
    loaded = desk.load(f"title: T\n{voice}\n{STEPS}")
    assert len(loaded.diagnostics) == told


PROFILES = {
    "nothing": ("{hold: {knee: 30s}}", "the profile changes nothing"),
    "a dose that nothing has": ("{only: tilt, hold: 20s}", "nothing in the routine has hold"),
    "a dose of what is left out": ("{skip: tilt, reps: {tilt: 5}}", "reps has no effect: tilt is left out"),
    "cues of what is left out": (
        "{skip: tilt, cues: {tilt: [{at: halfway, say: Now.}]}}",
        "cues have no effect: tilt is left out",
    ),
    "a scale that nothing takes": ("{only: tilt, scale: 1.5}", "scale has no effect"),
    "a choice that is none": ("{only: [tilt, knee], reps: 5}", "only has no effect"),
    "left out twice": ("{only: tilt, skip: knee}", "skip has no effect"),
    "a rest that is nowhere": ("{rest: {tilt: 9s}, only: tilt}", "there is no rest after Pelvic Tilt"),
}


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_that_says_something_in_vain(desk: Desk, name: str) -> None:
    written, message = PROFILES[name]
    loaded = desk.load(f"{ROUTINE}profiles:\n  mine: {written}\n")
    assert loaded.routine
    (told,) = customise(loaded.routine, [loaded.profiles["mine"]]).diagnostics
    assert told.message.startswith(message)
    assert told.severity is Severity.WARNING
    assert told.span and told.span.path.name == "morning.yaml"
    assert told.span.source_line.strip().startswith("mine:")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("skip: knee\nhold: {knee: 20s}", "hold has no effect: knee is left out here"),
        ("only: tilt\nload: {knee: 2 kg}", "load has no effect: knee is left out here"),
        ("skip: tilt\ncues: {tilt: []}", "cues have no effect: tilt is left out here"),
        ("only: tilt\nskip: knee", "skip has no effect: only leaves knee out already"),
        ("skip: knee\nhold: {bridge: 20s}\nload: {tilt: none}", None),
    ],
)
def test_a_patients_file_that_leaves_out_what_it_speaks_of(
    desk: Desk, written: str, message: str | None
) -> None:
    path = desk.write("ana.yaml", f"name: Ana\n{written}\n")
    patient, problems = load_patient(path, ("tilt", "knee", "bridge"))
    assert patient and not problems
    told = customise(desk.routine(), [patient.layer]).diagnostics
    assert [one.message for one in told] == ([message] if message else [])
    assert all(one.span and one.span.path == path for one in told)


def test_a_scale_of_the_command_line_that_nothing_takes_is_told(desk: Desk) -> None:
    layer = from_options({DoseKind.REPS: ["5"]}, scale="1.5", only=["tilt"])
    assert layer
    (told,) = customise(desk.routine(), [layer]).diagnostics
    assert told.message.startswith("--scale 1.5: scale has no effect")


def test_a_translation_of_a_speaker_who_is_not_there(desk: Desk) -> None:
    desk.write("morning.de.yaml", "speakers:\n  ana: {voice: de+f3}\nwords: {T: T, Hi.: Hallo.}\n")
    speaker = "speakers: {anna: {name: Anna}}\n"
    loaded = desk.load(f"title: T\n{speaker}steps:\n  - say: Hi.\n    speaker: anna\n", language="de")
    (told,) = loaded.diagnostics
    assert told.message == "the routine has no speaker 'ana', so that this has no effect"
    assert told.hint == "did you mean anna?"
    assert told.span and (told.span.path.name, told.span.line) == ("morning.de.yaml", 2)
