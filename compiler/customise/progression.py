"""A prescription that goes on week by week: what changes from which week on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compiler.customise.layers import Customisation
from compiler.model.errors import SourceSpan


@dataclass(frozen=True, slots=True)
class Week:
    """What is otherwise from the `number`-th week on, counted from 1; `place` is where that week is written."""

    number: int
    changes: Customisation
    place: SourceSpan | None = None


Progression = tuple[Week, ...]
"""The weeks in their order; what one of them says holds until a later one says otherwise."""


def layers_in(week: int, progression: Progression) -> Iterator[Customisation]:
    """What has changed by that week, a layer for each that says something; the last scale stands for those before."""
    layers = [each.changes for each in progression if each.number <= week]
    for index, layer in enumerate(layers):
        scaled_later = any(later.scale for later in layers[index + 1 :])
        yield replace(layer, scale=None) if scaled_later else layer
