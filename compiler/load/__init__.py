"""YAML text -> Routine, with every mistake of it and of the files it names found in one go."""

from compiler.load.command_line import OptionProblem, from_options, read_size, read_week
from compiler.load.loader import Loaded, load_routine, readable_routine
from compiler.load.patients import Patient, is_patient_file, load_patient, load_row
from compiler.load.project import Project, slug_of
from compiler.load.tables import Row, read_table
from compiler.load.themes import theme_folder

__all__ = [
    "Loaded",
    "OptionProblem",
    "Patient",
    "Project",
    "Row",
    "from_options",
    "is_patient_file",
    "load_patient",
    "load_routine",
    "load_row",
    "read_size",
    "read_table",
    "read_week",
    "readable_routine",
    "slug_of",
    "theme_folder",
]
