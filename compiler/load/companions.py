"""The grammar of files beside a routine: a patient's doses, and words in other languages."""

from compiler.load import scalars as s
from compiler.load.schema import Line, OverridesFile, SayAs, VoiceFile
from compiler.yaml import Record


class PatientFile(OverridesFile):
    """A patient's own doses, for any routine; chosen by `--for`. The name is shown on the title card."""

    name: s.ShortText


class WordsFile(Record):
    """An exercise's words in another language, `assets/exercises/<language>/<name>.yaml`."""

    words: dict[str, Line]
    say_as: SayAs = {}


class SayAsTable(Record):
    """How names and terms are spoken anywhere in a project, `assets/say_as.yaml`."""

    say_as: SayAs


class TranslationFile(WordsFile):
    """A routine's words in another language, `<routine>.<language>.yaml` beside it."""

    voice: VoiceFile | None = None
    speakers: dict[str, VoiceFile] = {}
