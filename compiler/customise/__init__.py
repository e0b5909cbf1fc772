"""Routine + layers of customisation -> Routine."""

from compiler.customise.apply import Customised, customise
from compiler.customise.layers import Customisation, DoseChange, DoseKind, VoiceChange

__all__ = ["Customisation", "Customised", "DoseChange", "DoseKind", "VoiceChange", "customise"]
