"""What an exercise's steps show: panel words, the bar on top, the ring."""

from dataclasses import dataclass
from fractions import Fraction

from compiler.language import Phrases, duration_words
from compiler.model.timeline import Clip, ProgressBar, Ring, RunningPhase, Scene, Way
from compiler.plan.doses import load_words
from compiler.plan.rounds import shown_round
from compiler.plan.scenes import scene_of
from compiler.plan.wording import Turn, Wording, capital, spoken_name


@dataclass(frozen=True, slots=True)
class Shown:
    """Words by their place in the layout (some may be empty), and the bar on top."""

    words: dict[str, str]
    progress: ProgressBar
    phrases: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What the steps of the `index`-th (from 0) of `count` exercises have in common."""

    wording: Wording
    index: int
    count: int

    def progress(self, start: Fraction, stop: Fraction, frames: int) -> ProgressBar:
        """The bar, filling from `start` to `stop` in so many frames."""
        return ProgressBar(index=self.index, count=self.count, start=start, stop=stop, frames=frames)

    def shown(self, turn: Turn, detail: str, frames: int, *, done: bool = False) -> Shown:
        """What every picture of this exercise has: panel words and the bar on top."""
        words = {
            "name": self.wording.step.name,
            "detail": detail,
            "side": capital(self.wording.side_name(turn.side)),
        }
        start, stop = Fraction(turn.index, turn.count), Fraction(turn.index + done, turn.count)
        return Shown(words, self.progress(start, stop, frames), self.wording.language.phrases)

    def between(self, following: Turn, words: dict[str, str], frames: int) -> Shown:
        """What is seen before another turn."""
        done = Fraction(following.index, following.count)
        return Shown(words, self.progress(done, done, frames), self.wording.language.phrases)

    def dose_detail(self, turn: Turn) -> str:
        """What is done, which set it is, and with what load."""
        language, dose = self.wording.language, self.wording.step.dose
        phrases = language.phrases
        held = language.circuits.moving if dose.moving else phrases.hold
        parts = [held] if dose.hold is not None else [self.phases_shown()]
        if dose.sets > 1:
            parts.append(phrases.set_of.format(i=turn.set, n=dose.sets))
        elif dose.hold is not None:
            parts.append(duration_words(dose.hold, language, spoken=False))
        if dose.load:
            parts.append(load_words(dose.load, language, spoken=False))
        parts.append(shown_round(self.wording.step.round, language))
        return " · ".join(part for part in parts if part)

    def phases_shown(self) -> str:
        """The phases of a repetition: "Lift · hold · lower"."""
        return capital(" · ".join(spoken_name(phase) for phase in self.wording.step.dose.tempo))

    def running(self, frames: tuple[int, ...]) -> RunningPhase:
        """Which of the phases runs when."""
        return RunningPhase(names=tuple(self.phases_shown().split(" · ")), frames=frames)


def scene(
    shown: Shown,
    layout: str,
    *,
    ring: Ring | None = None,
    clip: Clip | None = None,
    preview: Clip | None = None,
    ring_unit: str = "",
    phases: RunningPhase | None = None,
    fade_in: bool = True,
    way: Way | None = None,
) -> Scene:
    """A Scene of what is shown."""
    return scene_of(
        layout,
        {**shown.words, "ring_unit": ring_unit},
        shown.phrases,
        progress=shown.progress,
        clip=clip,
        preview=preview,
        ring=ring,
        phases=phases,
        fade_in=fade_in,
        way=way,
    )
