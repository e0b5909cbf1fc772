"""Regions of the body that a drawing tints, as an exercise names them."""

from dataclasses import replace

from compiler.figure.regions import NO_REGION, region_problems
from compiler.load.reading import Reading
from compiler.load.schema import ExerciseFile, ExerciseStepFile
from compiler.model.routine import FigureUse, Media


def tinted(
    media: Media | None, written: ExerciseStepFile, exercise: ExerciseFile, reading: Reading
) -> Media | None:
    """A drawing with the regions that the step or the exercise names in place of its own; a clip stays as it is."""
    regions = written.highlight or exercise.highlight
    if regions is None or media is None:
        return media
    if not isinstance(media, FigureUse):
        if written.highlight:
            message = "highlight has no effect: the exercise is not drawn"
            reading.warn(message, regions[0].span, "it tints drawings")
        return media
    if [name.value for name in regions] == [NO_REGION]:
        return replace(media, highlight=())
    reading.diagnostics.extend(problem for name in regions for problem in region_problems(name))
    return replace(media, highlight=tuple(name.value for name in regions))
