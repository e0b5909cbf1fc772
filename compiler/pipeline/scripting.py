"""The lines of a routine for whoever records them, and the folder that their recordings belong in."""

from dataclasses import dataclass
from pathlib import Path

from compiler.load import Project
from compiler.model.routine import Routine, Voice
from compiler.narrate.script import ScriptLine, in_folder, script_lines
from compiler.pipeline.check import check, refuse
from compiler.pipeline.request import Request
from compiler.system.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A routine's lines; `named` is False where its voice names no folder yet, and `folder` is where one would be."""

    title: str
    slug: str
    language: str
    folder: Path
    named: bool
    lines: tuple[ScriptLine, ...]


def script(request: Request, shop: Workshop, folder: Path | None = None) -> Script:
    """The lines of a routine, to be recorded in `folder` where the voice names none.

    Raises:
        FollowalongError: with every mistake of the routine.
    """
    found = check(request, shop)
    refuse(d for d in found.diagnostics if not d.estimated)
    assert found.timeline and found.routine
    own = found.routine.voice.folder
    home = own or folder or Project.of(request.path).folder / "assets" / "audio" / found.timeline.slug
    lines = in_folder(script_lines(found.timeline, _names(found.routine)), home)
    return Script(
        title=found.timeline.title, slug=found.timeline.slug, language=found.timeline.language,
        folder=home, named=own is not None, lines=lines,
    )  # fmt: skip


def _names(routine: Routine) -> dict[Voice, str]:
    """Speakers that have a name, by their voice; who has the routine's own voice is nobody in particular."""
    speakers = (getattr(step, "speaker", None) for step in routine.steps)
    named = {speaker.voice: speaker.name for speaker in speakers if speaker}
    named.pop(routine.voice, None)
    return named
