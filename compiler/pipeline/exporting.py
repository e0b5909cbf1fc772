"""A routine in a form of another program."""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path

from compiler.export.formats import Format
from compiler.export.programme import Programme
from compiler.model.errors import Diagnostic
from compiler.model.routine import Footage, Utterance
from compiler.model.timeline import Clip, Timeline
from compiler.pipeline.build import build
from compiler.pipeline.check import check, refuse
from compiler.pipeline.request import BuildSettings, Request
from compiler.pipeline.speaking import spoken
from compiler.store import reporting_disk, write_atomically
from compiler.system.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file for another program, and what there is to say of it."""

    path: Path
    timeline: Timeline
    diagnostics: tuple[Diagnostic, ...]
    fit: tuple[str, ...] = ()


def export(
    request: Request, form: Format, destination: Path, shop: Workshop, *, collect: bool = False
) -> Exported:
    """Write the routine as `form`; every line is spoken first, so that its times are those of the video.

    What an editor needs is built first, into output/ as ever. Speech is put into a folder beside the file, and with
    `collect` the video, films and music, too.

    Raises:
        FollowalongError: with every mistake of the routine; what was at `destination` is untouched.
    """
    checked = check(request, shop)
    refuse(d for d in checked.diagnostics if not d.estimated)
    assert checked.customised
    with shop.store.at_work():
        said = spoken(request.variant, checked.customised, shop)
    with reporting_disk(destination, every=True):
        destination.parent.mkdir(parents=True, exist_ok=True)
    programme = Programme(timeline=said.timeline)
    if form.needs_video:
        video = build(request, BuildSettings(), shop).outputs.mp4
        speech = {utterance: one.path for utterance, one in said.speech.items()}
        programme = _for_editor(said.timeline, video, speech, destination, shop, collect=collect)
    lost: list[Diagnostic] = []
    write_atomically(destination, lambda path: lost.extend(form.write(programme, path)))
    sure = (d for d in checked.diagnostics if not d.estimated)
    return Exported(
        path=destination,
        timeline=said.timeline,
        diagnostics=tuple(dict.fromkeys((*sure, *said.diagnostics, *lost))),
        fit=said.fit,
    )


def _for_editor(
    timeline: Timeline,
    video: Path,
    speech: dict[Utterance, Path],
    destination: Path,
    shop: Workshop,
    *,
    collect: bool,
) -> Programme:
    from compiler.media.probe import probe

    films = dict(_films(timeline, shop))
    used = [speech[cue.utterance] for cue in timeline.cues]
    theirs = [video, *_files(films)]
    theirs += [timeline.music.path] if timeline.music and timeline.music.path else []
    folder = destination.with_name(f"{destination.stem}.media")
    beside = {path: f"speech-{number:03d}.wav" for number, path in enumerate(dict.fromkeys(used), 1)}
    if collect:
        beside |= _names(theirs, {*beside.values()})
    for path, name in beside.items():
        _copy(path, folder / name)
    places = {path: _way(path, destination.parent) for path in theirs}
    places |= {path: f"{folder.name}/{name}" for path, name in beside.items()}
    return Programme(
        timeline=timeline, video=video, speech=speech, films=films, places=places,
        film_seconds={one: probe(one).duration for one in _files(films)}, music_seconds=_music_seconds(timeline),
    )  # fmt: skip


def _files(films: Iterable[Clip]) -> list[Path]:
    return [clip.media.path for clip in films if isinstance(clip.media, Footage)]


def _films(timeline: Timeline, shop: Workshop) -> Iterator[tuple[Clip, int]]:
    """Footage that an editor can show as it is, and how many frames of it are kept: no photos, nothing with effects."""
    from compiler.media.probe import probe
    from compiler.render.clips import clips_of, job_of
    from compiler.render.parts import parts_of

    parts = parts_of(timeline)
    for clip in dict.fromkeys(clips_of(timeline)):
        media = clip.media
        if not isinstance(media, Footage) or media.photos or media.effects or probe(media.path).still:
            continue
        job = job_of(clip, timeline, parts)
        kept = job.kept(shop.store, job.key()) if job else None
        if kept:
            yield clip, kept.frames


def _music_seconds(timeline: Timeline) -> Fraction:
    """How long the music is, as far as the video needs it."""
    from compiler.media.audio import read_samples
    from compiler.mix.samples import SAMPLE_RATE

    path, heard = timeline.music.path if timeline.music else None, 0
    for block in read_samples(path) if path else ():
        heard += len(block)
        if heard > timeline.duration_seconds * SAMPLE_RATE:
            break
    return Fraction(heard, SAMPLE_RATE)


def _names(paths: list[Path], taken: set[str]) -> dict[Path, str]:
    """A name for each, its own where no other has it, too, and it is not `taken`."""
    names: dict[Path, str] = {}
    for path in paths:
        others = taken | {name.casefold() for one, name in names.items() if one != path}
        name, number = path.name, 2
        while name.casefold() in others:
            name, number = f"{path.stem}-{number}{path.suffix}", number + 1
        names[path] = name
    return names


def _copy(path: Path, destination: Path) -> None:
    with reporting_disk(destination, every=True):
        destination.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(destination, partial(shutil.copyfile, path))


def _way(path: Path, folder: Path) -> str:
    """From the folder to the file, with slashes; the whole path where they lie on two drives."""
    try:
        return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()
    except ValueError:
        return path.absolute().as_posix()
