"""What goes into a publish besides the release, and what comes out of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from compiler.model.errors import Diagnostic, ExitCode


class OnChange(StrEnum):
    """What to do when the release is not what was published: never guessed."""

    REFUSE = "refuse"
    UPDATE = "update"
    NEW_VIDEO = "new-video"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a publish is; `done` of `total` are bytes while a video is sent and 0 of 0 otherwise."""

    step: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a publish came to.

    `done` names the steps of this run, so it is empty when all was done before. `warnings` tell of parts that
    the remote refused while the rest went on, `remarks` of what else is worth knowing about what was sent.
    `personal` is whether it is for one person, and listed nowhere.
    """

    site: str
    account: str
    name: str
    title: str
    video_id: str
    link: str
    personal: bool = False
    done: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()

    @property
    def already_published(self) -> bool:
        """Whether there was nothing to do."""
        return not self.done and not self.warnings

    @property
    def exit_code(self) -> ExitCode:
        """OK, or REFUSED if the video is out but a part of it was refused."""
        return ExitCode.REFUSED if self.warnings else ExitCode.OK


OnProgress = Callable[[Progress], None]


def silently(_: Progress) -> None:
    """Tells nobody."""
