"""Routine + layers of customisation -> Routine."""

from compiler.customise.apply import Customised, customise
from compiler.customise.layers import Customisation, DoseChange, DoseKind

__all__ = ["Customisation", "Customised", "DoseChange", "DoseKind", "customise"]
