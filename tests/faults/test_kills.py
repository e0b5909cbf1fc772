"""Builds that are stopped at any moment leave nothing, and the next is as a clean one; a short `tests.faults.kills`."""

import sys
from pathlib import Path

import pytest

from tests.faults.kills import SEED, WAYS, clean_build, left_of, trials
from tests.robust.trying import Project

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are POSIX"),
]


def test_after_stops_at_any_moment_the_next_build_is_as_a_clean_one(tmp_path: Path) -> None:
    clean = clean_build(tmp_path)
    for one in trials(clean, SEED, len(WAYS)):
        assert not one.wrong, f"{one.way}, exit {one.answer.code}: {one.wrong}\n{one.answer.all}"


LEFT_AT_WORK = """\
import os, signal, sys
from compiler.system.workers import ProcessPool

pool = ProcessPool(1, importing="json", start_method="forkserver")
list(pool.run({"a": os.getpid}))
assert "multiprocessing.synchronize" not in sys.modules  # no semaphore, which nobody could sweep
os.killpg(0, signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="fork servers are used on Linux")
@pytest.mark.parametrize("depth", [0, 60], ids=["a short path", "a path too long for a socket"])
def test_what_python_itself_leaves_of_a_killed_pool_is_swept(tmp_path: Path, depth: int) -> None:
    import subprocess
    import tempfile

    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        place = Path(short, "x" * depth)
        place.mkdir(exist_ok=True)
        env = Project.in_folder(tmp_path).environment(TMPDIR=str(place))
        command = [sys.executable, "-c", LEFT_AT_WORK]
        killed = subprocess.Popen(command, env=env, start_new_session=True, stdout=subprocess.PIPE, text=True)
        killed.communicate(timeout=60)
        assert killed.returncode < 0
        ours = Project(tmp_path)
        assert not list(place.glob("pymp-*"))
        sweep = "from compiler.store.scratch import sweep_outside; sweep_outside()"
        subprocess.run([sys.executable, "-c", sweep], env=env, check=True)
        assert not list(left_of([killed.pid], ours))
        assert not list(place.iterdir())
