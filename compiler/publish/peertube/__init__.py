"""PeerTube as a :class:`compiler.publish.publisher.Publisher`."""

from compiler.publish.peertube.channel import PeerTube
from compiler.publish.peertube.login import login
from compiler.publish.peertube.settings import PeerTubeSettings

__all__ = ["PeerTube", "PeerTubeSettings", "login"]
