"""Timeline -> what somebody who only hears it cannot tell.

The listener knows words, tones and their times, and what the words mean; of the planner it knows nothing. It
builds up what it believes and is asked, second by second, whether that is what happens.
"""

from compiler.listen.listener import Finding, eyes_closed
from compiler.listen.moments import misplaced
from compiler.listen.score import Doing, Score, Sound, Words, score_of

__all__ = ["Doing", "Finding", "Score", "Sound", "Words", "eyes_closed", "misplaced", "score_of"]
