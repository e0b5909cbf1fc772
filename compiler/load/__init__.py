"""YAML text -> Routine. Every mistake of the routine and of the files it names is found in one go."""

from compiler.load.loader import Loaded, load_routine, slug_of
from compiler.load.project import Project

__all__ = ["Loaded", "Project", "load_routine", "slug_of"]
