"""What search engines are told, read by rdflib, and by schema.org's own table of what belongs to what."""

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from typer.testing import CliRunner

from compiler.cli.app import app
from compiler.export.schema_org import schema_org
from compiler.model.timeline import StepKind, Timeline
from tests.content.shipped import ROUTINES

SCHEMA = Namespace("https://schema.org/")
HERE = "https://example.org/page"

CREATIVE_WORK = {
    "name", "description", "url", "inLanguage", "keywords", "about", "hasPart", "video", "text", "citation",
    "usageInfo", "potentialAction",
}  # fmt: skip
MEDIA = CREATIVE_WORK | {
    "contentUrl",
    "contentSize",
    "duration",
    "encodingFormat",
    "uploadDate",
    "thumbnailUrl",
}
TERMS = {
    "ExercisePlan": CREATIVE_WORK | {"activityDuration", "additionalVariable", "repetitions", "restPeriods"},
    "ExerciseAction": {"name", "exercisePlan"},
    "VideoObject": MEDIA | {"videoFrameSize"},
    "Clip": CREATIVE_WORK | {"startOffset", "endOffset"},
    "QuantitativeValue": {"value", "unitCode"},
    "CreativeWork": CREATIVE_WORK,
}
"""Properties by type, as schema.org/ExercisePlan and so on list them."""


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object that has a type, at any depth."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from nodes(each)


def graph_of(told: dict[str, Any]) -> Graph:
    """Read as linked data; the vocabulary is named here, so that nobody asks the network for it."""
    text = json.dumps({**told, "@context": {"@vocab": str(SCHEMA)}})
    with catch_warnings():
        simplefilter("ignore", DeprecationWarning)  # rdflib of its own class
        return Graph().parse(data=text, format="json-ld", publicID=HERE)


@pytest.mark.parametrize("name", [path.stem for path in ROUTINES])
def test_a_reader_finds_the_exercises_and_chapters_of_each_routine(
    name: str, shipped: Callable[[str], Timeline]
) -> None:
    timeline = shipped(name)
    told = schema_org(timeline)
    for node in nodes(told):
        assert set(node) - {"@type", "@id"} <= TERMS[node["@type"]]
    graph = graph_of(told)
    clips = [
        (
            int(clip.rpartition("-")[2]),
            graph.value(clip, SCHEMA.startOffset),
            graph.value(clip, SCHEMA.endOffset),
        )
        for clip in graph.subjects(RDF.type, SCHEMA.Clip)
    ]
    rate = timeline.frame_rate
    frames = [(round(Fraction(s) * rate), round(Fraction(e) * rate)) for _, s, e in sorted(clips)]
    starts = [chapter.start for chapter in timeline.chapters]
    assert frames == list(zip(starts, [*starts[1:], timeline.frames], strict=True))
    (plan,) = graph.subjects(SCHEMA.potentialAction, None, unique=True)
    assert plan == URIRef(f"{HERE}#plan")
    assert graph.value(plan, SCHEMA.video) == URIRef(f"{HERE}#video")
    done = [graph.value(action, SCHEMA.name) for action in graph.objects(plan, SCHEMA.potentialAction)]
    assert sorted(map(str, done)) == sorted(exercise.name for exercise in timeline.exercises)


def test_doses_and_rests_are_those_of_the_command_line(routine: Path, tmp_path: Path) -> None:
    file = tmp_path / "made" / "plan.json"
    asked = [
        "export",
        str(routine),
        "--as",
        "json",
        "-o",
        str(file),
        "--hold",
        "knee=20s",
        "--rest",
        "knee=20s",
    ]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    plan, video = json.loads(file.read_text(encoding="utf-8"))["@graph"]
    knee, tilt = (action["exercisePlan"] for action in plan["potentialAction"])
    assert (knee["repetitions"], knee["activityDuration"]) == (2, "PT20S")
    assert (tilt["repetitions"], tilt["activityDuration"]) == (5, "PT35S")
    assert "a chair" in knee["additionalVariable"]
    assert knee["citation"] == ["A Book of Knees"]
    assert [rest["value"] for rest in plan["restPeriods"]] == [20]
    assert video["description"] == "A routine for watches & editors."
    assert str(tmp_path) not in file.read_text(encoding="utf-8")


def test_what_is_read_is_never_written_over(routine: Path) -> None:
    before = routine.read_bytes()
    result = CliRunner().invoke(app, ["export", str(routine), "--as", "json", "-o", str(routine)])
    assert result.exit_code == 2
    assert "would be lost" in result.output
    assert routine.read_bytes() == before


def test_a_hold_lasts_as_long_as_it_is_told(shipped: Callable[[str], Timeline]) -> None:
    timeline = shipped("stretches-in-bed")
    holds = {step.exercise: step for step in timeline.steps if step.kind is StepKind.HOLD}
    plan = schema_org(timeline)["@graph"][0]
    told = {action["name"]: action["exercisePlan"]["activityDuration"] for action in plan["potentialAction"]}
    for step in holds.values():
        assert told[step.name] == f"PT{len(step.range) // timeline.frame_rate}S"
