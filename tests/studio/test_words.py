"""The page speaks three languages, and says nothing that it has no words for."""

import json
import re
from pathlib import Path

import pytest

import compiler.studio

PAGE = Path(compiler.studio.__file__).parent / "page"


def _words(language: str) -> dict[str, str]:
    return json.loads((PAGE / "words" / f"{language}.json").read_text(encoding="utf-8"))


def _asked_for() -> set[str]:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in PAGE.glob("*.js"))
    return set(re.findall(r"""\bt\(\s*["']([\w.-]+)["']""", scripts))


@pytest.mark.parametrize("language", ["de", "es"])
def test_each_language_has_all_words(language: str) -> None:
    english, other = _words("en"), _words(language)
    assert english.keys() == other.keys()
    places = re.compile(r"\{\w+\}")
    for key, text in english.items():
        assert sorted(places.findall(text)) == sorted(places.findall(other[key])), key


def test_every_word_that_the_page_asks_for_is_there() -> None:
    assert not _asked_for() - _words("en").keys()


def test_nothing_comes_from_elsewhere() -> None:
    for path in [*PAGE.glob("*.js"), *PAGE.glob("*.css"), PAGE / "index.html"]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(https?:)?//[\w-]+\.\w", text), path.name
        assert "innerHTML" not in text, "what a file says is never read as HTML"


def test_the_page_loads_only_files_that_are_there() -> None:
    text = (PAGE / "index.html").read_text(encoding="utf-8")
    named = re.findall(r'(?:href|src)="page/([^"]+)"', text)
    assert len(named) > 3
    assert all((PAGE / name).is_file() for name in named)
    outside_of_tags = re.sub(r"<[^<>]+>", "", text)
    assert set(outside_of_tags.split()) <= {"followalong", "This", "page", "needs", "JavaScript."}
