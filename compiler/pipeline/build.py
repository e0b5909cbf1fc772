"""A routine file to its video: the whole story on one page.

`check` needs no voice and no encoder; `build` measures every line, and draws meanwhile what does not depend on it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from compiler.deliver.folder import claimed
from compiler.deliver.ownership import Origin, refuse_others, remember
from compiler.load import Project
from compiler.model.errors import Diagnostic, errors_among
from compiler.model.piece import Piece
from compiler.model.timeline import Timeline
from compiler.model.timing import FrameRange
from compiler.pipeline.ahead import drawing_ahead
from compiler.pipeline.check import Report, check, refuse
from compiler.pipeline.request import BuildSettings, Request
from compiler.pipeline.speaking import Spoken, spoken
from compiler.pipeline.variants import full_path
from compiler.store.upkeep import limit_bytes, trim
from compiler.system.workshop import Workshop

if TYPE_CHECKING:
    from compiler.deliver.live import LiveVideo
    from compiler.deliver.outputs import Outputs
    from compiler.mix import Track
    from compiler.pipeline.sizing import Sized
    from compiler.render import Rendering

OnLive = Callable[["LiveVideo"], None]
_Mixing = Callable[[], Callable[[], "Track"]]
"""Call it to begin, once, and what that gives for the track."""
OnWarnings = Callable[[tuple[Diagnostic, ...]], None]

DRAFT_WIDTH = 640
_PIECES_FIRST = 4
"""As many as a player begins with are encoded before sound and thumbnail take a worker from who watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What `build` made and what it took. `fit` says what a fit did, `notes` what else the user should know.

    `size` says what was chosen for a file that may not be larger; empty where nothing limits it.
    """

    outputs: "Outputs"
    timeline: Timeline
    loudness_lufs: float
    true_peak_dbtp: float
    encoded_frames: int
    seconds: float
    warnings: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
    fit: tuple[str, ...] = ()
    size: str = ""

    @property
    def files(self) -> tuple[Path, ...]:
        """All that was written, by name."""
        return self.outputs.files


def build(
    request: Request,
    settings: BuildSettings,
    shop: Workshop,
    *,
    on_warnings: OnWarnings = lambda _: None,
    on_live: OnLive | None = None,
) -> Built:
    """Routine file -> MP4, captions, description, thumbnail and timeline.json in `output/<routine>/`.

    `on_warnings` hears what there is to warn of before anything is made, and once more if measuring shows more.
    `on_live` is given the video before anything of it is rendered, to be watched meanwhile.

    Raises:
        FollowalongError: with every diagnostic; what was there before is untouched.
    """
    began = monotonic()
    checked = check(request, shop)
    refuse(d for d in checked.diagnostics if not d.estimated)
    assert checked.customised and checked.timeline
    foreseen = _warnings(checked.diagnostics)
    on_warnings(foreseen)
    folder = settings.output / checked.timeline.slug
    with claimed(folder), shop.store.at_work():
        wanted = _named(replace(checked.timeline, draft=settings.draft), settings)
        origin = _origin(request, checked)
        refuse_others(folder, wanted, origin, Project.of(request.path).folder)
        if not checked.timeline.measured:
            shop.pool.start()  # there is something to say first
        said, mixing, drawn = _said(request, checked, settings, shop, watched=on_live is not None)
        more = _beyond(foreseen, _warnings(said.diagnostics))
        on_warnings(more)
        rendering, track, picture = _made(said, mixing, settings, shop, on_live)
        fitting = _fitting(said.timeline, rendering, track, settings, shop)
        outputs = _delivered(fitting, picture, folder, shop)
        remember(folder, fitting.timeline, origin)
    encoded = drawn + rendering.encoded_frames
    if encoded:
        trim(shop.store, limit_bytes())
    return Built(
        outputs=outputs,
        timeline=fitting.timeline,
        loudness_lufs=track.loudness_lufs,
        true_peak_dbtp=track.true_peak_dbtp,
        encoded_frames=encoded,
        seconds=monotonic() - began,
        warnings=(*foreseen, *more),
        notes=(shop.note,) if shop.note else (),
        fit=said.fit,
        size=fitting.told,
    )


def _origin(request: Request, checked: Report) -> Origin:
    """What the results are made from."""
    assert checked.routine
    patient = request.variant.patient
    return Origin(
        routine=str(full_path(checked.routine.path)),
        profile=request.variant.profile or "",
        patient=f"{full_path(patient)}{request.variant.row_name}" if patient else "",
        week=request.variant.week,
    )


def _warnings(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(d for d in found if d not in errors_among(found))


def _beyond(foreseen: tuple[Diagnostic, ...], found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """What was not told yet; other seconds, now that they are measured, do not make it another warning."""

    def kind(diagnostic: Diagnostic) -> tuple[object, str]:
        return diagnostic.span, re.sub(r"\d+", "", diagnostic.message)

    told = {kind(diagnostic) for diagnostic in foreseen}
    return tuple(diagnostic for diagnostic in found if kind(diagnostic) not in told)


def _said(
    request: Request, checked: Report, settings: BuildSettings, shop: Workshop, *, watched: bool
) -> tuple[Spoken, _Mixing, int]:
    """All that is said, its sound, and how many frames were encoded meanwhile.

    Where nobody watches the sound is begun as soon as all is said, beside the last of what is drawn ahead.
    """
    from compiler.render import DRAFT, FULL

    assert checked.customised and checked.timeline
    quality, sized = (DRAFT, as_draft) if settings.draft else (FULL, lambda timeline: timeline)
    with drawing_ahead(
        checked.customised, checked.timeline, shop, quality=quality, sized=sized, watched=watched
    ) as ended:
        said = spoken(request.variant, checked.customised, shop)
        said = replace(said, timeline=_named(sized(said.timeline), settings))
        mixing = _mixing(said, settings, shop)
        if not watched:
            mixing()
        return said, mixing, ended()


def _mixing(said: Spoken, settings: BuildSettings, shop: Workshop) -> _Mixing:
    from compiler.mix import track

    return cache(partial(track, said.timeline, said.speech, shop, settings.loudness_lufs))


def as_draft(timeline: Timeline) -> Timeline:
    """The same, as small as a draft is."""
    width, height = timeline.size
    small = min(width, DRAFT_WIDTH)
    return replace(timeline, size=(small, height * small // width // 2 * 2), draft=True)


def _made(
    said: Spoken, mixing: _Mixing, settings: BuildSettings, shop: Workshop, on_live: OnLive | None
) -> "tuple[Rendering, Track, Path]":
    """Pieces, sound and thumbnail, side by side; all but the pieces waits for the first of them."""
    from compiler.deliver.live import LiveVideo
    from compiler.mix import sound_stretch
    from compiler.render import DRAFT, FULL, render, thumbnail_beside

    picture = cache(partial(thumbnail_beside, said.timeline, shop))

    def on_pieces(done: int) -> None:
        if done >= _PIECES_FIRST:
            mixing()
            picture()

    def heard(frames: FrameRange) -> tuple[bytes, int]:
        """Of the finished track once there is one: who watches the beginning does not wait for it."""
        found = sound_stretch(said.timeline, said.speech, frames, shop.store, settings.loudness_lufs)
        return found.data, found.origin

    def on_cut(pieces: tuple[Piece, ...]) -> None:
        if on_live:
            on_live(LiveVideo(said.timeline, pieces, heard))

    quality = DRAFT if settings.draft else FULL
    rendering = render(said.timeline, shop, quality=quality, on_cut=on_cut, on_pieces=on_pieces)
    return rendering, mixing()(), picture()()


def _named(timeline: Timeline, settings: BuildSettings) -> Timeline:
    """A file that may not be larger is called by that."""
    if settings.most_bytes is None:
        return timeline
    from compiler.pipeline.sizing import sized_name

    return sized_name(timeline, settings.most_bytes)


def _fitting(
    timeline: Timeline, rendering: "Rendering", track: "Track", settings: BuildSettings, shop: Workshop
) -> "Sized":
    """What is delivered: as it is rendered, or made small enough."""
    from compiler.pipeline.sizing import Sized, sized

    if settings.most_bytes is None:
        return Sized(timeline=timeline, pieces=rendering.pieces, sound=track.path)
    return sized(timeline, rendering, track.path, settings.most_bytes, shop)


def _delivered(fitting: "Sized", picture: Path, folder: Path, shop: Workshop) -> "Outputs":
    from compiler.deliver.finished import Finished
    from compiler.deliver.outputs import deliver

    frames = fitting.timeline.frames
    finished = Finished(
        timeline=fitting.timeline,
        pieces=fitting.pieces,
        sound=fitting.sound,
        thumbnail=picture,
        on_frames=lambda done: shop.on_progress("write", done, frames),
    )
    return deliver(finished, folder)
