"""How loud routines are, by two other meters: ``python benchmarks/levels.py routines/*.yaml``.

Speaks, mixes and encodes the sound of each routine as a build does (no picture is made), decodes the AAC again, and
measures it with pyloudnorm and with ffmpeg's ebur128. With ``--music`` there is music under it, ``--voice`` is as on
the command line, and ``--picture FILE.svg`` draws the first routine's levels over time, a minute and a half from
``--start`` seconds on.

Beside followalong it needs ``pip install pyloudnorm``.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from compiler.customise import Customisation
from compiler.media.audio import read_samples
from compiler.mix import track
from compiler.mix.music import bed
from compiler.mix.placing import quiet_ranges, spoken_ranges, total_samples
from compiler.model.routine import Music
from compiler.model.timeline import Timeline
from compiler.pipeline.check import check, refuse
from compiler.pipeline.request import Request
from compiler.pipeline.speaking import spoken
from compiler.pipeline.variants import Variant, voice_change
from compiler.system.workshop import open_workshop

RATE = 48_000
POINTS = 10
"""Points of a curve in a second: ebur128 tells the loudness of the last 0.4 s as often."""

SHOWN = 90
WIDTH, HEIGHT, LEFT, TOP = 1200, 380, 60, 50
LOUDEST, QUIETEST = -5.0, -60.0

Stereo = NDArray[np.float32]
Curve = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """By ebur128: LUFS over all, dBTP, and LUFS of 0.4 s at each point of a curve."""

    integrated: float
    peak: float
    momentary: Curve


def by_ebur128(samples: Stereo) -> Loudness:
    """Measure (n, 2)."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="stereo", time_base=Fraction(1, RATE))
    meter = graph.add("ebur128", "metadata=1:peak=true:framelog=quiet")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    facts: list[dict[str, str]] = []
    for start in range(0, len(samples), RATE):
        block = np.ascontiguousarray(samples[start : start + RATE], np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(block, format="flt", layout="stereo")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), start
        graph.push(frame)
        facts += _pulled(graph)
    graph.push(None)
    told = [fact for fact in (*facts, *_pulled(graph)) if "lavfi.r128.I" in fact]
    peak = max(float(told[-1][f"lavfi.r128.true_peaks_ch{channel}"]) for channel in (0, 1))
    return Loudness(
        integrated=float(told[-1]["lavfi.r128.I"]), peak=float(20 * np.log10(max(peak, 1e-9))),
        momentary=np.array([float(fact["lavfi.r128.M"]) for fact in told]),
    )  # fmt: skip


def _pulled(graph: av.filter.Graph) -> Iterator[dict[str, str]]:
    while True:
        try:
            yield dict(graph.pull().metadata)
        except (av.BlockingIOError, av.EOFError):
            return


def finished(path: Path, voice: str | None, *, music: bool) -> tuple[Timeline, Stereo]:
    """A routine's plan and its sound after it was decoded, (n, 2)."""
    changes = Customisation(voice=voice_change(voice)) if voice else None
    request = Request(path=path, variant=Variant(changes=changes))
    with open_workshop() as shop:
        found = check(request, shop)
        refuse(found.diagnostics)
        assert found.customised
        said = spoken(request.variant, found.customised, shop)
        timeline = replace(said.timeline, music=Music(path=None)) if music else said.timeline
        made = track(timeline, said.speech, shop)()
        return timeline, np.concatenate(list(read_samples(made.path)))


def music_alone(timeline: Timeline) -> Stereo:
    """The bed of a timeline with music, lowered as in the mix; not yet raised with the whole."""
    assert timeline.music
    total = total_samples(timeline)
    with bed(timeline.music, quiet_ranges(timeline), total) as under:
        return np.concatenate(
            [under.block(start, min(start + RATE, total)).T for start in range(0, total, RATE)]
        )


def picture(timeline: Timeline, whole: Curve, start: int) -> str:
    """Levels over time as SVG: where somebody speaks, the whole, and the music under it, if there is any."""
    stop = start + SHOWN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="13" fill="#23413b"><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="24" font-size="17">{timeline.title}: loudness over time (LUFS, 0.4 s)</text>',
    ]
    for first, last in spoken_ranges(timeline):
        a, b = (min(max(at / RATE, start), stop) for at in (first, last))
        if b > a:
            parts.append(
                f'<rect x="{_x(a - start):.1f}" y="{TOP}" width="{_x(b) - _x(a):.1f}" '
                f'height="{_y(QUIETEST) - TOP:.0f}" fill="#e6f2ee"/>'
            )
    parts += [_level(level) for level in range(-10, int(QUIETEST) - 1, -10)]
    parts += [_second(second, start) for second in range(start, stop + 1, 10)]
    parts.append(_target("#c0392b"))
    curves = [(whole, "#17463c", "the whole")]
    if timeline.music:
        under = by_ebur128(music_alone(timeline)).momentary
        count = min(len(whole), len(under))
        quiet = (under[:count] > QUIETEST) & (whole[:count] < -25)
        raised = float(np.median((whole[:count] - under[:count])[quiet]))
        curves.append((under + raised, "#d98a1f", "music, lower under speech"))
    parts += [_curve(curve[start * POINTS : stop * POINTS], colour) for curve, colour, _ in curves]
    legend = [*((colour, name) for _, colour, name in curves), ("#c0392b", "−14 LUFS, the aim for all of it")]
    for number, (colour, name) in enumerate(legend):
        parts.append(f'<text x="{WIDTH - 550 + 160 * number}" y="24" fill="{colour}">{name}</text>')
    parts.append(
        f'<text x="{LEFT}" y="{HEIGHT - 8}">seconds; somebody speaks where the ground is green</text>'
    )
    return "\n".join([*parts, "</svg>\n"])


def _x(seconds: float) -> float:
    return LEFT + seconds * (WIDTH - LEFT - 20) / SHOWN


def _y(level: float) -> float:
    return TOP + (LOUDEST - max(level, QUIETEST)) * (HEIGHT - TOP - 60) / (LOUDEST - QUIETEST)


def _level(level: int) -> str:
    return (
        f'<path d="M{LEFT} {_y(level):.1f}H{WIDTH - 20}" stroke="#cfdcd8"/>'
        f'<text x="{LEFT - 8}" y="{_y(level) + 4:.1f}" text-anchor="end">{level}</text>'
    )


def _second(second: int, start: int) -> str:
    return f'<text x="{_x(second - start):.1f}" y="{HEIGHT - 34}" text-anchor="middle">{second}</text>'


def _target(colour: str) -> str:
    return f'<path d="M{LEFT} {_y(-14):.1f}H{WIDTH - 20}" stroke="{colour}" stroke-dasharray="6 4"/>'


def _curve(levels: Sequence[float] | Curve, colour: str) -> str:
    points = " ".join(f"{_x(n / POINTS):.1f},{_y(float(level)):.1f}" for n, level in enumerate(levels))
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"/>'


def main() -> None:
    """All routines that are named."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("routines", nargs="+", type=Path)
    options.add_argument("--voice", help="as on followalong's command line")
    options.add_argument("--music", action="store_true", help="with followalong's own music under it")
    options.add_argument("--picture", type=Path, help="an SVG of the first routine's levels")
    options.add_argument("--start", type=int, default=0, help="where the picture begins, in seconds")
    asked = options.parse_args()
    meter = import_module("pyloudnorm").Meter(RATE)
    print("| routine | pyloudnorm LUFS | ebur128 LUFS | dBTP |\n|---|---|---|---|")
    for number, path in enumerate(asked.routines):
        timeline, samples = finished(path, asked.voice, music=asked.music)
        loud = by_ebur128(samples)
        other = float(meter.integrated_loudness(samples.astype(np.float64)))
        print(f"| {path.stem} | {other:.2f} | {loud.integrated:.2f} | {loud.peak:.2f} |", flush=True)
        if asked.picture and number == 0:
            asked.picture.write_text(picture(timeline, loud.momentary, asked.start), encoding="utf-8")


if __name__ == "__main__":
    main()
