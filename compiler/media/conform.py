"""Bring footage to the timeline's size, rate and colour, as a clip in the kept form.

The work is done in a child process: a decoder that crashes or hangs on a damaged file takes nothing with it.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from compiler.media.child import run_in_child
from compiler.media.clip import FORM
from compiler.media.conforming import fitted_clip, with_effects
from compiler.media.digests import digest_of
from compiler.media.job import Conform
from compiler.model.errors import BadMedia
from compiler.model.routine import Footage, Motion, Playback
from compiler.store import content_key, looks

VERSION = 5
"""Raised when conforming the same footage would give other pictures."""


def conform_key(job: Conform) -> str:
    """The key under which the conformed clip is kept: the file's bytes and everything asked of them.

    Raises:
        BadMedia: the file is missing or unreadable.
    """
    footage = job.footage
    effects = [[effect.name, [list(pair) for pair in effect.parameters]] for effect in footage.effects]
    backwards = footage.playback is Playback.PING_PONG  # decides whether it is read in place
    asked = [footage.start, footage.stop, footage.fit, list(footage.focus), footage.speed, effects, backwards]
    return content_key(
        "conform",
        VERSION,
        FORM,
        digest_of(footage),
        asked,
        list(job.size),
        job.frame_rate,
        *_seldom_asked(job),
    )


def _seldom_asked(job: Conform) -> list[Any]:
    """What has to be in the key of a few clips only: of photos, and of a focus that moves."""
    footage = job.footage
    if footage.focus_moves:
        return [[[seconds, *point] for seconds, point in footage.focus_moves]]
    if not footage.photos:
        return [footage.motion] if footage.motion is not Motion.NONE else []
    roles = [phase.role for phase in footage.phases]
    return [[digest_of(photo) for photo in _files(footage)], list(job.phase_frames), roles]


def _files(footage: Footage) -> list[Footage]:
    """Each photo of several, or the one film or photo that there is."""
    return [Footage(path=path) for path in footage.photos] or [footage]


def conform(job: Conform, destination: Path) -> None:
    """Write the conformed clip to `destination`.

    Raises:
        BadMedia: the file is bad, holds less than is used of it, or changed meanwhile.
        InvalidRoutine: an effect does not take its parameters.
        CannotWrite: the disk is full.
    """
    files = _files(job.footage)
    before = [(looks(one.path), digest_of(one)) for one in files]
    try:
        run_in_child(job, destination)
        if [(looks(one.path), digest_of(one)) for one in files] != before:
            raise changed(job)
    except BaseException as error:
        destination.unlink(missing_ok=True)
        if isinstance(error, BadMedia):
            raise _at(error, job.footage) from error
        raise
    finally:
        _plain(destination).unlink(missing_ok=True)


def _at(error: BadMedia, footage: Footage) -> BadMedia:
    """The same, where the footage is named in the routine."""
    return BadMedia(*(replace(problem, span=problem.span or footage.span) for problem in error.diagnostics))


def changed(job: Conform) -> BadMedia:
    """The file is not the one that was asked for."""
    return BadMedia(
        f"{job.footage.path} changed while it was read",
        hint="wait until it is written, then run this again",
        span=job.footage.span,
    )


def _plain(destination: Path) -> Path:
    """Where the clip lies before effects are applied to it."""
    return destination.with_name(f"{destination.stem}.plain{destination.suffix}")


def conform_here(job: Conform, destination: Path, folder: Path) -> Iterator[str]:
    """The same work in this process, small files in `folder`; yields what is being done, at every frame.

    Raises:
        BadMedia: as :func:`conform`.
        InvalidRoutine: as :func:`conform`.
        CannotWrite: as :func:`conform`.
    """
    if not job.footage.effects:
        yield from fitted_clip(job, destination, folder)
        return
    plain = _plain(destination)
    yield from fitted_clip(job, plain, folder)
    yield from with_effects(job, plain, destination, folder)
