"""Names in braces that stand for the dose in an author's words, such as `{hold}`, `{side}` and `{next}`.

Only letters and `_` between braces make a name; any other brace is a character like the rest.
"""

import re
from collections.abc import Mapping

from compiler.model.errors import Diagnostic, SourceSpan
from compiler.model.hints import did_you_mean
from compiler.model.routine import Dose

PLACEHOLDERS = ("hold", "reps", "sets", "side", "name", "next", "count")

ANYWHERE = frozenset({"count"})
"""What all words can be filled with: how many exercises there are."""
BETWEEN = ANYWHERE | {"next"}
"""What words between exercises can be filled with."""

_COUNT = re.compile(r"\{count\}")
_NAMED = re.compile(r"\{([A-Za-z_]{1,40})\}")


def placeholders_in(text: str) -> tuple[str, ...]:
    """The names in braces, in their order, known or not."""
    return tuple(_NAMED.findall(text))


def fillable(dose: Dose) -> frozenset[str]:
    """What a line of an exercise with that dose can be filled with."""
    kinds = {"hold"} if dose.hold is not None else {"reps"}
    return BETWEEN | frozenset({"name", "sets", *kinds, *({"side"} if dose.sides else ())})


def placeholder_problems(text: str, span: SourceSpan, allowed: frozenset[str]) -> list[Diagnostic]:
    """Names in braces, in words written at `span`, that nothing can be filled in for."""
    problems = []
    for name in dict.fromkeys(placeholders_in(text)):
        if name in allowed:
            continue
        if name in PLACEHOLDERS:
            message = f"{{{name}}} has no value here"
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS if one in allowed)
            hint = f"there is {known}" if known else "nothing is filled in here"
        else:
            message = f"there is no {{{name}}} to fill in"
            hint = did_you_mean(name, PLACEHOLDERS) or f"there are: {', '.join(PLACEHOLDERS)}"
        problems.append(Diagnostic(message=message, span=span, hint=hint))
    return problems


def counting(text: str, count: str) -> str:
    """`text` with the number of exercises, in words, for `{count}`; with a capital where a sentence begins."""

    def value(found: re.Match[str]) -> str:
        begins = not (before := text[: found.start()].rstrip()) or before.endswith((".", "!", "?", "…"))
        return count[:1].upper() + count[1:] if begins else count

    return _COUNT.sub(value, text)


def needs_next(text: str) -> bool:
    """Whether the words make no sense where nothing comes next."""
    return "next" in placeholders_in(text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with every name in braces replaced; one with no value here is left out, and no gap stays.

    A value that comes to stand first gets a capital.
    """
    first = _NAMED.search(text)
    if not first:
        return text
    words = " ".join(_NAMED.sub(lambda found: values.get(found[1], ""), text).split())
    return words[:1].upper() + words[1:] if first.start() == 0 else words
