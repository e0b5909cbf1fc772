"""Several variants in one build: each under its own name, sharing what is the same."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compiler.cli.app import app

ROUTINE = """\
title: Short
size: 256x144
voice: {engine: silent}
exercises:
  knee:
    name: Knee
    hold: {default: 6s, min: 5s, max: 20s}
profiles:
  longer: {hold: 8s}
steps:
  - exercise: knee
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder with two profiles in two sizes, and what the command said."""
    folder = tmp_path_factory.mktemp("variants")
    (folder / "short.yaml").write_text(ROUTINE)
    arguments = ["build", str(folder / "short.yaml"), "--animatic", "-o", str(folder), "--jobs", "2"]
    variants = ["--profile", "standard,longer", "--size", "256x144,144x256"]
    result = CliRunner().invoke(
        app, [*arguments, *variants], env={"FOLLOWALONG_CACHE": str(folder / "store")}
    )
    assert result.exit_code == 0, result.stderr
    return folder / "short", result.stdout


def test_each_variant_has_its_own_files(built: tuple[Path, str]) -> None:
    names = {path.name for path in built[0].iterdir()}
    for variant in ("standard", "longer", "standard.144x256", "longer.144x256"):
        assert {f"short.{variant}.{suffix}" for suffix in ("mp4", "srt", "vtt")} <= names
        assert {f"description.{variant}.txt", f"thumbnail.{variant}.jpg", f"timeline.{variant}.json"} <= names
    assert len(names) == 4 * 6


def test_each_is_as_it_was_asked_for(built: tuple[Path, str]) -> None:
    def facts(variant: str) -> tuple[object, ...]:
        told = json.loads((built[0] / f"timeline.{variant}.json").read_text(encoding="utf-8"))
        (hold,) = [step["duration_seconds"] for step in told["steps"] if step["kind"] == "hold"]
        return told["variant"], hold, told["size"]

    assert facts("standard") == ("standard", 6, [256, 144])
    assert facts("longer.144x256") == ("longer.144x256", 8, [144, 256])


def test_what_is_the_same_is_encoded_once(built: tuple[Path, str]) -> None:
    encoded = [int(count) for count in re.findall(r"\((\d+) frames encoded\)", built[1])]
    first, _, second, _ = encoded
    assert 0 < second < first  # the title, most of the end card, and the moves are there already
