"""Timeline -> timeline.json, and what `plan --json` prints."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from compiler.deliver.finished import Finished, write_text
from compiler.model.about import About
from compiler.model.prescription import Load
from compiler.model.routine import Voice
from compiler.model.structure import Round, Section
from compiler.model.timeline import Timeline, TimelineExercise
from compiler.model.timing import seconds_of
from compiler.model.voice_choices import NAMED


def write_timeline_json(finished: Finished, destination: Path) -> None:
    """The timeline in a file of its own."""
    write_text(timeline_json(finished.timeline), destination)


def plan_object(timeline: Timeline) -> dict[str, Any]:
    """What `plan --json` prints; relied on from outside."""

    def seconds(frames: int) -> float:
        return round(float(seconds_of(frames, timeline.frame_rate)), 6)

    rate = timeline.frame_rate
    return {
        "duration_seconds": seconds(timeline.frames),
        "frame_rate": f"{rate.numerator}/{rate.denominator}",
        "size": list(timeline.size),
        "measured": timeline.measured,
        "steps": [
            {
                "kind": step.kind.value,
                "name": step.name,
                "side": step.side.value if step.side else None,
                "set": step.set,
                "start_seconds": seconds(step.range.start),
                "duration_seconds": seconds(len(step.range)),
                "exercise": step.exercise,
                "exercise_index": step.exercise_index,
                "position": step.place.body.value if step.place else None,
                "change_seconds": round(float(step.change), 6),
                "tones": [kind.value for kind in timeline.guiding_tones(step)],
                **_grouped(step.section, step.round),
            }
            for step in timeline.steps
        ],
        "cues": [
            {
                "start_seconds": seconds(cue.range.start),
                "duration_seconds": seconds(len(cue.range)),
                "text": cue.text,
                "role": cue.role.value,
            }
            for cue in timeline.cues
        ],
        "voices": [_voice(voice) for voice in dict.fromkeys(cue.utterance.voice for cue in timeline.cues)],
        "chapters": [{"start_seconds": seconds(c.start), "title": c.title} for c in timeline.chapters],
        "exercises": [_exercise(exercise) for exercise in timeline.exercises],
        "prescription": _prescription(timeline),
        "week": timeline.source.week if timeline.source else None,
        "dropped": [{"text": d.text, "step": d.step, "reason": d.reason} for d in timeline.dropped],
    }


def _voice(voice: Voice) -> dict[str, Any]:
    """One of those who speak; `voice` is its name, empty for engines that have none to choose from."""
    return {
        "engine": voice.engine,
        "voice": voice.name if voice.engine in NAMED else "",
        "language": voice.language,
        "words_per_minute": voice.words_per_minute,
    }


def _prescription(timeline: Timeline) -> dict[str, Any]:
    """How often and until when; `notes` are for paper alone."""
    prescribed = timeline.prescription
    return {
        "frequency": prescribed.frequency,
        "until": prescribed.until.isoformat() if prescribed.until else None,
        "schedule": timeline.schedule,
        "notes": list(prescribed.notes),
        "stop_if": list(prescribed.stop_if),
    }


def _load(load: Load | None) -> dict[str, Any] | None:
    """A load in words; a weight with its amount and unit, too."""
    if load is None:
        return None
    amount = round(float(load.amount), 6) if load.unit else None
    return {"text": load.written, "amount": amount, "unit": load.unit or None}


def _about(about: About) -> dict[str, Any]:
    """What the exercise says of itself."""
    return {
        "purpose": about.purpose,
        "regions": [region.value for region in about.regions],
        "movements": [movement.value for movement in about.movements],
        "equipment": list(about.equipment or ()),
        "level": about.level.value if about.level else None,
        "careful_with": [{"about": one.about, "source": one.source} for one in about.careful_with],
    }


def _exercise(exercise: TimelineExercise) -> dict[str, Any]:
    """One exercise; exactly one of `hold_seconds` and `reps` is a number."""
    dose, speaker = exercise.dose, exercise.speaker
    return {
        "id": exercise.id,
        "name": exercise.name,
        "dose": exercise.dose_words,
        "hold_seconds": round(float(dose.hold), 6) if dose.hold is not None else None,
        "reps": dose.reps,
        "sets": dose.sets,
        "sides": [side.value for side in dose.sides],
        "load": _load(dose.load),
        "setup": list(exercise.setup),
        "needs": exercise.needs,
        "sources": list(exercise.sources),
        **_about(exercise.about),
        "speaker": {"name": speaker.name, "role": speaker.role} if speaker else None,
        **_grouped(exercise.section, exercise.round),
    }


def _grouped(section: Section | None, round_: Round | None) -> dict[str, Any]:
    """The groups that something stands in; nothing for what stands in none."""
    found: dict[str, Any] = {"section": section.name} if section else {}
    if round_:
        circuit = round_.circuit
        found |= {"circuit": circuit.form.value, "round": round_.number, "rounds": circuit.times}
    return found


def timeline_json(timeline: Timeline) -> str:
    """The plan with what publishing needs to know of the video."""
    about = {
        "format": 1,
        "slug": timeline.slug,
        "variant": timeline.variant,
        "title": timeline.title,
        "summary": timeline.summary,
        "language": timeline.language,
        "disclaimer": timeline.disclaimer,
        "tags": list(timeline.tags),
        "channel": asdict(timeline.channel),
        "source": asdict(timeline.source) if timeline.source else None,
    }
    return json.dumps({**about, **plan_object(timeline)}, ensure_ascii=False, indent=1) + "\n"
