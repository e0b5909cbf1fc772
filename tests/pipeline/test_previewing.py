"""Any moment of a routine is seen before it is built: only what it takes is made, and a draft goes on from there."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from compiler.model.errors import FollowalongError, ToolFailed
from compiler.model.routine import Utterance
from compiler.model.timeline import StepKind
from compiler.narrate import ToolRunner, narrate
from compiler.narrate.narrators import NARRATORS, PretendedNarrator
from compiler.pipeline.build import Built, build
from compiler.pipeline.previewing import (
    NoLongerWanted,
    Preview,
    Stretch,
    preview,
    still,
    stretch,
    with_definite,
)
from compiler.pipeline.request import BuildSettings, Request
from compiler.render.rendering import SEGMENTS
from compiler.system.workers import ProcessPool
from compiler.system.workshop import Workshop, open_workshop
from tests.pipeline.conftest import write_project

ROUTINE = """\
title: {text: Seen Before, for: 4s}
size: 320x180
frame_rate: 10
music: {file: calm, level_db: -26}
disclaimer: {text: Stop if it hurts., on: title}
end: no
exercises:
  knee: {name: Knee to Chest, hold: 7s, clip: {file: ball.mp4, play: ping-pong}, setup: Lie down.}
  tilt: {name: Pelvic Tilt, reps: 2, tempo: {flatten: 1s, release: 1s}, clip: ball.mp4}
steps:
  - exercise: knee
  - exercise: tilt
"""
RATE = 10


@dataclass(frozen=True)
class Desk:
    """A project, and what it is previewed with."""

    request: Request
    shop: Workshop
    runner: ToolRunner

    def preview(self) -> Preview:
        return preview(self.request, self.shop)

    def stretch(self, seen: Preview, index: int, frame: int = 0, **given: Any) -> Stretch:
        return stretch(seen, index, frame, self.shop, self.runner, **given)

    def other(self, changes: dict[str, str]) -> Request:
        """The same routine with something changed."""
        path, text = self.request.path.with_name("other.yaml"), ROUTINE
        for old, new in changes.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return Request(path=path)

    def segments(self) -> set[str]:
        return {path.name for path in (self.shop.store.root / SEGMENTS).rglob("*.mp4")}

    def spoken(self) -> int:
        return len(list((self.shop.store.root / "speech").rglob("*.wav")))


class Hasty(PretendedNarrator):
    """A hum that is shorter than anybody would estimate."""

    def key(self, utterance: Utterance) -> tuple[Any, ...]:
        return ("hasty", *super().key(utterance))

    def speak(self, utterance: Utterance, destination: Path) -> None:
        voice = replace(utterance.voice, words_per_minute=round(utterance.voice.words_per_minute * 1.2))
        super().speak(replace(utterance, voice=voice), destination)


@pytest.fixture(scope="module", autouse=True)
def hasty() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(NARRATORS, "pyttsx3", lambda _: Hasty())
        yield


@pytest.fixture(scope="module")
def shop(hasty: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workshop, ToolRunner]]:
    with (
        open_workshop(store=tmp_path_factory.mktemp("store"), jobs=2) as shop,
        closing(ToolRunner()) as runner,
    ):
        yield shop, runner


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, shop: tuple[Workshop, ToolRunner]) -> Desk:
    path = write_project(tmp_path_factory.mktemp("project"), ROUTINE)
    return Desk(Request(path=path), *shop)


@dataclass(frozen=True)
class Seen:
    """All of the routine, stretch by stretch, as a player asks for it; and the draft that was built after it."""

    first: Preview
    spoken_for_the_first_stretch: int
    stretches: list[Stretch]
    built: Built


@pytest.fixture(scope="module")
def seen(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    first = now = desk.preview()
    assert desk.spoken() == 0 and not desk.segments(), "to plan, nothing is made"
    stretches: list[Stretch] = []
    spoken = 0
    for index in range(len(first.timeline.steps)):
        frame = 0
        while frame < len(now.timeline.steps[index].range):
            stretches.append(desk.stretch(now, index, frame))
            now = stretches[-1].preview
            frame = stretches[-1].frames.stop - now.timeline.steps[index].range.start
            spoken = spoken or desk.spoken()
    output = tmp_path_factory.mktemp("output")
    built = build(desk.request, BuildSettings(output=output, draft=True), desk.shop)
    return Seen(first, spoken, stretches, built)


def packets(file: Any, kind: str) -> list[tuple[float, bytes]]:
    with av.open(file) as container:
        stream = next(stream for stream in container.streams if stream.type == kind)
        found = [packet for packet in container.demux(stream) if packet.size]
        return [(float(packet.pts * packet.time_base), bytes(packet)) for packet in found]


def samples(file: Any) -> np.ndarray:
    with av.open(file) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)


def test_a_draft_encodes_nothing_that_was_previewed(seen: Seen) -> None:
    assert seen.stretches[-1].frames.stop == seen.built.timeline.frames
    assert seen.built.encoded_frames == 0


def test_what_was_seen_is_the_draft_itself(seen: Seen) -> None:
    shown = [one for s in seen.stretches for one in packets(io.BytesIO(s.data), "video")]
    truth = packets(str(seen.built.outputs.mp4), "video")
    assert [data for _, data in shown] == [data for _, data in truth]
    later = [a - b for (a, _), (b, _) in zip(shown, truth, strict=True)]
    assert later == pytest.approx([1 / RATE] * len(later), abs=1e-3), (
        "a frame later, as in all fragments of ours"
    )


def test_stretches_sound_together_as_the_draft_does(seen: Seen) -> None:
    heard = [one for s in seen.stretches for one in packets(io.BytesIO(s.data), "audio")]
    times = np.diff([time for time, _ in heard])
    assert times == pytest.approx(np.full(len(times), 1024 / 48_000), abs=1e-3), "no gap, nothing twice"
    joined = b"".join(s.data for s in seen.stretches)
    ours, truth = samples(io.BytesIO(joined)), samples(str(seen.built.outputs.mp4))
    length = min(ours.shape[1], truth.shape[1])
    assert length == pytest.approx(truth.shape[1], abs=4096)
    ours, truth = ours[:, :length], truth[:, :length]
    gain = float(np.vdot(ours, truth) / np.vdot(ours, ours))
    assert 0.8 < gain < 1.25, "within two decibels"
    assert np.abs(truth - gain * ours).std() < 0.15 * truth.std(), "the same mix"


def test_no_more_is_spoken_than_a_place_takes(seen: Seen) -> None:
    lines = {cue.utterance for cue in seen.built.timeline.cues}
    assert seen.first.unspoken and not seen.first.timeline.measured
    assert 0 < seen.spoken_for_the_first_stretch < len(lines) / 2


def test_a_plan_that_came_out_otherwise_has_another_name(seen: Seen, desk: Desk) -> None:
    names = [s.preview.key for s in seen.stretches]
    assert names[0] != seen.first.key
    assert desk.preview().key == desk.preview().key


def test_a_step_is_shown_as_it_will_be_before_all_is_spoken(desk: Desk) -> None:
    """Its length comes from its own words, and what it shows from the doses; neither waits for the rest."""
    before = preview(desk.other({"Lie down.": "Lie flat on the back.", "Pelvic Tilt": "Bridge"}), desk.shop)
    setup = next(n for n, s in enumerate(before.timeline.steps) if s.kind is StepKind.SETUP)
    definite = with_definite(before, setup, desk.shop, desk.runner)
    assert definite.unspoken and definite.timeline != before.timeline
    narrate(definite.unspoken, desk.shop.store)
    truth = preview(Request(path=desk.request.path.with_name("other.yaml")), desk.shop).timeline.steps[setup]
    step = definite.timeline.steps[setup]
    assert (step.scene, len(step.range)) == (truth.scene, len(truth.range))


def test_a_still_is_the_frame_that_the_draft_shows(seen: Seen, desk: Desk) -> None:
    now = seen.stretches[-1].preview
    hold = next(n for n, s in enumerate(now.timeline.steps) if s.kind is StepKind.HOLD)
    picture = still(now, hold, 25, desk.shop)
    with av.open(io.BytesIO(picture)) as container:
        ours = next(container.decode(video=0)).to_ndarray(format="gray")
    at = now.timeline.steps[hold].range.start + 25
    with av.open(str(seen.built.outputs.mp4)) as container:
        truth = next(f for n, f in enumerate(container.decode(video=0)) if n == at).to_ndarray(format="gray")
    assert ours.shape == (180, 320)
    assert np.abs(ours.astype(int) - truth.astype(int)).mean() < 4


def test_what_is_no_longer_wanted_is_not_made(desk: Desk) -> None:
    now = preview(desk.other({"hold: 7s": "hold: 9s"}), desk.shop)
    hold = next(n for n, s in enumerate(now.timeline.steps) if s.kind is StepKind.HOLD)
    before = desk.segments()
    with pytest.raises(NoLongerWanted):
        desk.stretch(now, hold, wanted=lambda: False)
    assert desk.segments() == before
    assert desk.stretch(now, hold).data, "it can be asked for again"


def test_a_worker_that_is_killed_takes_one_stretch_with_it(desk: Desk) -> None:
    now = preview(desk.other({"hold: 7s": "hold: 8s"}), desk.shop)
    hold = next(n for n, s in enumerate(now.timeline.steps) if s.kind is StepKind.HOLD)
    assert isinstance(desk.shop.pool, ProcessPool)
    for worker in desk.shop.pool._workers:
        worker.process.kill()
    with pytest.raises(ToolFailed, match="died"):
        desk.stretch(now, hold)
    with suppress(ToolFailed):  # the second one is noticed when it is asked
        desk.stretch(now, hold)
    assert desk.stretch(now, hold).data


def test_two_who_look_at_once_see_the_same(desk: Desk) -> None:
    now = preview(desk.other({"hold: 7s": "hold: 11s"}), desk.shop)
    hold = next(n for n, s in enumerate(now.timeline.steps) if s.kind is StepKind.HOLD)
    with ThreadPoolExecutor(2) as both:
        one, two = both.map(lambda _: desk.stretch(now, hold), range(2))
    assert one.data == two.data


def test_a_routine_with_mistakes_is_not_previewed(desk: Desk) -> None:
    with pytest.raises(FollowalongError, match="apples"):
        preview(desk.other({"hold: 7s": "hold: 7 apples"}), desk.shop)
