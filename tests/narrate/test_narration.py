import dataclasses
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.model.errors import BadMedia, ToolFailed
from compiler.model.routine import Utterance, Voice
from compiler.narrate import ToolRunner, check_recordings, kept, narrate
from compiler.store import Store

Say = Callable[[str], Utterance]


def files(store: Store) -> list[Path]:
    return sorted(path for path in store.root.rglob("*") if path.is_file())


def test_everything_is_spoken_once_and_kept(store: Store, pretended: Say) -> None:
    lines = [pretended(text) for text in ("One.", "Two.", "One.")]
    assert kept(lines, store) == {}
    done: list[tuple[int, int]] = []
    spoken = narrate(lines, store, workers=2, on_done=lambda *counts: done.append(counts))
    assert list(spoken) == [lines[0], lines[1]]
    assert done == [(1, 2), (2, 2)]
    before = [path.stat().st_ino for path in files(store)]
    assert kept(lines, store) == spoken == narrate(lines, store)
    assert [path.stat().st_ino for path in files(store)] == before


def test_the_number_of_workers_changes_nothing(tmp_path: Path, pretended: Say) -> None:
    lines = [pretended(f"Line number {n}.") for n in range(6)]
    stores = [Store(tmp_path / str(workers)) for workers in (1, 5)]
    for store, workers in zip(stores, (1, 5), strict=True):
        narrate(lines, store, workers=workers)
    first, second = (
        {path.relative_to(store.root): path.read_bytes() for path in files(store) if path.suffix != ".ok"}
        for store in stores
    )
    assert first == second


def test_a_damaged_file_is_spoken_again(store: Store, pretended: Say) -> None:
    line = pretended("Relax.")
    path = narrate([line], store)[line].path
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    assert kept([line], store) == {}
    assert narrate([line], store)[line].path.read_bytes() == whole


def test_an_utterance_with_a_recording_is_not_spoken_by_the_voice(store: Store, pretended: Say) -> None:
    source = narrate([pretended("Something else entirely.")], store)
    recording = next(iter(source.values()))
    line = Utterance(text="Hello.", voice=Voice(engine="nobody"), recording=recording.path)
    assert abs(narrate([line], store)[line].seconds - recording.seconds) < 0.1


def test_all_missing_recordings_are_named(store: Store, tmp_path: Path) -> None:
    voice = Voice(engine="recorded", folder=tmp_path)
    lines = [Utterance(text=text, voice=voice) for text in ("One.", "Two.", "One.")]
    with pytest.raises(BadMedia) as failure:
        narrate(lines, store)
    assert list(failure.value.diagnostics) == check_recordings(lines)
    assert len(failure.value.diagnostics) == 2
    assert kept(lines, store) == {}


def command(program: str) -> Voice:
    return Voice(engine="command", command=(sys.executable, "-S", "-c", program, "{output}"))


def test_a_failing_voice_stops_the_others_and_leaves_nothing_behind(store: Store) -> None:
    hangs = [Utterance(text=f"Wait {n}.", voice=command("import time; time.sleep(60)")) for n in range(3)]
    fails = Utterance(text="Fail.", voice=command("raise SystemExit('out of breath')"))
    with pytest.raises(ToolFailed, match="out of breath"):
        narrate([*hangs, fails], store, workers=4)
    assert files(store) == []


def test_an_interrupt_ends_the_voices_and_leaves_a_valid_store(store: Store, pretended: Say) -> None:
    threads = threading.active_count()
    hang = Utterance(text="Wait.", voice=command("import time; time.sleep(60)"))
    quick = pretended("Quick.")

    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        narrate([quick, hang], store, workers=2, on_done=interrupt)
    assert list(kept([quick, hang], store)) == [quick]
    assert not [path for path in files(store) if ".part-" in path.name]
    assert threading.active_count() == threads


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
def test_what_a_tool_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    program = (
        "import subprocess, sys, time;"
        "child = subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(60)']);"
        f"open({str(note)!r}, 'w').write(str(child.pid)); time.sleep(60)"
    )
    with pytest.raises(ToolFailed, match="did not finish"):
        ToolRunner(timeout_seconds=1).run([sys.executable, "-S", "-c", program], name="the tool")
    deadline = time.monotonic() + 10
    while not _has_ended(int(note.read_text())):
        assert time.monotonic() < deadline, "the tool's own child is still at work"
        time.sleep(0.01)


def _has_ended(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{pid}/status")  # ended, but nobody has asked for its exit code
    return not status.exists() or "State:\tZ" in status.read_text()


def test_the_rate_is_part_of_what_is_kept(store: Store, pretended: Say) -> None:
    slow = pretended("Breathe in, and out.")
    fast = dataclasses.replace(slow, voice=dataclasses.replace(slow.voice, words_per_minute=300))
    spoken = narrate([slow, fast], store)
    assert spoken[slow].seconds > 1.5 * spoken[fast].seconds
