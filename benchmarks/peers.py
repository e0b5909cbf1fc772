"""The same video by everybody, in turns, on one machine."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from hold import FRAMES, RATE
from likeness import EVERY, lossless_luma, our_luma, psnr_db
from makers import (
    LOSSLESS,
    OURS,
    Pictures,
    draw_pictures,
    ffmpeg_command,
    followalong_command,
    moviepy_command,
)
from measuring import Measured, run
from scenario import Scenario, figure_scenario, footage_scenario

US, FFMPEG, FFMPEG_OURS, MOVIEPY = "followalong", "ffmpeg", "ffmpeg, our x264 settings", "MoviePy"


COMPARED_SECONDS = 5
"""As much of the video is compared; a lossless run of MoviePy takes long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRow:
    """What one maker took; of several rounds the quickest."""

    scenario: str
    maker: str
    wall_seconds: float
    cpu_seconds: float
    frames_a_second: float
    peak_megabytes: float
    megabytes: float
    psnr_db: float


def measure_peers(folder: Path, clip: Path | None, rounds: int) -> Iterator[PeerRow]:
    """Both scenarios; rows come as they are measured."""
    scenarios = (footage_scenario(folder, clip), figure_scenario(folder))
    for scenario in scenarios:
        yield from _rows(scenario, folder, rounds)


def _rows(scenario: Scenario, folder: Path, rounds: int) -> Iterator[PeerRow]:
    pictures, store = draw_pictures(scenario, folder), folder / "store"
    target = {name: folder / f"{scenario.name}.{name.split(', ')[-1].split()[0]}.mp4" for name in _MAKERS}
    runs: dict[str, list[Measured]] = {name: [] for name in _MAKERS}
    for _ in range(rounds):
        for name, command in _MAKERS.items():
            shutil.rmtree(store, ignore_errors=True)
            runs[name].append(run(command(scenario, pictures, store, target[name])))
            if name == US:
                ours = psnr_db(
                    target[US], islice(our_luma(scenario, store), COMPARED_SECONDS * int(RATE) // EVERY)
                )
    for name, measured in runs.items():
        best = min(measured, key=lambda one: one.wall_seconds)
        yield PeerRow(
            scenario=scenario.name, maker=name, wall_seconds=best.wall_seconds, cpu_seconds=best.cpu_seconds,
            frames_a_second=FRAMES / best.wall_seconds, peak_megabytes=best.peak_megabytes,
            megabytes=target[name].stat().st_size / 1e6,
            psnr_db=ours if name == US else _likeness(name, scenario, pictures, target[name], folder),
        )  # fmt: skip


def _likeness(name: str, scenario: Scenario, pictures: Pictures, video: Path, folder: Path) -> float:
    """Against what the peer itself composited: a lossless run of the same command."""
    whole = folder / "lossless.mkv"
    command = moviepy_command if name == MOVIEPY else ffmpeg_command
    run(command(scenario, pictures, whole, LOSSLESS, COMPARED_SECONDS))
    found = psnr_db(video, lossless_luma(whole))
    whole.unlink()
    return found


_Command = Callable[[Scenario, Pictures, Path, Path], list[str]]
_MAKERS: dict[str, _Command] = {
    US: lambda scenario, _, store, target: followalong_command(scenario, store, target),
    FFMPEG: lambda scenario, pictures, _, target: ffmpeg_command(scenario, pictures, target),
    FFMPEG_OURS: lambda scenario, pictures, _, target: ffmpeg_command(scenario, pictures, target, OURS),
    MOVIEPY: lambda scenario, pictures, _, target: moviepy_command(scenario, pictures, target),
}
