"""A stranger's project is read without a file from outside of it and without a connection."""

from pathlib import Path

import pytest

from tests.faults.kills import project_in
from tests.faults.opened import outside, possible
from tests.robust.trying import TINY


@pytest.mark.skipif(not possible(), reason="strace is not here")
def test_a_check_opens_nothing_outside_and_connects_to_nobody(tmp_path: Path) -> None:
    project = project_in(tmp_path / "project")
    assert not outside(project, "check", "--animatic", str(project.routine))
    other = tmp_path / "other.yaml"
    other.write_text(TINY)
    assert outside(project, "check", "--animatic", str(other)) == [f"openat: {other}"]
