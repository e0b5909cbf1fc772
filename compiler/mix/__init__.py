"""Speech, tones and music -> one mastered stereo track of exactly the picture's length."""

from compiler.mix.kept import Track, track
from compiler.mix.mastering import CEILING_DBTP, TARGET_LUFS, Sound, mix
from compiler.mix.speaking import levelled_speech
from compiler.mix.stretch import SoundStretch, sound_stretch

__all__ = [
    "CEILING_DBTP",
    "TARGET_LUFS",
    "Sound",
    "SoundStretch",
    "Track",
    "levelled_speech",
    "mix",
    "sound_stretch",
    "track",
]
