"""How much one file may ask for. Each limit is told at its place, before any work; docs/language.md lists them."""

from fractions import Fraction

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

# --- lists ----------------------------------------------------------------------------------------------------

MOST_STEPS = 500
MOST_STEPS_OF_A_GROUP = 50
"""Of rounds, of intervals, or of what is done as often as one can."""
MOST_STEPS_IN_ALL = 2_000
"""Of one routine, each round counted."""
MOST_ADDED_STEPS = 100
MOST_ADDITIONS = 50
MOST_PROFILES = 50
MOST_SPEAKERS = 50
MOST_EXERCISES = 500
"""Of a routine's own, and names in a list or table of them."""
MOST_NAMES = 500
"""Whose sound is written down in one file."""
MOST_PHOTOS = 12
"""Of one clip."""
MOST_MOVES = 50
"""Points that the focus of one clip comes by."""
MOST_LINES = 20
"""What is said in the setup of one exercise."""
MOST_CUES = 100
"""Of one exercise."""
MOST_NOTES = 20
"""For paper, signs to stop at, and who is to take care of an exercise."""
MOST_THINGS = 12
"""That one exercise takes."""
MOST_PATIENTS = 1_000
"""Of one table."""
MOST_WEEKS = 104
"""Of a progression."""
MOST_CALLOUTS = 20
"""Of one exercise."""
MOST_TAGS = 50
MOST_THUMBNAIL_WORDS = 5
"""So many can be read in a list of videos, where the picture is as wide as a thumb."""
MOST_SOURCES = 50
MOST_EFFECTS = 20
MOST_ARGUMENTS = 50
"""Of a command."""
MOST_PHRASES = 2_000
"""In one translation."""

# --- doses ----------------------------------------------------------------------------------------------------

MOST_REPS = 200
MOST_SETS = 20
MOST_ROUNDS = 20
MOST_INTERVALS = 100
"""Stretches of work by one clock."""
LONGEST_CLOCK = Fraction(60 * 60)
"""Seconds of one clock under which a list is done again and again."""
MOST_SETS_IN_ALL = 1_000
"""Of one routine, each side counted."""
MOST_REPS_IN_ALL = 10_000
"""Of one routine, in all sets and on both sides."""
MOST_PARTS_OF_ALL_VERSIONS = 2_000
"""Of a routine and all its profiles together: sets on each side, ten repetitions, and other steps count one each."""
LONGEST_VIDEO = Fraction(4 * 60 * 60)

# --- what a page of this machine brings ------------------------------------------------------------------------

LARGEST_FOOTAGE_BYTES = 16 << 30
"""Of one file: an hour from a good camera."""
LARGEST_TAKE_BYTES = 64 << 20
"""Of one recording by the microphone of a browser: an hour of Opus, or six minutes of WAV."""
