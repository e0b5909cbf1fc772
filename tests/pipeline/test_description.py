"""The description of a routine that has more to tell than a channel takes."""

from pathlib import Path

from compiler import plan
from compiler.deliver.description import DESCRIPTION_BYTES, description


def described(folder: Path, exercises: int) -> str:
    """The description of a routine of so many exercises with long names."""
    path = folder / "long.yaml"
    steps = (
        f'  - {{exercise: bridge, name: "Über the bridge, number {n} of a good many", reps: 3}}\n'
        for n in range(exercises)
    )
    path.write_text(f"title: Long\nvoice: {{engine: silent}}\nsteps:\n{''.join(steps)}", encoding="utf-8")
    return description(plan(path))


def test_a_description_has_chapters_doses_and_the_disclaimer(tmp_path: Path) -> None:
    text = described(tmp_path, 3)
    assert text.count("number 2 of") == 2
    assert text.endswith("\n\nGeneral information, not medical advice. Stop if anything hurts.\n")


def test_what_is_done_gives_way_to_chapters_and_these_to_the_disclaimer(tmp_path: Path) -> None:
    for exercises in (60, 200):
        text = described(tmp_path, exercises)
        assert len(text.encode()) <= DESCRIPTION_BYTES
        assert text.endswith("\n\nGeneral information, not medical advice. Stop if anything hurts.\n")
        chapters = [line for line in text.splitlines() if line[:1].isdigit()]
        assert all(line.endswith("of a good many") for line in chapters[1:-1])
        assert (len(chapters) == 61) == (exercises == 60)
