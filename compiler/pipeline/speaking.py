"""Every line spoken, and the plan with the true lengths."""

from contextlib import closing
from dataclasses import dataclass

from compiler.customise import Customised
from compiler.model.errors import Diagnostic
from compiler.model.routine import Utterance
from compiler.model.timeline import Timeline
from compiler.narrate import Speech, ToolRunner, narrate
from compiler.narrate.elsewhere import speak_elsewhere
from compiler.pipeline.check import fit_problems, refuse
from compiler.pipeline.planning import planned_with
from compiler.pipeline.variants import Variant, fit_told
from compiler.system.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A timeline with true lengths, and what is said in it. `fit` says what a fit did."""

    timeline: Timeline
    speech: dict[Utterance, Speech]
    fit: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def spoken(variant: Variant, customised: Customised, shop: Workshop) -> Spoken:
    """Speak every line, then plan with the true lengths.

    Raises:
        FollowalongError: a voice failed, or what is said does not fit.
    """
    speech: dict[Utterance, Speech] = {}
    runner = ToolRunner()

    def tell(done: int, total: int) -> None:
        shop.on_progress("speak", done, total)

    def speak(wanted: tuple[Utterance, ...]) -> dict[Utterance, Speech]:
        if shop.pool.elsewhere:
            speak_elsewhere(wanted, shop.store, shop.pool, on_done=tell)
        new = narrate(wanted, shop.store, workers=shop.pool.size, on_done=tell, runner=runner)
        speech.update(new)
        return new

    with closing(runner):
        planned, fit = planned_with(customised, speak)
    found = (*fit_problems(variant, customised, planned, fit), *planned.diagnostics)
    refuse(found)
    told = tuple(fit_told(fit)) if fit else ()
    return Spoken(timeline=planned.timeline, speech=speech, fit=told, diagnostics=found)
