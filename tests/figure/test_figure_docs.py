"""What docs/figures.md says is so."""

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from compiler.figure import Figure, models, pose, presenters
from compiler.figure.frames import drawn_turn
from compiler.model.errors import Diagnostic
from compiler.yaml import Record

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "figures.md").read_text(encoding="utf-8")
Read = Callable[[str], tuple[Figure | None, list[Diagnostic]]]


def test_the_example_is_a_sound_script(script: Read) -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example
    figure, problems = script(example[1])
    assert not problems
    assert figure
    assert [p.name for p in figure.phases] == ["lift", "hold", "lower"]


EXAMPLES = re.findall(
    r"^### ([^\n]+)\n[^#]*?\]\((\S+)\)\n\n```yaml\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL
)


def test_there_are_ten_small_examples_with_pictures() -> None:
    assert len(EXAMPLES) == 10
    assert all((DOCS / picture).is_file() for _, picture, _ in EXAMPLES)


@pytest.mark.parametrize("text", [text for _, _, text in EXAMPLES], ids=[name for name, _, _ in EXAMPLES])
def test_an_example_is_sound_and_can_be_drawn(script: Read, text: str) -> None:
    figure, problems = script(text)
    assert figure and not problems
    frames = (2,) * len(figure.phases)
    how = {"size": (160, 90), "frame_rate": Fraction(10), "presenter": "maya", "mirrored": False}
    first, *_, last = drawn_turn(figure, frames, **how).pictures()  # type: ignore[arg-type]
    assert first.size == last.size == (160, 90)


def test_every_key_is_documented() -> None:
    records: list[type[Record]] = [
        models.ScriptRecord, models.PoseRecord, models.LegRecord, models.ArmRecord, models.PhaseRecord,
        models.PropRecord, models.RootRecord, models.BendRecord, models.TargetRecord,
    ]  # fmt: skip

    missing = {
        name for record in records for name in record.model_fields if not re.search(rf"\b{name}\b", PAGE)
    }
    assert not missing


def test_every_choice_is_documented() -> None:
    words = (*pose.VIEWS, *pose.PLACES, *pose.BASES, *pose.PROPS, *pose.EASINGS, *presenters())
    assert not [w for w in words if f"`{w}`" not in PAGE]
