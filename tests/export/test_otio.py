"""An edit for editors: the file is read as the JSON that it is, without the library that wrote it."""

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from compiler import check
from compiler.cli.app import app
from compiler.export.otio import write_otio
from compiler.export.programme import Programme
from compiler.model.caption_timing import captions
from compiler.model.timeline import StepKind, Timeline
from compiler.pipeline.exporting import _names
from tests.content.shipped import ROUTINES
from tests.pipeline.test_clip_sound import write_film


def frames(item: dict[str, Any]) -> int:
    """How long a clip or gap lasts."""
    value: float = item["source_range"]["duration"]["value"]
    assert value == int(value)
    return int(value)


def edit_of(path: Path) -> dict[str, Any]:
    """The file as the JSON that it is."""
    edit: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return edit


def placed(track: dict[str, Any]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """(start, stop, clip) in frames of the video, gaps left out."""
    at = 0
    for item in track["children"]:
        start, at = at, at + frames(item)
        if item["OTIO_SCHEMA"].startswith("Clip"):
            yield start, at, item


def file_of(clip: dict[str, Any], folder: Path) -> Path:
    return folder / unquote(clip["media_references"][clip["active_media_reference_key"]]["target_url"])


def marked(marker: dict[str, Any]) -> tuple[str, int, int]:
    start, length = (int(marker["marked_range"][key]["value"]) for key in ("start_time", "duration"))
    return marker["name"], start, start + length


@pytest.fixture
def exported(
    routine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Timeline, dict[str, Any], Path]:
    """The small routine's timeline, its edit, and the folder that can be handed over."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "hand over"
    asked = ["export", str(routine), "--as", "otio", "-o", str(folder / "knee.otio"), "--collect"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    timeline = check(routine).timeline
    assert timeline and timeline.measured
    text = (folder / "knee.otio").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    return timeline, json.loads(text), folder


@pytest.mark.parametrize("name", [path.stem for path in ROUTINES])
def test_each_routine_has_its_steps_and_lines_at_their_frames(
    name: str, shipped: Callable[[str], Timeline], tmp_path: Path
) -> None:
    timeline = shipped(name)
    video, wav = Path("video.mp4"), Path("line.wav")
    programme = Programme(
        timeline=timeline,
        video=video,
        speech={cue.utterance: wav for cue in timeline.cues},
        places={video: "video.mp4", wav: "line.wav"},
    )
    write_otio(programme, tmp_path / "a.otio")
    edit = edit_of(tmp_path / "a.otio")
    tracks = {track["name"]: [*placed(track)] for track in edit["tracks"]["children"]}
    shown = [
        (start, stop, clip["source_range"]["start_time"]["value"]) for start, stop, clip in tracks["Picture"]
    ]
    assert shown == [(step.range.start, step.range.stop, step.range.start) for step in timeline.steps]
    said = [(start, stop, clip["name"]) for start, stop, clip in tracks["Speech"]]
    assert said == [(cue.range.start, cue.range.stop, cue.text) for cue in timeline.cues]
    chapters = [marked(one)[:2] for one in edit["tracks"]["markers"]]
    assert chapters == [(chapter.title, chapter.start) for chapter in timeline.chapters]


def test_a_film_that_is_called_like_a_line_keeps_its_own_file() -> None:
    films = [Path("a/Walk.mp4"), Path("b/walk.mp4"), Path("speech-001.wav")]
    assert [*_names(films, {"speech-001.wav"}).values()] == ["Walk.mp4", "walk-2.mp4", "speech-001-2.wav"]


@pytest.mark.slow
def test_an_editor_finds_every_step_line_and_chapter_at_its_frame(
    exported: tuple[Timeline, dict[str, Any], Path],
) -> None:
    timeline, edit, folder = exported
    tracks = {track["name"]: track for track in edit["tracks"]["children"]}
    assert edit["name"] == timeline.title
    picture = [*placed(tracks["Picture"])]
    for step in timeline.steps:
        cuts = [
            (start, stop, clip)
            for start, stop, clip in picture
            if step.range.start <= start < step.range.stop
        ]
        assert cuts[0][0] == step.range.start and cuts[-1][1] == step.range.stop
        assert {clip["name"] for _, _, clip in cuts} == {step.name}
    said = [(start, stop, clip["name"]) for start, stop, clip in placed(tracks["Speech"])]
    assert said == [(cue.range.start, cue.range.stop, cue.text) for cue in timeline.cues]
    chapters = [marked(one)[:2] for one in edit["tracks"]["markers"]]
    assert chapters == [(chapter.title, chapter.start) for chapter in timeline.chapters]
    assert [marked(one)[0] for one in tracks["Speech"]["markers"]] == [one.text for one in captions(timeline)]
    for track in tracks.values():
        for _, stop, clip in placed(track):
            assert stop <= timeline.frames
            assert file_of(clip, folder).is_relative_to(folder) and file_of(clip, folder).is_file()


@pytest.mark.slow
def test_films_are_cut_as_they_are_seen_and_mirrored_sides_say_so(
    exported: tuple[Timeline, dict[str, Any], Path],
) -> None:
    timeline, edit, folder = exported
    (track,) = (track for track in edit["tracks"]["children"] if track["name"] == "Picture")
    left, right = (step for step in timeline.steps if step.kind is StepKind.HOLD and step.set == 1)
    for step, mirrored in ((left, False), (right, True)):
        cuts = [clip for start, _, clip in placed(track) if step.range.start <= start < step.range.stop]
        assert {file_of(clip, folder).name for clip in cuts} == {"ball.mp4"}
        assert {clip["metadata"]["followalong"]["mirrored"] for clip in cuts} == {mirrored}
        # ten frames a second from 0.5 s of the film on, to its end at 3 s and back again
        first, second = (clip["source_range"] for clip in cuts[:2])
        assert (first["start_time"]["value"], first["duration"]["value"]) == (5, 25)
        assert (second["start_time"]["value"], second["duration"]["value"]) == (5, 24)
        for clip in cuts[
            :2
        ]:  # an editor that takes the file for shorter than what is shown of it shifts all the rest
            whole = clip["media_references"][clip["active_media_reference_key"]]["available_range"][
                "duration"
            ]
            assert (
                whole["value"]
                == 30
                >= sum(clip["source_range"][key]["value"] for key in ("start_time", "duration"))
            )
        assert [effect["time_scalar"] for clip in cuts[:2] for effect in clip["effects"]] == [-1.0]
    (tilt,) = (step for step in timeline.steps if step.kind is StepKind.REPS)
    (drawn,) = (clip for start, _, clip in placed(track) if start == tilt.range.start)
    assert file_of(drawn, folder).name == "every-kind.mp4"
    assert drawn["source_range"]["start_time"]["value"] == tilt.range.start
    assert drawn["color"] != cuts[0]["color"]


def test_only_an_edit_has_files_to_collect(routine: Path, tmp_path: Path) -> None:
    asked = ["export", str(routine), "--as", "fit", "-o", str(tmp_path / "a.fit"), "--collect"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 2
    assert "nothing to collect" in result.output


def test_a_film_that_keeps_its_sound_has_it_on_a_track_of_its_own(tmp_path: Path) -> None:
    """Again with the pictures where they come again, and nothing where the last picture stands still."""
    film = write_film(tmp_path / "film.mp4")
    steps = [
        f"- {{say: {say}., for: 6s, clip: {{file: film.mp4, fit: blur, {how}}}}}"
        for say, how in (
            ("One", "play: loop"),
            ("Two", "sound: keep"),
            ("Three", "sound: keep, play: freeze"),
        )
    ]
    text = "title: T\nframe_rate: 10\nvoice: {engine: silent}\nsteps:\n" + "\n".join(steps) + "\n"
    (tmp_path / "r.yaml").write_text(text)
    timeline = check(tmp_path / "r.yaml", store=tmp_path / "store").timeline
    assert timeline
    clips = {step.scene.clip: 40 for step in timeline.steps if step.scene.clip}
    speech = {cue.utterance: tmp_path / "said.wav" for cue in timeline.cues}
    paths = [film, tmp_path / "v.mp4", tmp_path / "said.wav"]
    programme = Programme(
        timeline=timeline, video=paths[1], speech=speech, films=clips,
        places={path: path.name for path in paths}, film_seconds={film: Fraction(4)},
    )  # fmt: skip
    write_otio(programme, tmp_path / "r.otio")
    tracks = {track["name"]: track for track in edit_of(tmp_path / "r.otio")["tracks"]["children"]}
    two, three = (
        step.range.start for step in timeline.steps if step.name.startswith("T") and step.scene.clip
    )
    heard = [(start, stop) for start, stop, _ in placed(tracks["Clip sound"])]
    assert heard == [(two, two + 40), (two + 40, two + 60), (three, three + 40)]
