"""Full disks, odd machines, closed streams, other builds: told plainly, and what was there is untouched."""

import fcntl
import os
import pty
import resource
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from compiler.deliver.folder import claimed
from compiler.system.agreements import agree
from tests.robust.trying import TINY, Answer, Project, in_process, said_once

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX limits and terminals")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that is built already; tests that use it do not change its routine."""
    project = Project.in_folder(tmp_path_factory.mktemp("built"))
    answer = project.build()
    assert answer.code == 0, answer.all
    return project


def assert_told(answer: Answer, code: int, *expected: str) -> None:
    assert answer.code == code, answer.all
    assert "Traceback" not in answer.all
    for words in expected:
        assert words in answer.complained


# --- where the result goes ----------------------------------------------------------------------------------


def test_an_output_that_is_a_file(built: Project, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    answer = built.run("build", "--animatic", str(built.routine), "-o", str(tmp_path / "taken"))
    assert_told(answer, 6, "error: cannot write to", "choose another folder with -o")
    assert (tmp_path / "taken").read_text() == "mine"


def test_an_output_that_takes_no_files(built: Project) -> None:
    answer = built.run("build", "--animatic", str(built.routine), "-o", "/proc/self/fd")
    assert_told(answer, 6, "error: cannot write to")


def test_a_name_taken_by_a_folder_changes_nothing(built: Project, tmp_path: Path) -> None:
    (tmp_path / "tiny" / "tiny.srt").mkdir(parents=True)
    answer = built.run("build", "--animatic", str(built.routine), "-o", str(tmp_path))
    assert_told(answer, 6, "tiny.srt is a folder there")
    assert [path.name for path in (tmp_path / "tiny").iterdir()] == ["tiny.srt"]


# --- folders that are taken away ---------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "plan", "build", "doctor", "new"])
def test_the_current_folder_is_gone(built: Project, tmp_path: Path, command: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()

    def leave_it() -> None:
        os.chdir(gone)
        gone.rmdir()

    arguments = {"doctor": (), "new": ("x",)}.get(command, (str(built.routine),))
    answer = built.run(command, *arguments, preexec_fn=leave_it)
    assert_told(answer, 6, "error: the folder that you are in does not exist any more", "hint: change into")


def test_the_folder_for_temporary_files_is_gone(project: Project) -> None:
    place = Path(tempfile.mkdtemp())  # so short that the pool would use it, too
    program = (
        "import os, sys, tempfile; os.rmdir(tempfile.gettempdir())\n"
        f"sys.argv = ['followalong', 'build', '--animatic', {str(project.routine)!r}]\n"
        "from compiler.__main__ import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=project.folder, env=project.environment(TMPDIR=str(place)), capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 6, done.stderr
    assert f"error: the folder for temporary files, {place}, does not exist any more" in done.stderr
    assert "Traceback" not in done.stderr


# --- a full disk --------------------------------------------------------------------------------------------


def _files_of_at_most(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


SIZES = [0, 300, 20_000]


@pytest.mark.parametrize("size", SIZES)
def test_a_disk_that_is_full_at_some_write(size: int, project: Project) -> None:
    old = project.built / "tiny.mp4"
    old.parent.mkdir()
    old.write_bytes(b"the old one")
    answer = project.build(preexec_fn=lambda: _files_of_at_most(size))
    assert_told(answer, 6, "cannot write")
    assert project.files() == {"tiny/tiny.mp4": b"the old one"}
    assert not project.leftovers()


def test_when_there_is_room_again_the_next_build_succeeds(project: Project, built: Project) -> None:
    for size in (300, 60_000):
        assert project.build(preexec_fn=lambda size=size: _files_of_at_most(size)).code == 6  # type: ignore[misc]
    assert project.build().code == 0
    assert project.files() == built.files()


def test_a_full_standard_output(built: Project) -> None:
    with Path("/dev/full").open("w") as full:
        answer = built.run("plan", "--json", str(built.routine), stdout=full)
    assert_told(answer, 6, "No space left")


# --- the store ----------------------------------------------------------------------------------------------


def test_a_store_that_cannot_be_written_is_done_without(built: Project, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    env = built.environment(FOLLOWALONG_CACHE=str(tmp_path / "store"))
    answer = built.run("build", "--animatic", "--jobs", "1", str(built.routine), "-o", str(tmp_path), env=env)
    assert_told(answer, 0, "note: the store at", "nothing of this build is kept")
    assert (tmp_path / "tiny" / "tiny.mp4").read_bytes() == built.files()["tiny/tiny.mp4"]
    assert not built.leftovers()


def test_harmed_files_in_the_store_are_made_again(built: Project) -> None:
    before = built.files()
    harmed = sorted(p for p in built.store.rglob("*.*") if p.suffix in {".mp4", ".m4a", ".wav", ".json"})
    assert len(harmed) > 2 * len(HARMS)
    for number, path in enumerate(harmed):
        HARMS[number % len(HARMS)](path)
    answer = built.build()
    assert answer.code == 0, answer.all
    assert "frames encoded" in answer.said
    assert built.files() == before
    assert "nothing had to be encoded" in built.build().said


def _flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


HARMS = (
    lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    _flip,
    lambda path: path.unlink(),
    lambda path: path.with_name(f"{path.name}.ok").unlink(),
    lambda path: path.with_name(f"{path.name}.ok").write_text('{"bytes": 5, "sha256": "00"}'),
    lambda path: path.with_name(f"{path.name}.ok").write_text("[1, 2"),
    lambda path: path.write_bytes(b""),
)


# --- the machine --------------------------------------------------------------------------------------------

MACHINES = {
    "no HOME": {"HOME": ""},
    "POSIX without UTF-8": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ascii streams": {"PYTHONIOENCODING": "ascii"},
    "one column": {"COLUMNS": "1"},
    "nonsense columns": {"COLUMNS": "x"},
    "nonsense zone": {"TZ": "Nowhere/At_All"},
}


@pytest.mark.parametrize("name", MACHINES)
def test_the_plan_is_the_same_on_any_machine(name: str, project: Project) -> None:
    project.routine.write_text(TINY.replace("Tiny", "Größe — ›‹"), encoding="utf-8")
    env = project.environment(**MACHINES[name])
    if name == "no HOME":
        del env["HOME"], env["FOLLOWALONG_CACHE"]
    answer = project.run("plan", str(project.routine), env=env)
    assert_told(answer, 0)
    assert "Hello." in answer.said
    assert "total 0:3" in answer.said
    assert not list(project.folder.glob("~*"))


def test_the_video_is_the_same_in_another_zone_and_language(built: Project, tmp_path: Path) -> None:
    env = built.environment(
        TZ="Pacific/Kiritimati", LC_ALL="C", FOLLOWALONG_CACHE=str(tmp_path / "s"), PYTHONHASHSEED="7"
    )
    answer = built.run(
        "build", "--animatic", "--jobs", "2", str(built.routine), "-o", str(tmp_path / "o"), env=env
    )
    assert answer.code == 0, answer.all
    written = {f"tiny/{p.name}": p.read_bytes() for p in (tmp_path / "o" / "tiny").iterdir()}
    assert written == built.files()


@pytest.mark.parametrize("columns", [1, 200])
def test_a_terminal_of_any_width(columns: int, built: Project) -> None:
    """The progress bar and the table on a real (pretended) terminal."""
    import struct
    import termios

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 5, columns, 0, 0))
    heard: list[bytes] = []
    listener = threading.Thread(target=_listen, args=(parent, heard))
    listener.start()
    process = built.start("build", "--animatic", str(built.routine), stdout=child, stderr=child)
    os.close(child)
    assert process.wait(60) == 0
    listener.join(10)
    os.close(parent)
    assert b"Traceback" not in b"".join(heard)
    assert b"nothing had to be encoded" in b"".join(heard).replace(b"\r\n", b"")


def _listen(terminal: int, heard: list[bytes]) -> None:
    try:
        while piece := os.read(terminal, 65536):
            heard.append(piece)
    except OSError:
        return  # how Linux tells that nobody writes any more


@pytest.mark.parametrize("closed", [(1,), (2,), (0, 1, 2)])
def test_closed_streams_harm_nothing(closed: tuple[int, ...], built: Project) -> None:
    before = built.files()

    def close() -> None:
        for number in closed:
            os.close(number)

    arguments = ["build", "--animatic"] if 0 in closed else ["plan"]
    answer = built.run(*arguments, str(built.routine), preexec_fn=close)
    assert answer.code == 0
    assert "Traceback" not in answer.all
    assert built.files() == before


def test_a_reader_that_leaves_early_is_no_mistake(built: Project) -> None:
    with built.start("plan", "--json", str(built.routine)) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        complained = process.stderr.read()
    assert process.returncode == 0
    assert said_once(complained) == ""


# --- other builds -------------------------------------------------------------------------------------------


def test_a_folder_that_another_build_writes_is_left_to_it(built: Project) -> None:
    before = built.files()
    with claimed(built.built):
        answer = built.build()
    assert_told(answer, 7, "another build is writing", "wait for it")
    assert built.files() == before


def test_two_builds_of_the_same_routine_at_once(project: Project, built: Project) -> None:
    both = [project.start("build", "--animatic", "--jobs", "1", str(project.routine)) for _ in range(2)]
    for process in both:
        process.communicate(timeout=60)
    assert sorted(process.returncode for process in both) in ([0, 7], [0, 0])
    assert project.files() == built.files()
    assert not project.leftovers()


def test_builds_of_different_routines_at_once(project: Project, built: Project) -> None:
    other = project.routine.with_name("other.yaml")
    other.write_text(TINY)
    both = [project.start("build", "--animatic", "--jobs", "1", str(p)) for p in (project.routine, other)]
    for process in both:
        _, complained = process.communicate(timeout=60)
        assert process.returncode == 0, complained
    files = project.files()
    assert {n: b for n, b in files.items() if n.startswith("tiny/")} == built.files()
    assert files["other/other.mp4"] == files["tiny/tiny.mp4"]
    assert not project.leftovers()


def test_one_bad_routine_does_not_stop_the_others(built: Project) -> None:
    answer = built.run("build", "--animatic", str(built.folder / "nothing.yaml"), str(built.routine))
    assert_told(answer, 3, "there is no such file")
    assert "wrote output/tiny/tiny.mp4: 0:3" in answer.said
    assert "1 of 2 videos made" in answer.said


# --- voices -------------------------------------------------------------------------------------------------

VOICES = {
    "missing": (["/nothing/here", "{output}"], "cannot be started"),
    "dies": ([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)", "{output}"], "died of SIGKILL"),
    "fails": (
        [sys.executable, "-c", "import sys; sys.exit('no speech today')", "{output}"],
        "no speech today",
    ),
    "says nothing": ([sys.executable, "-c", "pass", "{output}"], ""),
    "writes nonsense": (
        [sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write('x')", "{output}"],
        "",
    ),
}


@pytest.mark.parametrize("name", VOICES)
def test_a_voice_that_fails(name: str, project: Project) -> None:
    command, expected = VOICES[name]
    written = ", ".join(f"{part!r}" if "'" not in part else f'"{part}"' for part in command)
    project.routine.write_text(TINY.replace("{engine: silent", f"{{engine: command, command: [{written}]"))
    agree(project.folder, command)
    answer = in_process("build", "--animatic", "-o", str(project.output), str(project.routine))
    assert_told(answer, 5, expected, "error:")
    assert not project.files()


def test_a_voice_library_that_is_missing(project: Project) -> None:
    """As pip without its platform's wheel: the module is there but cannot be imported."""
    broken = project.folder / "broken" / "pyttsx3"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('libespeak.so.1: cannot open shared object file')")
    project.routine.write_text(TINY.replace("engine: silent", "engine: pyttsx3"))
    env = project.environment()
    env["PYTHONPATH"] = f"{broken.parent}{os.pathsep}{env['PYTHONPATH']}"
    assert_told(project.build(env=env), 5, "error:", "hint:")
    assert not project.files()
