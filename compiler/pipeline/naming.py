"""What a version of a routine is called in the ledger and in file names, without building it."""

from pathlib import Path

from compiler.load import slug_of
from compiler.pipeline.variants import Variant, prepare


def _patient(variant: Variant) -> str:
    if variant.row:
        return variant.row.file
    return slug_of(variant.patient) if variant.patient else ""


def release_name(path: Path, variant: Variant) -> str:
    """`morning.gentle`; of a routine with mistakes, what its file and the version's own names come to."""
    customised = prepare(path, variant, animatic=True).customised
    if customised:
        routine = customised.routine
        return ".".join(filter(None, (routine.slug, routine.variant)))
    named = (variant.profile, _patient(variant))
    return ".".join(filter(None, (slug_of(path), *named, variant.size[0] if variant.size else "")))
