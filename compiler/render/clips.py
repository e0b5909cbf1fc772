"""Footage and figures -> conformed clips in the store, each made once for all steps that show it."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from compiler.media import Picture
from compiler.media.ahead import ahead
from compiler.media.clip import FORM, ClipWriter, Ground
from compiler.media.conform import conform, conform_key
from compiler.media.in_place import survey
from compiler.media.job import Conform
from compiler.model.errors import BadMedia, InvalidRoutine
from compiler.model.routine import FigureUse, Footage, MissingClip, Playback
from compiler.model.timeline import Clip, Timeline
from compiler.render.kept import (
    KIND,
    SUFFIX,
    SURVEY,
    ConformedClip,
    KeptClip,
    conformed_clip,
    footage_in_place,
    write_survey,
)
from compiler.store import Store, content_key

if TYPE_CHECKING:
    from compiler.figure import Figure
    from compiler.figure.frames import Turn
    from compiler.figure.pose import Framing

NO_PARTS: Mapping[Footage, Footage] = {}


def is_flipped(clip: Clip) -> bool:
    """Whether what is kept of a clip is mirrored as it is shown: a figure draws itself mirrored."""
    return clip.mirrored and not isinstance(clip.media, FigureUse)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipJob:
    """A clip to conform: everything that decides its frames."""

    media: Footage | FigureUse
    size: tuple[int, int]
    frame_rate: Fraction
    phase_frames: tuple[int, ...] = ()
    mirrored: bool = False

    def key(self) -> str:
        """Equal for equal frames."""
        if isinstance(self.media, Footage):
            return conform_key(self.conform)
        from compiler.figure import figure_key

        drawn = figure_key(
            figure_of(self.media),
            self.phase_frames,
            size=self.size,
            frame_rate=self.frame_rate,
            presenter=self.media.presenter,
            mirrored=self.mirrored,
        )
        return content_key("drawn clip", FORM, drawn)

    @property
    def conform(self) -> Conform:
        """What is asked of footage."""
        assert isinstance(self.media, Footage)
        return Conform(
            footage=self.media, size=self.size, frame_rate=self.frame_rate, phase_frames=self.phase_frames
        )

    def is_at_hand(self, store: Store) -> bool:
        """Whether the clip costs next to nothing, since it is kept."""
        return self.kept(store, self.key()) is not None

    def produce(self, destination: Path) -> None:
        """Write the conformed clip."""
        if isinstance(self.media, Footage):
            conform(self.conform, destination)
            return
        turn = self.drawn()
        ground = Ground(turn.stage.room, turn.stage.at, turn.order)
        with ClipWriter(destination, turn.stage.size, self.frame_rate, ground) as writer:
            for picture in ahead(turn.boxes()):
                writer.write(picture)

    def drawn(self, only: Container[int] | None = None) -> "Turn":
        """A figure's frames, drawn one by one; where `only` is given, those of these numbers (from 0)."""
        from compiler.figure.frames import drawn_turn

        assert isinstance(self.media, FigureUse)
        return drawn_turn(
            figure_of(self.media),
            self.phase_frames,
            size=self.size,
            frame_rate=self.frame_rate,
            presenter=self.media.presenter,
            mirrored=self.mirrored,
            only=only,
        )

    def picture(self, number: int) -> Picture:
        """A figure's frame of that number (from 0) without the others."""
        return next(self.drawn({number}).pictures())

    def close_up(self, number: int) -> Picture:
        """A figure's frame of that number, drawn anew so that the figure fills the size."""
        from compiler.figure.close_up import close_up

        assert isinstance(self.media, FigureUse)
        return close_up(
            figure_of(self.media),
            self.phase_frames,
            number,
            size=self.size,
            frame_rate=self.frame_rate,
            presenter=self.media.presenter,
            mirrored=self.mirrored,
        )

    def telling(self) -> float:
        """How much a figure has to show; less than any figure: footage, which nobody has looked at."""
        from compiler.figure.close_up import telling

        return telling(figure_of(self.media)) if isinstance(self.media, FigureUse) else -1.0

    def run(self, store: Store, key: str) -> KeptClip:
        """Make the clip of that key unless it is kept. For worker processes.

        Raises:
            BadMedia: the file is bad, or no longer the one that the key was made from.
        """

        def still_so() -> None:
            if self.key() != key:
                raise BadMedia(
                    f"{self.media.path} changed during the build",
                    hint="wait until it is written, then run this again",
                    span=self.media.span,
                )

        found = survey(self.conform) if isinstance(self.media, Footage) else None
        if found:
            store.make(KIND, key, SURVEY, partial(write_survey, found), still_so=still_so)
        else:
            store.make(KIND, key, SUFFIX, self.produce, still_so=still_so)
        kept = self.kept(store, key)
        assert kept is not None
        return kept

    def promised(self, store: Store, key: str) -> KeptClip | None:
        """The clip that there will be, where its length is known before it is made: a figure has that of its tempo."""
        if not isinstance(self.media, FigureUse):
            return None
        return ConformedClip(store.path(KIND, key, SUFFIX), sum(self.phase_frames), key)

    def kept(self, store: Store, key: str) -> KeptClip | None:
        """The clip of that key if the store has it.

        Raises:
            BadMedia: the footage is gone.
        """
        if isinstance(self.media, Footage) and (path := store.find(KIND, key, SURVEY)):
            return footage_in_place(path, key, self.conform)
        path = store.find(KIND, key, SUFFIX)
        return conformed_clip(path, key) if path else None


def figure_of(use: FigureUse) -> "Figure":
    """The figure, read once for all questions; `load` has checked its anatomy, which takes longer."""
    return _figure_of(use.path, use.path.stat().st_mtime_ns).on(
        use.place,
        highlight=use.highlight,
        ghost=use.ghost,
        framing=cast("Framing | None", use.framing or None),
    )


@lru_cache(maxsize=64)
def _figure_of(path: Path, _changed: int) -> "Figure":
    from compiler.figure.script import read_script

    figure, problems = read_script(path)
    if figure is None:
        raise InvalidRoutine(*problems)
    return figure


def job_of(clip: Clip, timeline: Timeline, parts: Mapping[Footage, Footage] = NO_PARTS) -> ClipJob | None:
    """What has to be conformed to show `clip`; None for a clip that is not filmed yet.

    `parts` says how much of its footage is shown, where that is not all of it.
    """
    media = clip.media
    if isinstance(media, MissingClip):
        return None
    if isinstance(media, Footage):
        media = parts.get(media, media)
    return ClipJob(
        media=media,
        size=timeline.size,
        frame_rate=timeline.frame_rate,
        phase_frames=clip.phase_frames,
        mirrored=clip.mirrored and isinstance(media, FigureUse),
    )


def clips_of(timeline: Timeline) -> Iterator[Clip]:
    """Every clip that is seen, in order, with repetitions."""
    for step in timeline.steps:
        inset = step.scene.inset.clip if step.scene.inset else None
        ways = step.scene.way.clips if step.scene.way else ()
        yield from (clip for clip in (*ways, step.scene.clip, step.scene.preview, inset) if clip)


def period(clip: Clip, frames: int) -> int | None:
    """After how many frames the clip's pictures come again; None if they come to rest on the last one."""
    if clip.loop is not None:
        return max(1, min(len(clip.loop), frames))
    playback = clip.media.playback if isinstance(clip.media, Footage) else Playback.LOOP
    if playback is Playback.FREEZE:
        return None
    return max(1, 2 * frames - 2) if playback is Playback.PING_PONG else frames


def clip_frame(clip: Clip, frames: int, step_frame: int) -> int:
    """Which of the conformed clip's `frames` is seen in the step's frame."""
    position = clip.first + step_frame
    if clip.loop is not None:
        start = min(clip.loop.start, frames - 1)
        length = max(1, min(len(clip.loop), frames - start))
        return start + (position - start) % length
    turn = period(clip, frames)
    if turn is None:
        return min(position, frames - 1)
    position %= turn
    return position if position < frames else turn - position
