"""Where YouTube is, whose channel is meant and how long to wait."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from compiler.publish.limits import limits
from compiler.publish.patience import Patience
from compiler.publish.resumable import CHUNK_UNIT_BYTES
from compiler.publish.transport import Timeouts
from compiler.system.folders import config_folder

ADDRESS = "https://www.googleapis.com"
SCOPE = "https://www.googleapis.com/auth/youtube.force-ssl"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class YouTubeSettings:
    """Everything about YouTube that is not of one release.

    `address` is where its API is reached; another one (such as the practice server's) changes nothing else.
    `channel` is the id of the channel that is meant, empty for the one that the login is for. `token_path` is
    the login's file, in the user's settings folder by default.
    """

    address: str = ADDRESS
    channel: str = ""
    token_path: Path = field(default_factory=lambda: config_folder() / "youtube.json")
    chunk_bytes: int = 32 * CHUNK_UNIT_BYTES
    patience: Patience = field(default_factory=Patience)
    timeouts: Timeouts = field(default_factory=Timeouts)
    poll_seconds: float = 5.0
    processing_seconds: float = 3600.0
    clock: Callable[[], datetime] = _now

    def quota_day(self) -> str:
        """The day that the remote counts now, as ``2026-11-23``."""
        return self.clock().astimezone(ZoneInfo(limits().youtube.quota.time_zone)).date().isoformat()

    def quota_returns(self) -> datetime:
        """When the remote's next day begins, in the user's own time zone."""
        zone = ZoneInfo(limits().youtube.quota.time_zone)
        tomorrow = self.clock().astimezone(zone).date() + timedelta(days=1)
        return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone).astimezone()
