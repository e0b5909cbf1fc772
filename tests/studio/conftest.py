"""A small project, and a studio of it that answers on this machine."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from compiler.studio import Studio
from compiler.studio.desk import Desk, open_desk

ROUTINE = """\
# Mornings, for Ana.
title: Morning
size: 320x180
frame_rate: 10
voice: {engine: silent}

steps:
  - say: Get comfortable.   # calm
  - exercise: knee_to_chest   # the long one
    hold: 20s
  - rest: 15s
  - exercise: bridge
    reps: 4
"""


@dataclass(frozen=True)
class Asking:
    """A page's questions, without a page."""

    address: str

    def get(self, question: str, **query: str) -> requests.Response:
        return requests.get(f"{self.address}api/{question}", params=query, timeout=120)

    def post(self, path: str, body: dict[str, Any], **headers: str) -> requests.Response:
        origin = "/".join(self.address.split("/")[:3])
        told = {"Origin": origin, "Content-Type": "application/json", **headers}
        return requests.post(f"{self.address}api/{path}", data=json.dumps(body), headers=told, timeout=120)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice")
    (folder / "routines").mkdir()
    (folder / "followalong.txt").touch()
    return folder


@pytest.fixture
def routine(project: Path) -> Path:
    """The routine, as it was, whatever a test before has made of it."""
    path = project / "routines" / "morning.yaml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def desk(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    base = tmp_path_factory.getbasetemp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOLLOWALONG_DATA", str(base / "data"))
        with open_desk(project, jobs=1, store=base / "shared-store") as desk:
            yield desk


@pytest.fixture(scope="module")
def studio(desk: Desk) -> Iterator[Asking]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOLLOWALONG_DATA", str(desk.shop.store.root.parent / "data"))
        with Studio(desk) as running:
            yield Asking(running.address)
