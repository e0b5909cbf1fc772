"""What is told of a routine's language: whether the tool has words of it."""

from compiler.language import LANGUAGES, english_name, known_language, meant_by
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
