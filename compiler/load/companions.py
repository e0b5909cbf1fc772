"""The grammar of files beside a routine: a patient's doses, and words in other languages."""

from typing import Annotated

from pydantic import Field

from compiler.load import scalars as s
from compiler.load.schema import Line, OverridesFile, Progression, SayAs, VoiceFile
from compiler.model.limits import MOST_NOTES, MOST_PHRASES, MOST_SPEAKERS
from compiler.yaml import OneOrMany, Record


class PatientFile(OverridesFile):
    """A patient's own doses, for any routine; chosen by `--for`. The name is shown on the title card."""

    name: s.ShortText
    lang: s.Language | None = None
    progression: Progression = {}
    avoid: Annotated[tuple[s.Thing, ...], OneOrMany(), Field(max_length=MOST_NOTES)] = ()


class WordsFile(Record):
    """An exercise's words in another language, `assets/exercises/<language>/<name>.yaml`."""

    words: Annotated[dict[str, Line], Field(max_length=MOST_PHRASES)]
    say_as: SayAs = {}


class SayAsTable(Record):
    """How names and terms are spoken anywhere in a project, `assets/say_as.yaml`."""

    say_as: SayAs


class TranslationFile(WordsFile):
    """A routine's words in another language, `<routine>.<language>.yaml` beside it."""

    voice: VoiceFile | None = None
    speakers: Annotated[dict[str, VoiceFile], Field(max_length=MOST_SPEAKERS)] = {}
