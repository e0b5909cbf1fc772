"""The sound of a timeline, mixed once and kept under everything that is heard in it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from compiler.media.digests import digest_of
from compiler.mix.clip_sound import heard_clips
from compiler.mix.composing import COMPOSED_VERSION
from compiler.mix.mastering import MIX_VERSION, TARGET_LUFS, mix
from compiler.mix.speaking import Spoken
from compiler.model.errors import BadMedia
from compiler.model.routine import Utterance
from compiler.model.timeline import Timeline
from compiler.store import Store, content_key, file_digest, reporting_disk
from compiler.system.workshop import Workshop

KIND = "sound"

SpokenBy = Mapping[Utterance, Spoken]


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A mastered track in the store, and what was measured on it."""

    path: Path
    loudness_lufs: float
    true_peak_dbtp: float


def track(
    timeline: Timeline, speech: SpokenBy, shop: Workshop, target_lufs: float = TARGET_LUFS
) -> Callable[[], Track]:
    """Call what comes back for the track; it is mixed in the pool, beside all else, unless it is kept already.

    The whole comes out at `target_lufs`.

    Raises:
        BadMedia: (when called) the music or a speech file is missing, cannot be read or has changed meanwhile.
        CannotWrite: (when called) the disk is full.
    """
    key = _key(timeline, speech, target_lufs)
    found = _found(key, shop.store)
    if found:
        return lambda: found
    return shop.pool.submit(partial(_mixed, timeline, speech, shop.store, key, target_lufs))


def found_track(
    timeline: Timeline, speech: SpokenBy, store: Store, target_lufs: float = TARGET_LUFS
) -> Track | None:
    """The track, if it is kept; none where something of it is not spoken yet."""
    if not all(cue.utterance in speech for cue in timeline.cues):
        return None
    return _found(_key(timeline, speech, target_lufs), store)


def _found(key: str, store: Store) -> Track | None:
    path, told = store.find(KIND, key, ".m4a"), store.find(KIND, key, ".json")
    return Track(path=path, **json.loads(told.read_text())) if path and told else None


def _mixed(timeline: Timeline, speech: SpokenBy, store: Store, key: str, target_lufs: float) -> Track:
    with store.scratch_folder() as scratch:
        fresh = scratch / "sound.m4a"
        with reporting_disk(fresh):
            sound = mix(timeline, speech, destination=fresh, target_lufs=target_lufs)
        if _key(timeline, speech, target_lufs) != key:
            raise BadMedia("the music or a clip changed while it was mixed", hint="run this again")
        facts = {"loudness_lufs": sound.loudness_lufs, "true_peak_dbtp": sound.true_peak_dbtp}
        path = store.make(KIND, key, ".m4a", partial(_move, fresh))
        store.make(KIND, key, ".json", partial(_write, json.dumps(facts)))
    return Track(path=path, **facts)


def _key(timeline: Timeline, speech: SpokenBy, target_lufs: float) -> str:
    """Over everything that is heard."""
    music = timeline.music
    return content_key(
        KIND,
        MIX_VERSION,
        timeline.frames,
        timeline.frame_rate,
        [(file_digest(speech[cue.utterance].path), cue.range.start) for cue in timeline.cues],
        [(tone.kind, tone.frame) for tone in timeline.tones],
        [music_key(music.path), music.level_db] if music else None,
        *([digest_of(one.part), one.key] for one in heard_clips(timeline)),
        target_lufs,
    )


def music_key(path: Path | None) -> str:
    """Equal for equal music; None is what is composed."""
    return file_digest(path) if path else f"composed {COMPOSED_VERSION}"


def _move(source: Path, destination: Path) -> None:
    source.replace(destination)


def _write(text: str, destination: Path) -> None:
    destination.write_text(text, encoding="utf-8")
