"""YAML text -> Routine. Every mistake of the routine and of the files it names is found in one go."""

from compiler.load.command_line import OptionProblem, from_options, read_size
from compiler.load.customisation import Customisation, DoseChange, DoseKind
from compiler.load.customise import Customised, customise
from compiler.load.loader import Loaded, load_routine
from compiler.load.profiles import load_patient
from compiler.load.project import Project, slug_of

__all__ = [
    "Customisation",
    "Customised",
    "DoseChange",
    "DoseKind",
    "Loaded",
    "OptionProblem",
    "Project",
    "customise",
    "from_options",
    "load_patient",
    "load_routine",
    "read_size",
    "slug_of",
]
