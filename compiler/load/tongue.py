"""What is told of languages: whether the tool has words of a routine's, and a patient's words in another than that."""

from collections.abc import Iterable, Iterator

from compiler.customise.layers import Customisation
from compiler.language import (
    LANGUAGES,
    english_name,
    known_language,
    meant_by,
    same_language,
    schedule_in,
)
from compiler.model.errors import Diagnostic, Severity, SourceSpan


def stand_in(language: str, span: SourceSpan | None) -> list[Diagnostic]:
    """A warning where English stands in for the tool's own words; `span` is where the language is written."""
    if known_language(language):
        return []
    name = english_name(language)
    hint = (
        f"its words between yours (“Rest. Next: …”) stay English; numbers, units and signs in yours are spoken as "
        f"they are written. It has words of {', '.join(LANGUAGES)}"
    )
    meant = meant_by(language)
    if meant:
        hint = f"{language} is a country; did you mean {meant} ({english_name(meant)})?"
    return [
        Diagnostic(
            message=f"the tool has no words of its own in {name}: English stands in for them",
            span=span,
            hint=hint,
            severity=Severity.WARNING,
        )
    ]


def stays_foreign(layers: Iterable[Customisation], written_in: str, language: str) -> Iterator[Diagnostic]:
    """A warning for each word of a patient in a video of another `language`; how often is told in it, if it can be."""
    if same_language(written_in, language):
        return
    hint = f"write it in {english_name(language)}, or keep a file of this patient for each language"
    words = {text: span for layer in layers for text, span in _words_of(layer, language)}
    for text, span in words.items():
        message = f"stays as it is, not in {english_name(language)}: “{text}”"
        yield Diagnostic(message=message, span=span, hint=hint, severity=Severity.WARNING)


def _words_of(layer: Customisation, language: str) -> Iterator[tuple[str, SourceSpan | None]]:
    prescription = layer.prescription
    often = prescription.frequency
    told = schedule_in(language, often) is not None
    for text in (*(() if told or not often else (often,)), *prescription.notes, *prescription.stop_if):
        yield text, prescription.place_of(text)
    for change in layer.loads:
        if change.load and change.load.written and not change.load.unit:
            yield change.load.written, change.span
    for cues in layer.cues:
        yield from ((cue.line.text, cue.line.span) for cue in cues.cues)
