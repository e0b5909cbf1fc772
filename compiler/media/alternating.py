"""Several photos of one movement -> its pictures, in the time of the count."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from compiler.media.fitting import Fitter
from compiler.media.job import Conform
from compiler.media.photos import still_frame
from compiler.media.picture import Picture, Plane
from compiler.model.routine import PhaseRole

STAY_SECONDS = Fraction(5, 2)
"""How long a photo stays where there is no count to follow."""

_DISSOLVE_SHARE = 0.4
"""Of the time between two photos: as long is one turned into the other, the rest of it they stand still."""


def alternating_frames(job: Conform, folder: Path) -> Iterator[Picture]:
    """One turn of the movement; the same object again where a photo stands still.

    With phases, a rep: from the first photo to the last one while the phases go in, the last one while they
    hold, back again while they come out. Without, the photos one after the other.
    """
    fitter = Fitter(job.size, job.footage.fit, job.footage.focus, folder)
    photos = [fitter.fit(still_frame(path)).copy() for path in job.footage.photos]
    for place in _places(job, len(photos)):
        yield _at(photos, place)


def _places(job: Conform, count: int) -> Iterator[float]:
    """Where in the row of photos each frame stands: 0 is the first, 0.5 halfway to the second."""
    if not job.phase_frames:
        stay = round(STAY_SECONDS * job.frame_rate)
        yield from (n / stay for n in range(count * stay))
        return
    roles = [phase.role for phase in job.footage.phases]
    total = {
        role: sum(f for f, r in zip(job.phase_frames, roles, strict=True) if r is role) for role in roles
    }
    done = dict.fromkeys(roles, 0)
    for frames, role in zip(job.phase_frames, roles, strict=True):
        for _ in range(frames):
            share = (done[role] + 0.5) / total[role]
            done[role] += 1
            inwards = {PhaseRole.MOVE_IN: share, PhaseRole.HOLD: 1.0, PhaseRole.MOVE_OUT: 1 - share}
            yield inwards[role] * (count - 1)


def _at(photos: Sequence[Picture], place: float) -> Picture:
    before = int(place)
    share = min(1.0, max(0.0, (place - before - 0.5) / _DISSOLVE_SHARE + 0.5))
    one, other = photos[before % len(photos)], photos[(before + 1) % len(photos)]
    if share in {0.0, 1.0}:
        return other if share else one
    soft = share * share * (3 - 2 * share)
    return Picture(_mixed(one.y, other.y, soft), _mixed(one.u, other.u, soft), _mixed(one.v, other.v, soft))


def _mixed(one: Plane, other: Plane, share: float) -> Plane:
    mixed: Plane = np.rint(one + (other.astype(np.float32) - one) * share).astype(np.uint8)
    return mixed
