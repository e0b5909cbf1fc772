"""A stretch of the sound before the whole is mixed: the same mix, at the gain that the whole comes to within a decibel.

Packets of the whole begin at multiples of 1024 samples; those of a stretch do, too, and are encoded with what comes
before and after them, so that stretches which follow each other are heard as one.
"""

import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from threading import Lock

from compiler.mix.encode import FRAME, write_aac
from compiler.mix.kept import SpokenBy, found_track, music_key
from compiler.mix.mastering import TARGET_LUFS, Mixer, nominal_gain
from compiler.mix.music import Bed, Tape, laid, recorded
from compiler.mix.placing import placed_sounds, quiet_ranges, total_samples
from compiler.mix.samples import Samples, sample_at
from compiler.model.routine import Music
from compiler.model.timeline import Timeline
from compiler.model.timing import FrameRange
from compiler.store import Store

_BEFORE, _AFTER = 3, 2
"""Packets that are encoded for what they do to their neighbours: the limiter's reach of 20 ms is in them."""
_TAPES = 2
_MARGIN = 1.25
"""Music is decoded for so much more than is asked for, as the next change may make the video longer."""


@dataclass(frozen=True, slots=True)
class SoundStretch:
    """AAC in an MP4 file; its time zero is sample `origin` of the whole."""

    data: bytes
    origin: int


def sound_stretch(
    timeline: Timeline, speech: SpokenBy, stretch: FrameRange, store: Store, target_lufs: float = TARGET_LUFS
) -> SoundStretch:
    """What is heard in a stretch of frames; of the mastered track, where there is one.

    `speech` need only have what is said in it.

    Raises:
        BadMedia: the music, a clip or a speech file is missing or cannot be read.
    """
    track = found_track(timeline, speech, store, target_lufs)
    if track:
        return SoundStretch(track.path.read_bytes(), 0)
    first, stop = (sample_at(frame, timeline.frame_rate) for frame in (stretch.start, stretch.stop))
    origin = max(0, first // FRAME - _BEFORE) * FRAME
    end = min((stop // FRAME + _AFTER) * FRAME, total_samples(timeline))
    file = BytesIO()
    with _ONE_MIXES:
        write_aac(file, [_samples(timeline, speech, range(origin, end), target_lufs)])
    return SoundStretch(file.getvalue(), origin)


def _samples(timeline: Timeline, speech: SpokenBy, part: range, target_lufs: float) -> Iterator[Samples]:
    total, music = total_samples(timeline), timeline.music
    under: Bed | None = None
    if music:
        under = laid(_tape(music, total), music, quiet_ranges(timeline), total)
    known = tuple(cue for cue in timeline.cues if cue.utterance in speech)
    mixer = Mixer(placed_sounds(replace(timeline, cues=known), speech), (part,), under)
    return mixer.blocks(nominal_gain(timeline, target_lufs), part)


_ONE_MIXES = Lock()
"""Tapes and levelled speech are of one thread at a time."""
_tapes: "OrderedDict[str, Tape]" = OrderedDict()


def _tape(music: Music, total: int) -> Tape:
    """The music, decoded once for many stretches."""
    key = music_key(music.path)
    if key not in _tapes or not _tapes[key].lasts(total):
        file = tempfile.TemporaryFile(prefix="followalong-music-")  # noqa: SIM115 - closed when it is forgotten
        _tapes[key] = recorded(music, file, int(total * _MARGIN))
    _tapes.move_to_end(key)
    while len(_tapes) > _TAPES:
        _tapes.popitem(last=False)[1].file.close()
    return _tapes[key]
