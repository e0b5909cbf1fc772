"""followalong compiles a YAML routine into a narrated, real-time follow-along exercise video.

Nouns are data, verbs are stages; time is decided once, in `plan`::

    routine.yaml ──load──▶ Routine ──plan──▶ Timeline ──render──▶ Segments ─┐
                                       │  ▲                                 ├─mux──▶ MP4 … ──publish──▶ receipt
                                  cues ▼  │ measured lengths                │
                                     narrate ──▶ Speech ──────mix──▶ Sound ─┘

For programs: `compiler.check`, `compiler.plan` and `compiler.build` take a routine's path and keywords; what goes
wrong is a `FollowalongError`. What is not named here is private. docs/python.md shows how to use it.
"""

import sys
from importlib import import_module
from types import ModuleType

from compiler.version import __version__

TYPE_CHECKING = False
"""As in `typing`, which takes its time to import: until then a Ctrl-C would be told by Python itself."""

if TYPE_CHECKING:
    from compiler.deliver.outputs import Outputs
    from compiler.load import OptionProblem
    from compiler.model.errors import (
        BadMedia,
        Busy,
        CannotWrite,
        Diagnostic,
        ExitCode,
        FollowalongError,
        InvalidRoutine,
        SourceSpan,
        ToolFailed,
    )
    from compiler.model.routine import Routine
    from compiler.model.timeline import Timeline
    from compiler.pipeline.build import Built
    from compiler.pipeline.check import Report
    from compiler.pipeline.face import build, check, patients, plan
    from compiler.pipeline.variants import Variant

_HOMES = {
    "compiler.deliver.outputs": ("Outputs",),
    "compiler.load": ("OptionProblem",),
    "compiler.model.errors": (
        "BadMedia", "Busy", "CannotWrite", "Diagnostic", "ExitCode", "FollowalongError", "InvalidRoutine",
        "SourceSpan", "ToolFailed",
    ),
    "compiler.model.routine": ("Routine",),
    "compiler.model.timeline": ("Timeline",),
    "compiler.pipeline.build": ("Built",),
    "compiler.pipeline.check": ("Report",),
    "compiler.pipeline.face": ("build", "check", "patients", "plan"),
    "compiler.pipeline.variants": ("Variant",),
}  # fmt: skip
"""Where each name comes from when it is first used, so that `--help` and the workers import what they need alone."""

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "BadMedia",
    "Built",
    "Busy",
    "CannotWrite",
    "Diagnostic",
    "ExitCode",
    "FollowalongError",
    "InvalidRoutine",
    "OptionProblem",
    "Outputs",
    "Report",
    "Routine",
    "SourceSpan",
    "Timeline",
    "ToolFailed",
    "Variant",
    "__version__",
    "build",
    "check",
    "patients",
    "plan",
]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Face(ModuleType):
    """Keeps `compiler.plan` the function: on import, Python would put the package of that name in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
