"""Where the site is and what it is called."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urljoin

LOCAL_ADDRESS = "http://localhost:8000/"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """Everything about a site that is not of one release.

    `address` is where the folder will be reached; the feed's links begin with it. Empty means that it is only
    tried out on this machine so far.
    """

    folder: Path = field(default_factory=lambda: Path("output/site"))
    address: str = ""
    title: str = "Follow-along stretches"
    summary: str = "Guided stretches and gentle exercises, done together in real time."
    author: str = "followalong"
    language: str = "en"
    clock: Callable[[], datetime] = _now

    @property
    def base(self) -> str:
        """The address with a slash at its end."""
        return f"{(self.address or LOCAL_ADDRESS).rstrip('/')}/"

    def shared(self, file: str) -> str:
        """A file as other sites have to name it, as far as this site's address is known."""
        return urljoin(self.base, quote(file)) if self.address else quote(file)
