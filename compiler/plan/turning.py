"""What is seen while one gets onto the other side, for another turn of an exercise: a card, or how to turn over."""

from dataclasses import dataclass

from compiler.model.routine import FigureUse
from compiler.model.timeline import Clip, Scene, SecondsRing, Way
from compiler.plan.pictures import demonstration, move_in, still
from compiler.plan.showing import Panel, scene
from compiler.plan.ways import Change, over
from compiler.plan.wording import Turn, Wording, place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """From the turn `before` to the `following` one, in so many `frames`; one is `told` where to be from a frame on.

    If the body has to turn over and there is time for it, that is drawn, beside the panel of an exercise.
    """

    wording: Wording
    panel: Panel
    before: Turn
    following: Turn
    frames: int
    told: int

    def switch_scene(self) -> Scene:
        """Which side comes."""
        step, phrases = self.wording.step, self.wording.setting.phrases
        now = phrases.now_side.format(side=self.wording.side_name(self.following.side))
        words = {"name": phrases.switch, "detail": f"{step.name} · {now}"}
        clip, way = self._drawn()
        if way:
            return self._scene("exercise", words, clip=clip, way=way)
        return self._scene("switch", {"title": words["name"], "detail": words["detail"]})

    def rest_scene(self) -> Scene:
        """Which set comes, on which side."""
        step, phrases = self.wording.step, self.wording.setting.phrases
        set_of = phrases.set_of.format(i=self.following.set, n=step.dose.sets)
        detail = " · ".join(filter(None, (set_of, self.wording.side_name(self.following.side))))
        clip, way = self._drawn()
        if way:
            words = {"name": step.name, "detail": f"{phrases.rest} · {detail}"}
            return self._scene("exercise", words, clip=clip, way=way)
        picture = still(step, self.following.side, self.wording.setting)
        words = {"kicker": phrases.rest_next, "name": step.name, "detail": detail}
        return self._scene("rest", words, clip=picture, preview=picture)

    def _drawn(self) -> tuple[Clip, Way | None]:
        """The movement that ends where the dose begins, and the way before it."""
        step, setting = self.wording.step, self.wording.setting
        arriving = demonstration(step, self.following.side, self.frames, setting)
        change = Change(
            before=place_of(step, self.before.side),
            after=place_of(step, self.following.side),
            near=(step,) if isinstance(arriving.media, FigureUse) else (),
            last=step,
            mirrored=arriving.mirrored,
        )
        seen = move_in(step, self.following.side, setting)
        return arriving, over(change.ways(setting), seen, self.frames, self.told, setting)

    def _scene(
        self,
        layout: str,
        words: dict[str, str],
        *,
        clip: Clip | None = None,
        preview: Clip | None = None,
        way: Way | None = None,
    ) -> Scene:
        return scene(
            self.panel.between(self.following, words, self.frames),
            layout,
            clip=clip,
            preview=preview,
            way=way,
            ring=SecondsRing(start=0, total=self.frames),
            ring_unit=self.wording.setting.phrases.ring_seconds,
        )
