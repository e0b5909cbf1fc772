"""What is seen of an exercise: footage, a figure, or a stand-in card until it is filmed."""

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from compiler.figure import Figure
from compiler.figure.anatomy import check_figure
from compiler.figure.script import read_script
from compiler.load.files import FileReference, find_file
from compiler.load.project import Project
from compiler.load.schema import ClipFile, ClipSoundFile, PictureKeys
from compiler.model.errors import Diagnostic, ExitCode, SourceSpan, errors_among
from compiler.model.hints import did_you_mean
from compiler.model.routine import (
    ClipSound,
    Demonstrator,
    FigureUse,
    Fit,
    Footage,
    Media,
    MissingClip,
    Motion,
    Playback,
    Side,
)
from compiler.shipped import is_shipped_script
from compiler.store import Looks, looks
from compiler.yaml import Located


class Pictures:
    """Finds clips and figures; reads each pose script once."""

    def __init__(self, project: Project, *, animatic: bool, presenter: Demonstrator) -> None:
        self._project = project
        self._animatic = animatic
        self._presenter = presenter
        self._figures = project.named_files("figures")
        self._read: dict[str, FigureUse | None] = {}

    def footage(self, written: PictureKeys, beside: Path) -> tuple[Media | None, list[Diagnostic]]:
        """The clip as written, its file found."""
        start = written.in_.value if written.in_ else Fraction(0)
        stop = written.out.value if written.out else None
        if written.out and written.out.value <= start:
            return None, [Diagnostic(message="out must be later than in", span=written.out.span)]
        names = written.photos or tuple(name for name in (written.file,) if name)
        paths, problems = self._found(names, beside)
        if problems:
            return self._stand_in(names[0], problems)
        motion = Motion(written.motion.value if written.motion else "none")
        if motion is not Motion.NONE and written.fit and written.fit.value != "cover":
            return None, [
                Diagnostic(message="a photo that moves fills the frame: fit is cover", span=written.fit.span)
            ]
        play = "ping-pong" if motion is not Motion.NONE else "loop"
        return Footage(
            path=paths[0],
            photos=tuple(paths) if written.photos else (),
            motion=motion,
            start=start,
            stop=stop,
            playback=Playback(written.play.value if written.play and motion is Motion.NONE else play),
            fit=Fit(written.fit.value if written.fit else "cover"),
            focus=written.focus[0][1] if written.focus else (Fraction(1, 2), Fraction(1, 2)),
            focus_moves=written.focus if written.focus and len(written.focus) > 1 else (),
            speed=written.speed.value if written.speed else Fraction(1),
            mirrored=bool(written.mirror and written.mirror.value),
            effects=written.effects,
            sound=_sound(written.sound) if isinstance(written, ClipFile) else None,
            span=names[0].span,
        ), []

    def photos(self, names: tuple[Located[str], ...], beside: Path) -> tuple[Media | None, list[Diagnostic]]:
        """Photos of one movement, from its start to its end."""
        return self.footage(ClipFile.model_construct(photos=names), beside)

    def _found(self, names: tuple[Located[str], ...], beside: Path) -> tuple[list[Path], list[Diagnostic]]:
        paths, problems = [], []
        for name in names:
            path, wrong = find_file(FileReference(name.value, name.span, "clips"), self._project, beside)
            problems += wrong
            paths += [path] if path else []
        return paths, problems

    def _stand_in(
        self, name: Located[str], problems: list[Diagnostic]
    ) -> tuple[Media | None, list[Diagnostic]]:
        """Under --animatic, a card for a file that is not there; never for one that is not allowed."""
        missing = all(p.exit_code is ExitCode.BAD_MEDIA for p in problems)
        if self._animatic and missing:
            return MissingClip(name=name.value, span=name.span), []
        return None, problems

    def figure(
        self, name: Located[str], presenter: Demonstrator | None
    ) -> tuple[Media | None, list[Diagnostic]]:
        """The figure of that name, shown by `presenter` or the routine's own."""
        path = self._figures.get(name.value)
        if path is None:
            hint = did_you_mean(name.value, self._figures) or f"there are: {', '.join(self._figures)}"
            problem = Diagnostic(message=f"there is no figure {name.value!r}", span=name.span, hint=hint)
            return self._stand_in(name, [_as_media(problem)])
        problems: list[Diagnostic] = []
        if name.value not in self._read:
            figure, problems = _read_once(path, looks(path))
            self._read[name.value] = _use_of(figure, name.span) if figure else None
        use = self._read[name.value]
        if use is None:
            return None, problems
        who = presenter or self._presenter
        return replace(use, presenter=who.name, left_handed=who.left_handed, span=name.span), problems

    def none_given(self, name: str, span: SourceSpan | None) -> tuple[Media | None, list[Diagnostic]]:
        """An exercise with neither clip nor figure."""
        if self._animatic:
            return MissingClip(name=name, span=span), []
        hint = "give it a clip or a figure, or build with --animatic to watch it before it is filmed"
        message = f"{name} has no clip"
        return None, [Diagnostic(message=message, span=span, hint=hint, exit_code=ExitCode.BAD_MEDIA)]


def _use_of(figure: Figure, span: SourceSpan | None) -> FigureUse:
    shows = Side(figure.shown_side)
    return FigureUse(path=figure.path, phases=figure.phases, shows=shows, places=figure.places, span=span)


def _sound(written: ClipSoundFile | None) -> ClipSound | None:
    if written is None or written.use.value == "off":
        return None
    if written.use.value == "speaks":
        return ClipSound(speaks=True)
    return ClipSound(level_db=written.level_db.value) if written.level_db else ClipSound()


def _as_media(problem: Diagnostic) -> Diagnostic:
    return Diagnostic(
        message=problem.message, span=problem.span, hint=problem.hint, exit_code=ExitCode.BAD_MEDIA
    )


@lru_cache(maxsize=128)
def _read_once(path: Path, _looks: Looks) -> tuple[Figure | None, list[Diagnostic]]:
    """A figure serves all versions of a routine that one command looks into.

    Its anatomy takes 25 ms to check, so that of shipped figures is not checked each time.
    """
    figure, problems = read_script(path)
    if figure and not is_shipped_script(figure.source):
        problems = [*problems, *check_figure(figure)]
    return (None if errors_among(problems) else figure), problems
