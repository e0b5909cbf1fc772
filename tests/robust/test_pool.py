"""Work in other processes: what goes wrong there is told here, and nobody is left waiting."""

import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from compiler.model.errors import BadMedia, Diagnostic, SourceSpan, ToolFailed
from compiler.store.scratch import part_name
from compiler.system.starting import START_METHOD
from compiler.system.workers import ProcessPool
from compiler.system.workshop import open_workshop


def _environment(name: str) -> str | None:
    return os.environ.get(name)


def _die(number: int) -> int:
    os.kill(os.getpid(), number)
    return 0


class _Thing: ...


def _swallow_the_wish_to_end() -> int:
    thing = _Thing()
    reference = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.SIGTERM))
    del thing
    time.sleep(30)
    return 0 if reference else 1


def _fail_with_a_place() -> int:
    span = SourceSpan(path=Path("r.yaml"), line=3, column=5, source_line="  clip: a.mp4")
    raise BadMedia(Diagnostic(message="a.mp4 is cut off", span=span, hint="export it again"))


class Untold(Exception):
    """Cannot be read by another process: what it is made from is not what it is."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def _fail_untold() -> int:
    raise Untold("this", "that")


def _run_out_of_memory() -> int:
    raise MemoryError


def _sleep_and_leave_a_mark(mark: Path) -> int:
    try:
        mark.write_text("begun")
        time.sleep(60)
    finally:
        mark.unlink()
    return 0


METHODS = [START_METHOD] if START_METHOD == "spawn" else [START_METHOD, "spawn"]


@pytest.mark.parametrize("method", METHODS)
def test_workers_live_in_the_environment_of_now(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for value in ("before", "after"):
        monkeypatch.setenv("FOLLOWALONG_TOLD", value)
        with ProcessPool(1, start_method=method) as pool:
            pool.start()
            told.append(pool.submit(partial(_environment, "FOLLOWALONG_TOLD"))())
    assert told == ["before", "after"]


def test_workers_import_nothing_from_the_folder_they_are_started_in(tmp_path: Path) -> None:
    for name in ("av", "compiler", "calendar"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(f'{__name__} was imported')\n")
    program = tmp_path / "elsewhere" / "program.py"
    program.parent.mkdir()
    program.write_text(
        "import os\nfrom compiler.system.workers import ProcessPool\n"
        "if __name__ == '__main__':\n"
        "    with ProcessPool(1, importing='compiler.render') as pool:\n"
        "        pool.start()\n"
        "        print(pool.submit(os.getpid)() != os.getpid())\n"
    )
    told = subprocess.run(
        [sys.executable, str(program)], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (told.stdout, told.stderr) == ("True\n", "")


@pytest.mark.parametrize("method", METHODS)
def test_workers_stop_at_once_however_they_came_to_be(method: str, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with pytest.raises(KeyboardInterrupt), ProcessPool(2, start_method=method) as pool:
        pool.submit(partial(_sleep_and_leave_a_mark, mark))
        while not mark.exists():
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert not mark.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_killed_worker_is_told_with_a_way_on() -> None:
    with pytest.raises(ToolFailed, match="a render process died") as told, ProcessPool(1) as pool:
        list(pool.run({"job": partial(_die, signal.SIGKILL)}))
    assert "--jobs 1" in str(told.value.diagnostics[0].hint)
    assert told.value.exit_code == 5


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_killed_worker_is_told_where_its_result_is_awaited() -> None:
    with ProcessPool(1) as pool:
        result = pool.submit(partial(_die, signal.SIGKILL))
        with pytest.raises(ToolFailed, match="a render process died"):
            result()


def test_a_mistake_found_by_a_worker_keeps_its_place_and_hint() -> None:
    with pytest.raises(BadMedia) as told, ProcessPool(1) as pool:
        list(pool.run({"job": _fail_with_a_place}))
    (diagnostic,) = told.value.diagnostics
    assert diagnostic.render().startswith("r.yaml:3:5: error: a.mp4 is cut off\n")
    assert diagnostic.hint == "export it again"


def test_an_error_that_cannot_travel_is_told_in_words() -> None:
    with pytest.raises(RuntimeError, match="Untold: this and that"), ProcessPool(1) as pool:
        list(pool.run({"job": _fail_untold}))


def test_a_worker_without_memory_is_told_as_that() -> None:
    with pytest.raises(ToolFailed, match="a render process died"), ProcessPool(1) as pool:
        list(pool.run({"job": _run_out_of_memory}))


def test_workers_tidy_up_when_the_work_is_stopped(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    began = 0.0
    with pytest.raises(KeyboardInterrupt), ProcessPool(2) as pool:
        pool.submit(partial(_sleep_and_leave_a_mark, mark))
        while not mark.exists():
            time.sleep(0.01)
        began = time.monotonic()
        raise KeyboardInterrupt
    assert not mark.exists()
    assert time.monotonic() - began < 3


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_another_build_gets_workers_after_one_of_them_was_killed() -> None:
    with ProcessPool(2) as pool:
        for _ in range(2):
            with pytest.raises(ToolFailed, match="a render process died"):
                list(pool.run({n: partial(_die, signal.SIGKILL) for n in range(9)}))
            assert dict(pool.run({"abs": partial(abs, -1)})) == {"abs": 1}


def test_another_build_goes_on_after_one_has_failed() -> None:
    with ProcessPool(2) as pool:
        with pytest.raises(BadMedia):
            list(pool.run(dict.fromkeys(range(9), _fail_with_a_place)))
        assert dict(pool.run({n: partial(abs, -n) for n in range(9)})) == {n: n for n in range(9)}


@pytest.mark.skipif(START_METHOD != "forkserver", reason="there is no fork server here")
def test_a_fork_server_that_is_killed_takes_no_worker_with_it_and_another_serves_the_next() -> None:
    from multiprocessing import forkserver

    with ProcessPool(1) as pool:
        assert dict(pool.run({"abs": partial(abs, -1)})) == {"abs": 1}
        os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)  # type: ignore[attr-defined]
        assert dict(pool.run({"abs": partial(abs, -2)})) == {"abs": 2}
        with pytest.raises(ToolFailed, match="a render process died"):
            list(pool.run({"job": partial(_die, signal.SIGKILL)}))
        assert dict(pool.run({"abs": partial(abs, -3)})) == {"abs": 3}


def _stay_and_leave_a_part(folder: Path) -> int:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    (folder / part_name(".mp4")).write_text("begun")
    (folder / "begun").touch()
    time.sleep(60)
    return 0


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_what_a_worker_had_no_time_to_tidy_up_is_swept_when_the_work_is_stopped(tmp_path: Path) -> None:
    shelf = tmp_path / "segments" / "00"
    shelf.mkdir(parents=True)
    with pytest.raises(KeyboardInterrupt), open_workshop(store=tmp_path, jobs=1) as workshop:
        workshop.pool.submit(partial(_stay_and_leave_a_part, shelf))
        while not (shelf / "begun").exists():
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert [path.name for path in shelf.iterdir()] == ["begun"]


@pytest.mark.parametrize("ends", [None, KeyboardInterrupt])
def test_another_thread_that_waits_for_jobs_hears_that_the_work_was_stopped(
    ends: type[BaseException] | None,
) -> None:
    heard: list[ToolFailed] = []

    def wait_for_many(pool: ProcessPool) -> None:
        try:
            list(pool.run({number: partial(time.sleep, 0.2) for number in range(100)}))
        except ToolFailed as error:
            heard.append(error)

    pool = ProcessPool(1)
    with suppress(KeyboardInterrupt), pool:
        waits = threading.Thread(target=wait_for_many, args=(pool,))
        pool.submit(bool)()
        waits.start()
        if ends:
            raise ends
    waits.join(10)
    assert not waits.is_alive()
    assert len(heard) == 1
    with pytest.raises(ToolFailed, match="the work was stopped"):
        pool.submit(bool)


def test_threads_that_ask_first_at_the_same_moment_share_the_workers() -> None:
    together, seen = threading.Barrier(4), set()

    def ask(pool: ProcessPool) -> None:
        together.wait()
        seen.add(pool.submit(os.getpid)())

    with ProcessPool(1) as pool:
        threads = [threading.Thread(target=ask, args=(pool,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert len(seen) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are POSIX")
def test_a_wish_to_end_that_a_library_swallows_comes_again_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with ProcessPool(1) as pool, pytest.raises(ToolFailed, match="died"):
        pool.submit(_swallow_the_wish_to_end)()
    assert not capfd.readouterr().err
