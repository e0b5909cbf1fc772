"""What YouTube means when it says no."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from compiler.model.errors import (
    Conflict,
    FollowalongError,
    LoginNeeded,
    NetworkInterrupted,
    QuotaReached,
    Refused,
)
from compiler.publish.api import safe_words
from compiler.publish.patience import Unavailable
from compiler.publish.transport import Answer

_PER_DAY = {"quotaExceeded", "dailyLimitExceeded", "uploadLimitExceeded"}
_TOO_FAST = {"rateLimitExceeded", "userRateLimitExceeded"}
_NOT_FOUND = {"videoNotFound", "playlistNotFound", "captionNotFound", "notFound"}


def refusal(returns: Callable[[], datetime]) -> Callable[[Answer], FollowalongError]:
    """A reader of bad answers; `returns` tells when a daily allowance begins anew."""

    def read(answer: Answer) -> FollowalongError:
        reasons, message = reasons_of(answer)
        if _is_per_day(answer, reasons, message):
            when = returns()
            told = f"YouTube's daily limit is reached ({message or 'quota exceeded'})"
            hint = f"publish again after {when:%A %d %B, %H:%M %Z} (midnight in California); it goes on from here"
            return QuotaReached(told, hint=hint)
        if reasons & _TOO_FAST:
            return Unavailable(f"YouTube asks to go slower ({message})")
        return _by_status(answer, reasons, message)

    return read


def _is_per_day(answer: Answer, reasons: set[str], message: str) -> bool:
    limited = answer.status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.FORBIDDEN, HTTPStatus.BAD_REQUEST}
    return limited and bool(reasons & _PER_DAY or "per day" in message.lower())


def _by_status(answer: Answer, reasons: set[str], message: str) -> FollowalongError:
    why = f": {message}" if message else ""
    if answer.status == HTTPStatus.UNAUTHORIZED:
        return LoginNeeded("YouTube does not accept this login", hint="followalong login youtube")
    if "youtubeSignupRequired" in reasons:
        return LoginNeeded(
            "this Google account has no YouTube channel", hint="make one, or use another account"
        )
    if "accessNotConfigured" in reasons:
        hint = (
            "in the project of your client, at console.cloud.google.com/apis/library/youtube.googleapis.com: "
            "Enable; it takes a few minutes"
        )
        return Refused(f"YouTube's API is not switched on for this client{why}", hint=hint)
    if "insufficientPermissions" in reasons:
        return LoginNeeded(f"the login does not cover this{why}", hint="followalong login youtube")
    if answer.status == HTTPStatus.NOT_FOUND or reasons & _NOT_FOUND:
        return Conflict(f"YouTube does not find it{why}", hint="look at the channel in YouTube Studio")
    return Refused(f"YouTube said no (status {answer.status}){why}")


def reasons_of(answer: Answer) -> tuple[set[str], str]:
    """The reasons YouTube names and its message, made safe to show: one line, no addresses."""
    try:
        error = answer.json().get("error")
    except NetworkInterrupted:
        return set(), ""
    if not isinstance(error, dict):
        return set(), ""
    details = error.get("errors")
    listed = [d for d in details if isinstance(d, dict)] if isinstance(details, list) else []
    return {str(d.get("reason", "")) for d in listed}, safe_words(str(error.get("message", "")))
