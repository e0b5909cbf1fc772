"""Speech, tones and music -> one mastered stereo track of exactly the picture's length."""

from compiler.mix.mastering import CEILING_DBTP, TARGET_LUFS, Sound, mix

MIX_VERSION = 1
"""Raised when the same timeline and speech come to another sound; part of the key it is kept under."""

__all__ = ["CEILING_DBTP", "MIX_VERSION", "TARGET_LUFS", "Sound", "mix"]
