"""What a therapist prescribes with a dose: the load, how often, until when, and when to stop."""

import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from compiler.model.errors import SourceSpan

WEIGHTS = {"kg": "kg|kgs|kilo|kilos|kilogram|kilograms", "g": "g|gram|grams",
           "lb": "lb|lbs|pound|pounds", "oz": "oz|ounce|ounces"}  # fmt: skip
"""Units of a load that the tool counts in, each with its spellings."""

_SPELT = {spelling: unit for unit, spellings in WEIGHTS.items() for spelling in spellings.split("|")}
_AMOUNT = re.compile(rf"(\d{{1,4}}(?:[.,]\d{{1,3}})?)\s*({'|'.join(_SPELT)})\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What makes an exercise harder, as it is written: "2 kg", "red band", "RPE 4".

    A weight has its `amount` in one of the :data:`WEIGHTS`, and 0 stands for none.
    """

    written: str
    amount: Fraction = Fraction(0)
    unit: str = ""

    @staticmethod
    def of(text: str) -> "Load":
        """Read `2 kg`, `2,5kg` or `5 lbs` as a weight; anything else is words."""
        words = " ".join(text.split())
        found = _AMOUNT.fullmatch(words)
        if not found:
            return Load(written=words)
        amount = Fraction(found[1].replace(",", "."))
        return Load(written=words, amount=amount, unit=_SPELT[found[2].lower()])


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """How often and until when a routine is to be done, `notes` for paper alone, and signs to stop at.

    `places` are where these words are written.
    """

    frequency: str = ""
    until: date | None = None
    notes: tuple[str, ...] = ()
    stop_if: tuple[str, ...] = ()
    places: tuple[tuple[str, SourceSpan], ...] = field(default=(), compare=False)

    def place_of(self, text: str) -> SourceSpan | None:
        """Where `text` is written."""
        return dict(self.places).get(text)

    def with_more(self, more: "Prescription") -> "Prescription":
        """What `more` says goes before this; notes and signs add up, so that nobody's safety gets lost."""
        return Prescription(
            frequency=more.frequency or self.frequency,
            until=more.until or self.until,
            notes=tuple(dict.fromkeys((*self.notes, *more.notes))),
            stop_if=tuple(dict.fromkeys((*self.stop_if, *more.stop_if))),
            places=(*self.places, *more.places),
        )
