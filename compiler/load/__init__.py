"""YAML text -> Routine. Every mistake of the routine and of the files it names is found in one go."""

from compiler.load.loader import Loaded, load_routine, slug_of
from compiler.load.project import Project, library_folder

__all__ = ["Loaded", "Project", "library_folder", "load_routine", "slug_of"]
