"""Words of library exercises in another language: `assets/exercises/<language>/<exercise>.yaml`, or `_common.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from compiler.language import base_of, english_name
from compiler.load.companions import WordsFile
from compiler.load.library import Library
from compiler.load.project import Project, from_here
from compiler.load.say_as import Names, names_of
from compiler.load.schema import LineFile
from compiler.model.errors import Diagnostic, Severity, SourceSpan
from compiler.model.placeholders import PLACEHOLDERS, placeholder_problems
from compiler.yaml import read_yaml

IN_COMMON = "_common"
"""The list of what several exercises say, in place of an exercise's name, which begins with no such sign."""

_SHOWN = 8
_SHOWN_LETTERS = 40
_THE_LIBRARYS = "en"
"""The language of the exercises that come with the tool."""

Words = Mapping[str, LineFile]


def with_single_blanks(words: Words) -> dict[str, LineFile]:
    """Keys as texts are."""
    return {" ".join(source.split()): line for source, line in words.items()}


def word_problems(line: LineFile) -> list[Diagnostic]:
    """Names in braces that there are not."""
    return placeholder_problems(line.say.value, line.say.span, frozenset(PLACEHOLDERS))


@dataclass(kw_only=True)
class WordLists:
    """The lists of one language, each read once; notes which words of an exercise they lack."""

    project: Project
    library: Library
    language: str
    found: list[Diagnostic] = field(default_factory=list)
    _lists: dict[str, dict[str, LineFile]] = field(default_factory=dict)
    _names: dict[str, Names] = field(default_factory=dict)
    _lacking: dict[str, dict[str, SourceSpan | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._files: dict[str, Path] = {}
        for folder in dict.fromkeys((base_of(self.language), self.language)):
            self._files.update(self.project.named_files(f"exercises/{folder}"))

    def get(self, exercise: str, text: str) -> LineFile | None:
        """The words for a text of an exercise: its own, else what all exercises have in common."""
        for name in (exercise, IN_COMMON):
            if name not in self._lists:
                self._lists[name] = self._read(name)
        return self._lists[exercise].get(text) or self._lists[IN_COMMON].get(text)

    def _read(self, exercise: str) -> dict[str, LineFile]:
        path = self._files.get(exercise)
        if path is None:
            return {}
        words, problems = read_yaml(from_here(path), WordsFile)
        self.found += problems
        listed = with_single_blanks(words.words) if words else {}
        for line in listed.values():
            self.found += word_problems(line)
        self._names[exercise] = names_of(words.say_as) if words else ()
        return listed

    def names(self, exercise: str) -> Names:
        """How names among an exercise's words are spoken."""
        self.get(exercise, "")
        return self._names.get(exercise, ())

    def stays_foreign(self, exercise: str) -> bool:
        """Whether an exercise's own words are known to be of another language than this one."""
        return self.library.is_shipped(exercise) and base_of(self.language) != _THE_LIBRARYS

    def note(self, exercise: str, text: str, span: SourceSpan | None) -> None:
        """`text` of an exercise has no words here; `span` is where the routine names the exercise."""
        self._lacking.setdefault(exercise, {}).setdefault(text, span)

    def problems(self, elsewhere: str) -> list[Diagnostic]:
        """A warning for each exercise whose words stay as they are; `elsewhere` is a second way to mend it."""
        folder = f"assets/exercises/{base_of(self.language)}"
        return [
            Diagnostic(
                message=f"words of {exercise} stay as they are, not in {english_name(self.language)}: {_shown(texts)}",
                span=next(iter(texts.values())),
                hint=f"add them under words: in {folder}/{exercise}.yaml, or {elsewhere}",
                severity=Severity.WARNING,
            )
            for exercise, texts in self._lacking.items()
        ]


def _shown(texts: Mapping[str, object]) -> str:
    """The first few, each in one line."""
    cut = [t if len(t) <= _SHOWN_LETTERS else f"{t[:_SHOWN_LETTERS].rstrip()}…" for t in list(texts)[:_SHOWN]]
    more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return ", ".join(f"“{text}”" for text in cut) + more
