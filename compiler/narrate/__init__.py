"""Utterance -> Speech, by narrators behind one protocol, or an estimate where nobody has spoken yet."""

from compiler.narrate.estimate import estimate_seconds
from compiler.narrate.narration import kept, narrate
from compiler.narrate.narrators import (
    CommandNarrator,
    PretendedNarrator,
    Pyttsx3Narrator,
    RecordedNarrator,
    SilentNarrator,
    narrator_for,
)
from compiler.narrate.neural_narrators import KokoroNarrator, PiperNarrator
from compiler.narrate.process import ToolRunner
from compiler.narrate.recordings import check_recordings, recording_name
from compiler.narrate.speaking import check_names, is_recorded, spoken_of
from compiler.narrate.speech import Narrator, Speech, read_speech
from compiler.narrate.voices import check_voice, narrator_report, voices
from compiler.narrate.words import spoken_text

__all__ = [
    "CommandNarrator",
    "KokoroNarrator",
    "Narrator",
    "PiperNarrator",
    "PretendedNarrator",
    "Pyttsx3Narrator",
    "RecordedNarrator",
    "SilentNarrator",
    "Speech",
    "ToolRunner",
    "check_names",
    "check_recordings",
    "check_voice",
    "estimate_seconds",
    "is_recorded",
    "kept",
    "narrate",
    "narrator_for",
    "narrator_report",
    "read_speech",
    "recording_name",
    "spoken_of",
    "spoken_text",
    "voices",
]
