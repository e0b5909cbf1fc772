"""Every mistake of a routine is told in one go, whatever its kind, and none that is not there."""

import re

from tests.robust.trying import check

PLACE = re.compile(r"^r\.yaml:(\d+):(\d+): error: (.*)$", re.MULTILINE)


def places(text: str) -> list[tuple[int, str]]:
    """Line and message of every error."""
    complained = re.sub(r"^\S*/r\.yaml", "r.yaml", check(text).complained, flags=re.MULTILINE)
    return [(int(line), message) for line, _, message in PLACE.findall(complained)]


def test_values_that_cannot_be_read_do_not_hide_names_that_there_are_not() -> None:
    found = places("""\
titel: T
theme: clam
speakers:
  bob: {name: Bob}
steps:
  - exercise: knee_to_chets
    hold: 30
  - rest: -5s
  - say: ""
  - say: Hello.
    speaker: eve
  - exercise: knee_to_chest
    hold: 90s
    cues: []
  - exercise: bridge
    cues:
      - {at: noon, say: Hello.}
    speaker: joe
""")
    assert [line for line, _ in found] == [1, 2, 6, 7, 8, 9, 11, 13, 17, 18]
    assert "there is no exercise 'knee_to_chets'" in dict(found)[6]
    assert "outside the range" in dict(found)[13]


def test_what_is_damaged_brings_about_no_mistakes_of_its_own() -> None:
    found = places("""\
title: T
speakers:
  bob: {name: ""}
exercises:
  heel: {name: Heel, figure: bridge, hold: 30}
  bridge: {name: Mine, figure: bridge, reps: {default: 30, min: x, max: 40}, tempo: {lift: 1s}}
steps:
  - exercise: heel
    speaker: bob
  - exercise: bridge
    reps: 40
  - exercise: pelvic_tilt
    tempo: {flatten: 2}
    clip: there-is-none.mp4
""")
    assert [line for line, _ in found] == [3, 5, 6, 13]


def test_a_key_that_is_there_twice_does_not_hide_the_rest() -> None:
    found = places("title: T\ntitle: U\nsteps:\n  - exercise: bridge\n    hodl: 3s\n  - exercise: brid\n")
    assert [line for line, _ in found] == [2, 5, 6]


def test_an_alias_is_told_once() -> None:
    found = places("title: T\nsummary: *a\nsteps:\n  - rest: *b\n  - rest: 5\n")
    assert [line for line, _ in found] == [2, 4, 5]


def test_an_unknown_exercise_does_not_hide_an_unknown_voice() -> None:
    found = places("title: T\nvoice: {voice: klingon-x}\ntheme: clam\nsteps:\n  - exercise: brid\n")
    assert [line for line, _ in found] == [3, 5, 2]  # voices are asked for last
