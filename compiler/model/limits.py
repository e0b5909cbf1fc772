"""How much one file may ask for. Each limit is told at its place, before any work; docs/language.md lists them."""

LONGEST_FILE_BYTES = 1 << 20
"""A routine is a few kilobytes."""

DEEPEST = 50
"""Levels of lists and keys inside each other."""

MOST_VALUES = 40_000
"""Values in one file; 500 steps with all that they can say have fewer."""

LONGEST_TEXT = 10_000
"""Characters of any one text."""

LONGEST_WORDS = 2_000
"""Characters that are spoken in one go."""

MOST_MISTAKES = 100
"""More than these of one file are counted and not shown."""
