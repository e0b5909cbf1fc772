"""Timeline -> what somebody who only hears it cannot tell, found without knowing anything of the planner."""

from compiler.listen.listener import Finding, eyes_closed
from compiler.listen.moments import misplaced
from compiler.listen.score import Doing, Score, Sound, Words, score_of

__all__ = ["Doing", "Finding", "Score", "Sound", "Words", "eyes_closed", "misplaced", "score_of"]
