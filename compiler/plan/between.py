"""What lies between the doses of one exercise: getting ready, changing sides, the rest before another set."""

from dataclasses import dataclass
from fractions import Fraction

from compiler.model.position import OTHER_SIDE, Place, change_seconds
from compiler.model.timeline import CueRole, SecondsRing, StepKind
from compiler.model.timing import FrameRange, written_duration
from compiler.plan.doses import dose_words
from compiler.plan.pictures import demonstration
from compiler.plan.rep_guide import RepGuide
from compiler.plan.rest_words import Approach, Lines
from compiler.plan.rounds import by_the_clock, shown_round, spoken_round
from compiler.plan.setting import AFTER_TONE, GAP, LEAD, SETTLE, TAIL, Draft
from compiler.plan.showing import Panel, scene
from compiler.plan.signals import COUNTDOWN_SECONDS, place_countdown, relax
from compiler.plan.turning import Turning
from compiler.plan.ways import Change, before_movement
from compiler.plan.wording import Turn, Wording, place_of

SHORTEST_SETUP = Fraction(6)
SHORTEST_SWITCH = Fraction(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Makes the steps around the doses of one exercise; `guide` leads through its repetitions."""

    wording: Wording
    panel: Panel
    approach: Approach
    guide: RepGuide | None

    # --- get ready ------------------------------------------------------------------------------------------

    def setup(self, turn: Turn) -> Draft:
        """What comes, where to be for it and what to do, over the demonstration; the last three seconds count down."""
        step, setting = self.wording.step, self.wording.setting
        lead = AFTER_TONE if self.approach.after_dose else LEAD
        announced = self._announced(turn)
        lines = (*announced, *(() if self._is_known else (*self.setup_lines(turn), *self._how())))
        cues = setting.sequence(lines, setting.frames(lead))
        where = cues[len(announced) - 1].range if announced else FrameRange(0, 0)
        spoken = cues[-1].range.stop if cues else setting.frames(lead)
        place, change = place_of(step, turn.side), self._change(turn)
        frames = self._setup_frames(spoken, where.stop + setting.frames(change), lines)
        counted, dropped = place_countdown(setting, step.voice, frames)
        detail = [
            dose_words(step.dose, setting.language, spoken=False),
            shown_round(step.round, setting.language),
        ]
        shown = self.panel.shown(turn, " · ".join(filter(None, detail)), frames)
        if step.speaker:  # a name card while the exercise is explained; the dose itself stays uncluttered
            shown.words.update(speaker=step.speaker.name, speaker_role=step.speaker.role)
        ring = setting.frames(COUNTDOWN_SECONDS)
        demonstrated = demonstration(step, turn.side, frames, setting)
        last = self.approach.last
        change_of_place = Change(
            before=self.approach.before,
            after=place,
            near=(step, last),
            last=last,
            mirrored=demonstrated.mirrored,
        )
        return Draft(
            kind=StepKind.SETUP,
            name=step.name,
            frames=frames,
            scene=scene(
                shown,
                "exercise",
                clip=demonstrated,
                way=before_movement(
                    change_of_place.ways(setting), demonstrated, frames, where.start, setting
                ),
                ring=SecondsRing(start=frames - ring, total=ring),
                ring_unit=setting.phrases.ring_seconds,
            ),
            cues=(*cues, *counted),
            dropped=(*(() if self._is_known else self.wording.unsaid(step.setup)), *dropped),
            exercise=step.id,
            exercise_index=self.panel.index,
            side=turn.side,
            set=turn.set,
            place=place,
            left=self.approach.before,
            change=change,
            own_change=step.change_time is not None,
            span=step.span,
            chapter=step.name,
        )

    @property
    def _is_known(self) -> bool:
        """Whether it has been explained: in the round before, or before the clock was started."""
        round_ = self.wording.step.round
        return round_ is not None and (round_.again or by_the_clock(round_))

    def setup_lines(self, turn: Turn) -> Lines:
        """What the author wrote to get ready by, all that has a meaning here."""
        return self.wording.lines(CueRole.SETUP, self.wording.step.setup, turn.side)

    def _announced(self, turn: Turn) -> Lines:
        """Name and dose, side, what is needed, where to be: all before the words that make one go there."""
        wording, setting, approach = self.wording, self.wording.setting, self.approach
        grammar, told = setting.grammar, approach.told
        opens = approach.opens if not told else None
        texts = [(CueRole.SETUP, spoken_round(opens, setting) if opens else "")]
        texts.append((CueRole.INTRODUCTION, wording.introduction() if grammar.announce else ""))
        texts.append((CueRole.SETUP, wording.starting_side(turn.side) if grammar.announce else ""))
        if grammar.needs and approach.needs and not told:
            texts.append((CueRole.SETUP, f"{setting.phrases.needs.format(needs=approach.needs)}."))
        if grammar.position and not told:
            place = place_of(wording.step, turn.side)
            texts.append((CueRole.SETUP, wording.change(approach.before, place)))
        opening = relax(setting, wording.step.voice) if approach.after_dose else ()
        return (*opening, *(wording.own(role, text) for role, text in texts if text))

    def _how(self) -> Lines:
        """The tempo of repetitions, or what the tones mean that guide through them."""
        wording, guide = self.wording, self.guide
        if guide is None:
            return ()
        if guide.uses_tones:
            return (wording.own(CueRole.SETUP, wording.tones(guide.meanings())),)
        return (wording.own(CueRole.SETUP, wording.tempo()),) if wording.setting.grammar.tempo else ()

    def _change(self, turn: Turn) -> Fraction:
        step, place = self.wording.step, place_of(self.wording.step, turn.side)
        if step.change_time is not None:
            return step.change_time
        return change_seconds(self.approach.before, place) if place else Fraction(0)

    def _setup_frames(self, spoken: int, moved: int, lines: Lines) -> int:
        """As long as the words and the way into the position need, or the author's slot if the words fit into it."""
        step, setting = self.wording.step, self.wording.setting
        counting = setting.frames(COUNTDOWN_SECONDS)
        if step.setup_time is None or self._is_known:
            settled = spoken + setting.frames(SETTLE) + counting
            return max(settled, moved, setting.frames(SHORTEST_SETUP))
        given, needed = setting.frames(step.setup_time), spoken + setting.frames(GAP) + counting
        if needed > given and lines:
            longest = max(lines[1:] or lines, key=setting.speech_frames)
            others = needed - setting.speech_frames(longest)
            takes = written_duration(Fraction(round(setting.seconds(needed) * 10 + Fraction(1, 2)), 10))
            setting.too_long(longest, given - others, f"give it setup_time: {takes}", step.span)
        return max(needed, given)

    # --- another side ---------------------------------------------------------------------------------------

    def switch(self, before: Turn, following: Turn) -> Draft:
        """The change of sides: which side comes, what to do for it, and the time that it takes."""
        step, setting = self.wording.step, self.wording.setting
        opening = relax(setting, step.voice)
        said = self.wording.own(CueRole.SWITCH, self.wording.switching(following))
        where, ways = self._where(before, following), self._ways(following)
        lines = (*opening, said, *where, *ways)
        cues = setting.sequence(lines, setting.frames(AFTER_TONE))
        told = cues[-1 - len(ways)].range
        spoken, change = cues[-1].range.stop, self._between(before, following)
        frames = self._switch_frames(spoken, told.stop + setting.frames(change))
        counted, dropped = place_countdown(setting, step.voice, frames)
        return Draft(
            kind=StepKind.SWITCH,
            name=setting.phrases.switch,
            frames=frames,
            scene=self._turning(before, following, frames, told.start).switch_scene(),
            cues=(*cues, *counted),
            dropped=(*self.wording.unsaid(step.switch), *dropped),
            exercise=step.id,
            exercise_index=self.panel.index,
            side=following.side,
            set=following.set,
            place=place_of(step, following.side),
            left=place_of(step, before.side),
            change=change,
            own_change=step.switch_time is not None,
            span=step.span,
        )

    def _turning(self, before: Turn, following: Turn, frames: int, told: int) -> Turning:
        return Turning(
            wording=self.wording,
            panel=self.panel,
            before=before,
            following=following,
            frames=frames,
            told=told,
        )

    def _where(self, before: Turn, following: Turn) -> Lines:
        """Where to be on the other side, if the body has to turn for it."""
        wording, places = (
            self.wording,
            [place_of(self.wording.step, turn.side) for turn in (before, following)],
        )
        where = wording.change(*places) if wording.setting.grammar.position else ""
        return (wording.own(CueRole.SWITCH, where),) if where else ()

    def _ways(self, following: Turn) -> Lines:
        """The author's words for the change of sides."""
        return self.wording.lines(CueRole.SWITCH, self.wording.step.switch, following.side)

    def _between(self, before: Turn, following: Turn) -> Fraction:
        """The least time from one turn's place to the next one's; none where the side stays."""
        step = self.wording.step
        if before.side is following.side:
            return Fraction(0)
        if step.switch_time is not None:
            return step.switch_time
        places: tuple[Place | None, Place | None] = (
            place_of(step, before.side),
            place_of(step, following.side),
        )
        moved = change_seconds(*places) if places[1] else Fraction(0)  # type: ignore[arg-type]
        return max(moved, OTHER_SIDE)

    def _switch_frames(self, spoken: int, moved: int) -> int:
        step, setting = self.wording.step, self.wording.setting
        counting = setting.frames(COUNTDOWN_SECONDS)
        if step.switch_time is not None:
            return max(spoken + setting.frames(GAP) + counting, setting.frames(step.switch_time))
        settled = spoken + setting.frames(SETTLE) + counting
        return max(settled, moved, setting.frames(SHORTEST_SWITCH))

    # --- another set ----------------------------------------------------------------------------------------

    def set_rest(self, before: Turn, following: Turn) -> Draft:
        """The rest before another set of the same exercise, with the countdown into it."""
        step, setting = self.wording.step, self.wording.setting
        phrases, change = setting.phrases, self._between(before, following)
        frames = max(setting.frames(step.rest_between), self.least_rest(before, following))
        counted, dropped = place_countdown(setting, step.voice, frames)
        stop = min(counted[0].range.start if counted else frames, frames - setting.frames(change))
        candidates = self._rest_candidates(before, following)
        fitting = (lines for lines in candidates if self._stop(lines) + setting.frames(TAIL) <= stop)
        lines = next(fitting, ())
        unsaid = candidates[0][-1:] if not lines else ()
        missing = tuple((spoken.utterance.text, "the rest is too short for it") for spoken in unsaid)
        cues = setting.sequence(lines, setting.frames(AFTER_TONE))
        where = {line.utterance.text for line in self._where(before, following)}
        told = next((cue.range.start for cue in cues if cue.text in where), 0)
        return Draft(
            kind=StepKind.REST,
            name=phrases.rest,
            frames=frames,
            scene=self._turning(before, following, frames, told).rest_scene(),
            cues=(*cues, *counted),
            dropped=(*missing, *dropped),
            exercise=step.id,
            exercise_index=self.panel.index,
            side=following.side,
            set=following.set,
            place=place_of(step, following.side),
            left=place_of(step, before.side),
            change=change,
            own_change=step.switch_time is not None,
            span=step.span,
        )

    def least_rest(self, before: Turn, following: Turn) -> int:
        """How many frames a rest needs to say what comes, and to change sides, if that is to be done."""
        setting, shortest = self.wording.setting, self._rest_candidates(before, following)[-1]
        if not shortest:
            return 0
        told = self._stop(shortest) + setting.frames(TAIL)
        return told + setting.frames(max(self._between(before, following), Fraction(COUNTDOWN_SECONDS)))

    def _stop(self, lines: Lines) -> int:
        cues = self.wording.setting.sequence(lines, self.wording.setting.frames(AFTER_TONE))
        return cues[-1].range.stop if cues else 0

    def _rest_candidates(self, before: Turn, following: Turn) -> list[Lines]:
        """What it could say, the fullest first; name, side and dose are always among it."""
        wording, setting = self.wording, self.wording.setting
        opening = relax(setting, wording.step.voice)
        ways: Lines = ()
        if before.side is not following.side:
            ways = (*self._where(before, following), *self._ways(following))
        full, short = (
            (wording.own(CueRole.NEXT, wording.next_turn(following, with_set=with_set)), *ways)
            for with_set in (True, False)
        )
        if not setting.grammar.next_up:
            full = short = ways
        return [lines for lines in ((*opening, *full), full, (*opening, *short), short) if lines] or [()]
