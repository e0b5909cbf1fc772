"""What docs/figures.md says is so."""

import re
from collections.abc import Callable
from pathlib import Path

from compiler.figure import Figure, models, pose, presenters
from compiler.model.errors import Diagnostic
from compiler.yaml import Record

PAGE = (Path(__file__).parents[2] / "docs" / "figures.md").read_text(encoding="utf-8")
Read = Callable[[str], tuple[Figure | None, list[Diagnostic]]]


def test_the_example_is_a_sound_script(script: Read) -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example
    figure, problems = script(example[1])
    assert not problems
    assert figure
    assert [p.name for p in figure.phases] == ["lift", "hold", "lower"]


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
