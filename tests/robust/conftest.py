"""A tiny project that is built in about a second, and the real command on it."""

from pathlib import Path

import pytest

from tests.robust.trying import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.in_folder(tmp_path)
