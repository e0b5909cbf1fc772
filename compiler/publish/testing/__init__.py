"""A practice remote, strict and on demand out of order.

It speaks YouTube's and PeerTube's protocols over real sockets. The tests start it on
loopback; ``python -m compiler.publish.testing`` starts it by hand.
"""

from compiler.publish.testing.faults import Fault, FaultKind, parse_fault
from compiler.publish.testing.server import PracticeServer
from compiler.publish.testing.state import Remote, Video

__all__ = ["Fault", "FaultKind", "PracticeServer", "Remote", "Video", "parse_fault"]
