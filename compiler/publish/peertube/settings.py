"""Which PeerTube, whose channel and how long to wait."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from compiler.publish.patience import Patience
from compiler.publish.resumable import CHUNK_UNIT_BYTES
from compiler.publish.transport import Timeouts
from compiler.system.folders import config_folder

_OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerTubeSettings:
    """Everything about a PeerTube that is not of one release.

    `address` is the instance (``https://video.example``). `channel` is the name of the channel that is meant;
    it may be empty if the user has just one.
    """

    address: str
    channel: str = ""
    token_path: Path = field(default_factory=lambda: config_folder() / "peertube.json")
    chunk_bytes: int = 32 * CHUNK_UNIT_BYTES
    patience: Patience = field(default_factory=Patience)
    timeouts: Timeouts = field(default_factory=Timeouts)
    poll_seconds: float = 5.0
    processing_seconds: float = 3600.0
    clock: Callable[[], datetime] = _now

    @property
    def is_private(self) -> bool:
        """Whether nobody on the way can read what is sent: https, or this machine."""
        parts = urlsplit(self.address)
        return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _OWN_MACHINE)
