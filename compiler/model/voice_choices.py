"""What can be said of a voice: told once for the YAML, the narrators and whoever builds a Voice in Python."""

ENGINES = {
    "pyttsx3": "offline, comes along",
    "kokoro": "natural",
    "piper": "a voice file of yours",
    "recorded": "your recordings",
    "command": "any program",
    "silent": "nobody",
}
"""Who can speak, in a few words for people; `narrate` has a narrator for each."""

NAMED = frozenset({"pyttsx3", "kokoro", "piper"})
"""Engines whose voices have names."""

AUTO = "auto"
"""Whichever of them speaks the language best on this machine."""

CHOICES = (*ENGINES, AUTO)
"""What can be written as `engine`."""

WORDS_PER_MINUTE = (80, 600)
"""The slowest and the fastest speech."""

PITCH = (0, 99)
"""The lowest and the highest, as espeak-ng has it."""
