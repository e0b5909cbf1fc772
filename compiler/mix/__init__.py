"""Speech, tones and music -> one mastered stereo track of exactly the picture's length."""

from compiler.mix.kept import Track, track
from compiler.mix.mastering import CEILING_DBTP, TARGET_LUFS, Sound, mix
from compiler.mix.speaking import levelled_speech

__all__ = ["CEILING_DBTP", "TARGET_LUFS", "Sound", "Track", "levelled_speech", "mix", "track"]
