"""What people who have never written YAML get wrong: told at its own place, for what it is, with a hint that is true.

Each row is a file, the place, words of the message, and the line at that place as the hint would have it: with that
line the same file is fine.
"""
# ruff: noqa: E501 - a row of a table is read on one line

import re

import pytest

from tests.robust.trying import check

STEP = "title: T\nsteps:\n  - say: Hello.\n"
BRIDGE = STEP + "  - exercise: bridge\n"


def say(text: str) -> str:
    return f"title: T\nsteps:\n  - say: {text}\n"


SLIPS = {
    # --- colons ---
    "no colon": ("title Morning\nsteps:\n  - say: Hello.\n", "1:1", "no colon after title", "title: Morning"),
    "no colon in the middle": ("title: T\nsummary A nice one\nsteps:\n  - say: Hello.\n", "2:1", "no colon after summary", "summary: A nice one"),
    "no colon before a list": ("title: T\nsteps\n  - say: Hello.\n", "2:1", "no colon after steps", "steps:"),
    "no colon before keys": (BRIDGE + "    cues\n      - {at: halfway, say: Half.}\n", "5:5", "no colon after cues", "    cues:"),
    "no colon in an entry": (STEP + "  - exercise bridge\n", "4:5", "no colon after exercise", "  - exercise: bridge"),
    "no colon in an entry with keys": (STEP + "  - exercise bridge\n    hold: 20s\n", "4:5", "no colon after exercise", "  - exercise: bridge"),
    "no colon, and swallowed": (BRIDGE + "    sets 2\n", "5:5", "no colon after sets", "    sets: 2"),
    "no blank": ("title:Morning\nsteps:\n  - say: Hello.\n", "1:6", "no blank after the colon of title", "title: Morning"),
    "no blank, and swallowed": (BRIDGE + "    sets:2\n", "5:9", "no blank after the colon of sets", "    sets: 2"),
    "no blank in the middle": (BRIDGE + "    sets:2\n    sides: none\n", "5:9", "no blank after the colon of sets", "    sets: 2"),
    "no blank in an entry": ("title: T\nsteps:\n  - say:Hello\n", "3:8", "no blank after the colon of say", "  - say: Hello"),
    "no blank in braces": (BRIDGE + "    cues:\n      - {at:halfway, say: Half.}\n", "6:10", "unknown key 'at:halfway'", "      - {at: halfway, say: Half.}"),
    "equals": ("title = Morning\nsteps:\n  - say: Hello.\n", "1:7", "= stands where a colon belongs", "title: Morning"),
    "semicolon": (BRIDGE + "    sets; 2\n", "5:9", "; stands where a colon belongs", "    sets: 2"),
    "two keys on a line": (STEP + "  - exercise: bridge sets: 2\n", "4:22", "sets starts another key", "  - exercise: bridge\n    sets: 2"),
    # --- blanks and dashes ---
    "too far in": (BRIDGE + "      sets: 2\n", "5:7", "too many blanks", "    sets: 2"),
    "too far in at the top": ("title: T\n  summary: S\nsteps:\n  - say: Hello.\n", "2:3", "too many blanks", "summary: S"),
    "one blank": ("title: T\n summary: S\nsteps:\n  - say: Hello.\n", "2:2", "too many blanks", "summary: S"),
    "the first line too far in": (" title: T\nsteps:\n  - say: Hello.\n", "1:2", "too many blanks", "title: T"),
    "not far enough in": (BRIDGE + "   sets: 2\n", "5:4", "too few blanks", "    sets: 2"),
    "a dash too far in": (STEP + "    - rest: 10s\n", "4:5", "too many blanks", "  - rest: 10s"),
    "a dash not far enough in": (STEP + " - rest: 10s\n", "4:2", "too few blanks", "  - rest: 10s"),
    "a dash too many": (BRIDGE + "    - sets: 2\n", "5:5", "sets starts no entry", "    sets: 2"),
    "no dash": ("title: T\nsteps:\n  - exercise: bridge\n  rest: 10s\n", "4:3", "rest starts an entry of the list and has no dash", "  - rest: 10s"),
    "no blank after the dash": (STEP + "  -rest: 15s\n", "4:3", "no blank after the dash", "  - rest: 15s"),
    "no blank after the only dash": ("title: T\nsteps:\n  -say: Hello.\n", "3:3", "no blank after the dash", "  - say: Hello."),
    "two dashes": (STEP + "  -- rest: 15s\n", "4:3", "-- does not start an entry", "  - rest: 15s"),
    "two dashes before text": (BRIDGE + "    setup:\n      - Lie down.\n      -- slowly\n", "7:7", "-- does not start an entry", "      - slowly"),
    "a star": (STEP + "  * rest: 15s\n", "4:3", "* does not start an entry", "  - rest: 15s"),
    "a number": ("title: T\nsteps:\n  1. say: Hello.\n", "3:3", "1. does not start an entry", "  - say: Hello."),
    "a tab": ("title: T\nsteps:\n\t- say: Hello.\n", "3:1", "a tab is used to indent", "  - say: Hello."),
    "a tab in a step": (BRIDGE + "\tsets: 2\n", "5:1", "a tab is used to indent", "    sets: 2"),
    "a fence": ("```yaml\ntitle: T\nsteps:\n  - say: Hello.\n", "1:1", "```yaml is a mark of a chat", ""),
    # --- quotes ---
    "an apostrophe": (say("'Don't hold your breath.'"), "3:14", "an apostrophe ends the text", '  - say: "Don\'t hold your breath."'),
    "an apostrophe and no end": (say("'Don't hold your breath."), "3:14", "an apostrophe ends the text", '  - say: "Don\'t hold your breath."'),
    "an apostrophe in braces": ("title: T\nsteps:\n  - {say: 'Don't hold.', for: 9s}\n", "3:15", "an apostrophe ends the text", '  - {say: "Don\'t hold.", for: 9s}'),
    "quotes in quotes": (say('"Say "ahh" now."'), "3:15", 'a " ends the text', "  - say: 'Say \"ahh\" now.'"),
    "text after a quote": (say('"Cobra" is next.'), "3:17", "text goes on after the closing quote", "  - say: '\"Cobra\" is next.'"),
    "a comma after a quote": ('title: "Morning",\nsteps:\n  - say: Hello.\n', "1:17", "a comma after the closing quote", 'title: "Morning"'),
    "an open quote": (say('"Hello.') + "  - rest: 10s\n", "3:10", "a quote opens here and is never closed", '  - say: "Hello."'),
    "an open quote and others": (say('"Hello.') + '  - say: "Ho."\n', "3:10", "a quote opens here and is never closed", '  - say: "Hello."'),
    "a backslash": ('title: "a\\qb"\nsteps:\n  - say: Hello.\n', "1:10", "in double quotes a \\ starts a special character", "title: 'a\\qb'"),
    # --- texts that need quotes ---
    "brackets": (say("[Pause] Lie down."), "3:10", "[ starts a list", '  - say: "[Pause] Lie down."'),
    "brackets alone": (say("[Pause]"), "3:10", "must be a single value", '  - say: "[Pause]"'),
    "a dash": (say("- slowly"), "3:10", "a text cannot start with -", '  - say: "- slowly"'),
    "an at sign": (say("@home we rest."), "3:10", "a text cannot start with @", '  - say: "@home we rest."'),
    "a percent sign": (say("%5 more."), "3:10", "a text cannot start with %", '  - say: "%5 more."'),
    "a backtick": (say("`slowly` now."), "3:10", "a text cannot start with `", '  - say: "`slowly` now."'),
    "a star before text": (say("*gently* now."), "3:10", "* at the start of a text", '  - say: "*gently* now."'),
    "a star before a word": (say("*gently"), "3:10", "aliases (*gently) are not used here", '  - say: "*gently"'),
    "two stars": (say("**Slowly** now."), "3:10", "* at the start of a text", '  - say: "**Slowly** now."'),
    "an ampersand": (say("&more"), "3:10", "anchors (&more) are not used here", '  - say: "&more"'),
    "an ampersand and a blank": (say("& more to come."), "3:10", "& at the start of a text", '  - say: "& more to come."'),
    "an exclamation mark": (say("!Stop now."), "3:10", "tags (!Stop) are not used here", '  - say: "!Stop now."'),
    "a bar": (say("| Stop now."), "3:10", "| at the start of a text", '  - say: "| Stop now."'),
    "a greater-than sign": (say("> Stop now."), "3:10", "> at the start of a text", '  - say: "> Stop now."'),
    "a comma": (say(", now."), "3:10", "a text cannot start with ,", '  - say: ", now."'),
    "a question mark": (say("? Ready"), "3:10", "a text cannot start with ?", '  - say: "? Ready"'),
    "a hash": ("title: #1 Stretch\nsteps:\n  - say: Hello.\n", "1:8", "title has no value: # starts a comment", 'title: "#1 Stretch"'),
    "a hash in a list": ("title: T\ntags:\n  - #b\nsteps:\n  - say: Hello.\n", "3:5", "tags has no value: # starts a comment", '  - "#b"'),
    "a hash in braces": ("title: T\nsteps:\n  - {say: Exercise #1 is next.}\n", "3:20", "# after a blank starts a comment", '  - {say: "Exercise #1 is next."}'),
    "a hash in brackets": ("title: T\ntags: [a, #b]\nsteps:\n  - say: Hello.\n", "2:11", "# starts a comment", 'tags: [a, "#b"]'),
    "a colon": (say("Note: breathe."), "3:14", "a colon with a blank after it", '  - say: "Note: breathe."'),
    "a colon at the end": (say("Do this:"), "3:17", "a colon with a blank after it", '  - say: "Do this:"'),
    "a colon in braces": ("title: T\nsteps:\n  - {say: Note: breathe, for: 9s}\n", "3:15", "a colon with a blank after it", '  - {say: "Note: breathe", for: 9s}'),
    "the next line": (say("Lie down on your back") + "  and relax.\n", "4:3", "neither a key with its colon nor an entry", "      and relax."),
    "the next line at the edge": (say("Lie down on your back") + "and relax.\n  - rest: 9s\n", "4:1", "neither a key with its colon nor an entry", "      and relax."),
    "the next line of a summary": ("title: T\nsummary: A long\ntext in two lines\nsteps:\n  - say: Hello.\n", "3:1", "neither a key with its colon nor an entry", "  text in two lines"),
    # --- what is no YAML at all ---
    "what a chat says before": ("Here is your routine\n\ntitle: T\nsteps:\n  - say: Hello.\n", "1:1", "delete it, if it is no part", ""),
    "what a chat says before, with a colon": ("Sure, here is your routine:\n\ntitle: T\nsteps:\n  - say: Hello.\n", "1:1", "delete this line", ""),
    "what a chat says after": (say("Hello.") + "\nLet me know if you want changes!\n", "5:1", "delete it, if it is no part", ""),
    "a sign before a key": ("@title: T\nsteps:\n  - say: Hello.\n", "1:1", "@ stands before title", "title: T"),
    "a list on the line of its key": ("title: T\nsteps: exercise: bridge\n", "2:8", "a list starts on the line after steps", "steps:\n  - exercise: bridge"),
    "a list without its key": ("title: T\n  - say: Hello.\n", "2:3", "a list starts here and has no key", "steps:\n  - say: Hello."),
    "a list without its brackets": ("title: T\ntags: a; b\nsteps:\n  - say: Hello.\n", "2:7", "write [a, b]", "tags: [a, b]"),
    "a name alone": (STEP + "  - bridge\n", "4:5", "write - exercise: bridge", "  - exercise: bridge"),
    "a text alone": (STEP + "  - Lie down now.\n", "4:5", "write - say: Lie down now.", "  - say: Lie down now."),
    "all of it in quotes": (STEP + '  - "say: Hi."\n', "4:5", "take away the quotes around it: - say: Hi.", "  - say: Hi."),
    "a step in a step": (BRIDGE + "    say: Hi.\n", "5:5", "it is an entry of its own, which starts with a dash: - say:", "  - say: Hi."),
    # --- brackets ---
    "an open bracket": ("title: T\ntags: [a, b\nsteps:\n  - say: Hello.\n", "2:7", "a bracket opens here and is never closed", "tags: [a, b]"),
    "the wrong bracket": ("title: T\ntags: [a, b}\nsteps:\n  - say: Hello.\n", "2:12", "} closes what [ opened", "tags: [a, b]"),
    # --- values ---
    "a name with blanks": (STEP + "  - exercise: knee to chest\n", "4:15", "did you mean knee_to_chest?", "  - exercise: knee_to_chest"),
    "a name in capitals": (STEP + "  - exercise: Knee-To-Chest\n", "4:15", "did you mean knee_to_chest?", "  - exercise: knee_to_chest"),
    "another word for a key": (STEP + "  - pause: 10s\n", "4:5", "did you mean rest?", "  - rest: 10s"),
    "both sides": (BRIDGE + "    sides: left, right\n", "5:12", "hint: write both", "    sides: both"),
    "a range in a step": (STEP + "  - exercise: pelvic_tilt\n    reps: 8-10\n", "5:11", "one value here, such as 10", "    reps: 10"),
    "a range in an exercise": (STEP + "  - exercise: x\nexercises:\n  x: {name: X, hold: 20-30s}\n", "6:22", "a range is written {default: 30s, min: 20s, max: 30s}", "  x: {name: X, hold: {default: 30s, min: 20s, max: 30s}}"),
    "a comma at the end": (STEP + "  - rest: 30s,\n", "4:11", "delete the , at the end", "  - rest: 30s"),
    # --- characters that look like others ---
    "an em dash": (STEP + "  — rest: 15s\n", "4:3", "— (U+2014, em dash) stands where a dash belongs", "  - rest: 15s"),
    "a bullet": (STEP + "  • rest: 15s\n", "4:3", "• (U+2022, bullet) stands where a dash belongs", "  - rest: 15s"),
    "curly quotes": (STEP + "  - rest: “30s”\n", "4:11", "“ (U+201C, left double quotation mark) stands where a straight quote belongs", "  - rest: 30s"),
    "curly quotes around a colon": ("title: “Back Pain: Stretches in Bed”\nsteps:\n  - say: Hello.\n", "1:8", "“ (U+201C", 'title: "Back Pain: Stretches in Bed"'),
    "low quotes": ("title: „Rücken: Dehnen“\nsteps:\n  - say: Hello.\n", "1:8", "„ (U+201E", 'title: "Rücken: Dehnen"'),
    "curly quotes around a key": ("“title”: T\nsteps:\n  - say: Hello.\n", "1:1", "“ (U+201C", "title: T"),
    "a wide colon": ("title：Morning\nsteps:\n  - say: Hello.\n", "1:6", "： (U+FF1A, fullwidth colon)", "title: Morning"),
    "a wide colon in a step": (BRIDGE + "    sets：2\n", "5:9", "： (U+FF1A, fullwidth colon)", "    sets: 2"),
    "a zero-width space": ("\u200btitle: T\nsteps:\n  - say: Hello.\n", "1:1", "a zero width space (U+200B)", "title: T"),
    "a no-break space as indent": (BRIDGE + "\u00a0\u00a0\u00a0\u00a0sets: 2\n", "5:1", "a no-break space (U+00A0) stands among the blanks", "    sets: 2"),
    "a no-break space after a colon": (BRIDGE + "    sets:\u00a02\n", "5:10", "a no-break space (U+00A0) stands where a colon and a blank belong", "    sets: 2"),
    "a no-break space after a dash": (STEP + "  -\u00a0rest: 10s\n", "4:4", "a no-break space (U+00A0)", "  - rest: 10s"),
    "a Cyrillic letter in a key": (BRIDGE + "    sеts: 2\n", "5:6", "е (U+0435, cyrillic small letter ie) stands in a key", "    sets: 2"),
    "a Cyrillic letter in a name": (STEP + "  - exercise: bridgе\n", "4:20", "е (U+0435, cyrillic small letter ie)", "  - exercise: bridge"),
    "a dash of another kind in a name": (STEP + "  - exercise: knee‑to‑chest\n", "4:19", "‑ (U+2011, non-breaking hyphen)", "  - exercise: knee_to_chest"),
    "a minus sign": (BRIDGE + "    cues:\n      - {at: −5s, say: Five.}\n", "6:14", "− (U+2212, minus sign)", "      - {at: -5s, say: Five.}"),
    "wide brackets": ("title: T\ntags: ［a, b］\nsteps:\n  - say: Hello.\n", "2:7", "［ (U+FF3B, fullwidth left square bracket) stands where a plain bracket belongs", "tags: [a, b]"),
    "a line separator": ("title: T\u2028steps:\n  - say: Hello.\n", "1:9", "(U+2028) ends no line", "title: T\nsteps:"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_at_its_place_and_the_hint_is_true(name: str) -> None:
    text, place, message, mended = SLIPS[name]
    answer = check(text)
    assert answer.code == 3
    told = re.findall(
        r"^(?!    ).*?r\.yaml:(\d+:\d+): error: (.*(?:\n    .*)*)", answer.complained, re.MULTILINE
    )
    assert [where for where, _ in told] == [place], answer.complained
    assert message in told[0][1]
    assert "^" in told[0][1]
    lines = text.split("\n")
    lines[int(place.split(":")[0]) - 1] = mended
    assert check("\n".join(lines)).code == 0


def test_slips_on_lines_one_after_another_are_all_told() -> None:
    text = (
        "title Morning\nsteps\n  - exercise: bridge\n    sets:2\n  -rest: 10s\n"
        "  - say: Don't: no\n  - say: 'Don't'\n  - rset: 5s\n"
    )
    places = re.findall(r"r\.yaml:(\d+:\d+): error", check(text).complained)
    assert places == ["1:1", "2:1", "4:9", "5:3", "6:15", "7:14", "8:5"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('"Lie down\n      and relax', '"Lie down and relax"'),
        ("'Don't stop\n      now'", '"Don\'t stop now"'),
        ("Lie down\n      Note: breathe.", '"Lie down Note: breathe."'),
    ],
)
def test_a_text_over_lines_that_needs_quotes_is_shown_in_them(text: str, whole: str) -> None:
    answer = check(say(text) + "  - rest: 9s\n")
    assert answer.complained.count("error:") == 1
    assert f": {whole}" in answer.complained
    assert check(say(whole) + "  - rest: 9s\n").code == 0


def test_the_same_odd_character_on_many_lines_is_told_once() -> None:
    told = check("title: T\nsteps:\n  – say: Hello.\n  – rest: 15s\n  – say: Bye.\n").complained
    assert (
        "r.yaml:3:3: error: – (U+2013, en dash) stands where a dash belongs, here and on 2 other lines"
        in told
    )
    assert told.count("error:") == 1


@pytest.mark.parametrize("path", [r"C:\clips\bridge.mp4", r"C:\new\take.mp4", r"clips\new.mp4"])
def test_a_windows_path_is_called_that(path: str) -> None:
    told = check(STEP + f'    clip: "{path}"\n').complained
    assert told.count("error:") == 1
    assert "r.yaml:4:" in told
    assert "in double quotes" in told
    assert "hint: copy the file" in told or "hint: write / between folders: clips/new.mp4" in told


def test_curly_quotes_and_dashes_in_the_middle_of_a_text_are_text() -> None:
    assert check(say("“Relax,” she said – and I’m relaxed… ½ done · 10\u00a0s")).all.count("U+") == 0


CUT = {
    "a hashtag": ("title: Five Stretches #backpain\nsteps:\n  - say: Hello.\n", "1:23"),
    "a number": (say("Exercise #1 is next."), "3:19"),
    "a number after two blanks": (say("Exercise  #1 is next."), "3:20"),
    "a name": (STEP + "  - exercise: x\nexercises:\n  x: {name: X, hold: 20s, needs: strap}\nsummary: Take #two\n", "7:15"),
}  # fmt: skip


@pytest.mark.parametrize("name", CUT)
def test_a_hash_that_cuts_a_text_is_a_warning_at_its_place(name: str) -> None:
    text, place = CUT[name]
    answer = check(text)
    assert answer.code == 0
    assert f"r.yaml:{place}: warning: what follows # is a comment and not part of the text" in answer.all


@pytest.mark.parametrize(
    "text", ["Hello. # a comment", "Hello.  #a comment", "'Number #1'", '"Number #1"', "C# sharp"]
)
def test_a_comment_is_a_comment_and_quoted_text_is_text(text: str) -> None:
    assert "warning: what follows #" not in check(say(text)).all


def test_a_hash_that_cuts_a_duration_is_a_comment() -> None:
    assert "what follows #" not in check(STEP + "  - rest: 10s #short\n").all


FILES = {
    "RTF": (rb"{\rtf1\ansi title: T\par}", "this is an RTF document"),
    "PDF": (b"%PDF-1.7\n", "this is a PDF"),
    "DOCX": (b"PK\x03\x04\x14\0\0\0word/document.xml", "this is a Word document (DOCX)"),
    "ODT": (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "this is an OpenDocument text (ODT)"),
    "HTML": (b"\n<!DOCTYPE html><html><title>T: x</title>", "this is a web page (HTML)"),
    "UTF-16": ("title: T\n".encode("utf-16"), "this is UTF-16 text"),
    "UTF-16 without a mark": ("title: T\n".encode("utf-16-be"), "this is UTF-16 text"),
    "PNG": (b"\x89PNG\r\n\x1a\n", "this is a picture"),
    "MP4": (b"\0\0\0\x18ftypmp42", "this is a video"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_program_is_called_what_it_is(name: str) -> None:
    raw, message = FILES[name]
    answer = check(raw)
    assert answer.code == 3
    assert f"r.yaml:1:1: error: {message}" in answer.complained
    assert "hint: " in answer.complained


ENDS = {"LF": "\n", "CR LF": "\r\n", "CR": "\r"}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\u0085"])
def test_places_are_those_that_an_editor_shows(end: str, odd: str) -> None:
    """VS Code and other editors, like YAML, end a line at LF, CR LF and CR; U+2028 and its kin end none in an editor."""
    text = f"title: One{odd}two\nsteps:\n  - say: Three{odd}four.\n    hodl: 3s\n".replace("\n", ENDS[end])
    assert "r.yaml:4:5: error: unknown key 'hodl'" in check(text).complained
