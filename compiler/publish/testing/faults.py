"""Ways to misbehave, to be asked for by route: ``upload.put:status=503*3`` answers three chunks with 503."""

import re
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What goes wrong. `value` of the fault is given in parentheses where it means something."""

    STATUS = "status"  # answer with a status (503), or status and reason (403 quotaExceeded), do nothing
    DROP = "drop"  # hear the request, do nothing, close the connection
    ACT_DROP = "act-drop"  # do it, close the connection without an answer
    ACT_STATUS = "act-status"  # do it, answer with a bad status
    CUT = "cut"  # close the connection when the upload has this many bytes
    KEEP_LESS = "keep-less"  # keep only this many bytes of a chunk
    NO_RANGE = "no-range"  # forget everything and send no Range
    PAST_END = "past-end"  # claim to have more than the whole file
    TOO_FAR = "too-far"  # claim to have one byte more than was sent
    GO_BACK = "go-back"  # forget all but this many bytes
    ODD_RANGE = "odd-range"  # send a Range that makes no sense
    GONE = "gone"  # forget the session
    HTML = "html"  # a login page with status 200
    REDIRECT = "redirect"  # to this address
    HUGE = "huge"  # a body of 10 GB
    DRIP = "drip"  # an answer that comes byte by byte and never ends
    STALL = "stall"  # no answer for this many seconds


@dataclass(slots=True, kw_only=True)
class Fault:
    """One kind of trouble at one route (a name such as ``captions.insert``, or ``*``).

    It strikes `times` times (-1: for ever) after `skip` requests that go well.
    """

    route: str
    kind: FaultKind
    value: str = ""
    times: int = 1
    skip: int = 0

    def strikes(self, route: str) -> bool:
        """Whether it strikes this request; counts."""
        if self.route not in {route, "*"} or self.times == 0:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1 if self.times > 0 else 0
        return True


_WRITTEN = re.compile(
    r"(?P<route>[\w.*]+):(?P<kind>[\w-]+)(=(?P<value>[^*+]*))?(\*(?P<times>-?\d+))?(\+(?P<skip>\d+))?"
)


def parse_fault(text: str) -> Fault:
    """Read ``route:kind=value*times+skip``, as the command line takes it.

    Raises:
        ValueError: it is not written so, or there is no such kind.
    """
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not written as route:kind=value*times+skip")
    return Fault(
        route=found["route"],
        kind=FaultKind(found["kind"]),
        value=found["value"] or "",
        times=int(found["times"] or 1),
        skip=int(found["skip"] or 0),
    )
