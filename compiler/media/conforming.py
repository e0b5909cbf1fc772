"""The two passes of conforming: fit every frame, then apply effects to the fitted clip."""

from collections.abc import Generator, Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

from compiler.media.ahead import ahead
from compiler.media.alternating import alternating_frames
from compiler.media.clip import ClipWriter
from compiler.media.effects import effect_frames
from compiler.media.fitting import Fitter
from compiler.media.frames import footage_frames
from compiler.media.job import APPLYING, DECODING, Conform
from compiler.media.motion import following_frames, motion_frames
from compiler.media.photos import still_frame
from compiler.media.picture import Picture
from compiler.media.rate import at_constant_rate
from compiler.media.timed import TimedFrame
from compiler.model.errors import BadMedia
from compiler.model.routine import Fit, Motion


def fitted_clip(job: Conform, destination: Path, folder: Path) -> Iterator[str]:
    """Write the footage, effects aside; yields at every frame."""
    with ClipWriter(destination, job.size, job.frame_rate) as writer:
        for picture in ahead(_fitted(job, folder)):
            writer.write(picture)
            yield DECODING


def first_picture(job: Conform, folder: Path) -> Picture:
    """What the footage shows first, effects aside; small files in `folder`.

    Raises:
        BadMedia: the file is bad, or there is no picture in the part that is used.
    """
    with closing(_fitted(job, folder)) as pictures:
        return next(pictures).copy()


def _fitted(job: Conform, folder: Path) -> Generator[Picture]:
    """The footage's pictures at the wanted size and rate; the same object again where one shows longer."""
    footage = job.footage
    if footage.photos:
        yield from alternating_frames(job, folder)
        return
    if footage.motion is not Motion.NONE:
        photo = still_frame(footage.path)
        yield from motion_frames(photo, footage, job.size, job.frame_rate, folder)
        return
    fitter = Fitter(job.size, footage.fit, footage.focus, folder)
    pictures = at_constant_rate(footage_frames(footage), footage, job.frame_rate)
    if footage.focus_moves and footage.fit is Fit.COVER:
        yield from following_frames(pictures, footage, job.size, job.frame_rate, folder)
        return
    shown: TimedFrame | None = None
    for one in pictures:
        if one is not shown:
            picture, shown = fitter.fit(one), one
        yield picture
    if shown is None:
        raise BadMedia(f"{footage.path} has no picture in the part that is used", span=footage.span)


def with_effects(job: Conform, plain: Path, destination: Path, folder: Path) -> Iterator[str]:
    """Write the clip `plain` with the footage's effects; yields at every frame."""
    footage = job.footage
    with ClipWriter(destination, job.size, job.frame_rate) as writer:
        fitter = Fitter(job.size, footage.fit, (Fraction(1, 2), Fraction(1, 2)), folder)
        yield APPLYING
        for frame in effect_frames(plain, footage.effects):
            lasts = 1 / job.frame_rate
            one = TimedFrame(frame=frame, seconds=writer.frames * lasts, duration=lasts, aspect=Fraction(1))
            writer.write(fitter.fit(one))
            yield APPLYING
