"""YouTube as a :class:`compiler.publish.publisher.Publisher`."""

from compiler.publish.youtube.channel import YouTube, channel_of
from compiler.publish.youtube.login import login
from compiler.publish.youtube.settings import YouTubeSettings

__all__ = ["YouTube", "YouTubeSettings", "channel_of", "login"]
