"""Builds on a real scheduler and real workers, which share no folder with the project or with each other."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from compiler.cluster.connecting import connected
from compiler.model.errors import NetworkInterrupted
from tests.cluster.machines import Machines, until
from tests.faults.kills import ROUTINE, write_clip
from tests.robust.trying import ROOT, Answer, Project

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

SVG = "http://www.w3.org/2000/svg"
LOGO = f'<svg xmlns="{SVG}" viewBox="0 0 40 20"><rect width="40" height="20" fill="#804020"/></svg>'
OWN_THEME = "based_on: calm\ncolours: {ground: '#301010'}\n"


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with Machines(tmp_path_factory.mktemp("cluster") / "machines") as cluster:
        cluster.add_worker()
        cluster.add_worker()
        yield cluster


def project_in(folder: Path) -> Project:
    """A routine with footage, a theme and a brand of the user's own."""
    project = Project.in_folder(folder)
    project.routine.write_text(ROUTINE.replace("title: Tiny\n", "title: Tiny\ntheme: mine\n"))
    write_clip(project.folder / "assets/clips/moving.mp4")
    theme = project.folder / "assets/themes/mine/theme.yaml"
    theme.parent.mkdir(parents=True)
    theme.write_text(OWN_THEME)
    (project.folder / "brand.yaml").write_text("name: Mine\nlogo: logo.svg\ncorner: top left\n")
    (project.folder / "logo.svg").write_text(LOGO)
    return project


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same routine, built on this machine."""
    project = project_in(tmp_path_factory.mktemp("local"))
    answer = project.run("build", str(project.routine))
    assert answer.code == 0, answer.all
    return project


def built_on(project: Project, machines: Machines) -> Answer:
    return project.run("build", "--on", machines.address, str(project.routine))


def entries(store: Path) -> dict[str, bytes]:
    """What a store holds of pictures and sound."""
    found = (path for kind in ("clips", "segments", "sound") for path in (store / kind).glob("*/*"))
    return {path.name: path.read_bytes() for path in found if path.suffix != ".ok"}


def test_a_build_elsewhere_makes_the_same_bytes(machines: Machines, local: Project, tmp_path: Path) -> None:
    project = project_in(tmp_path)
    answer = built_on(project, machines)
    assert answer.code == 0, answer.all
    assert project.files() == local.files()
    assert entries(project.store) == entries(local.store)
    did = dict(re.findall(r"(tcp://\S+) (\d+)", answer.complained.split("jobs: ")[1]))
    assert len(did) == 2, "both workers have had a share"
    assert "here" not in answer.complained.split("jobs: ")[1]


def test_what_is_known_there_is_not_sent_again_and_another_project_gets_the_same(
    machines: Machines, local: Project, tmp_path: Path
) -> None:
    project = project_in(tmp_path)
    answer = built_on(project, machines)
    assert answer.code == 0, answer.all
    assert project.files() == local.files()


def test_a_worker_that_is_killed_in_the_middle_costs_nothing_but_time(
    machines: Machines, local: Project, tmp_path: Path
) -> None:
    victim = machines.add_worker()
    project = project_in(tmp_path)
    with project.start("build", "--on", machines.address, str(project.routine)) as build:
        until(
            lambda: victim.made("segments") or build.poll() is not None, "the first piece of the new worker"
        )
        victim.kill()
        _, complained = build.communicate(timeout=120)
    assert build.returncode == 0, complained
    assert project.files() == local.files()
    assert entries(project.store) == entries(local.store)


def test_a_bad_clip_is_told_by_its_name_here(machines: Machines, tmp_path: Path) -> None:
    project = project_in(tmp_path)
    clip = project.folder / "assets/clips/moving.mp4"
    data = bytearray(clip.read_bytes())
    middle = data.index(b"mdat") + 100
    data[middle : middle + 300] = bytes(300)
    clip.write_bytes(data)
    here, there = project.run("build", str(project.routine)), built_on(project, machines)
    assert here.code == there.code == 4
    assert here.complained.splitlines()[-3:] == there.complained.splitlines()[-3:]


def test_a_worker_with_another_version_is_refused_before_work_begins(tmp_path: Path) -> None:
    code = tmp_path / "code"
    shutil.copytree(ROOT / "compiler", code / "compiler", ignore=shutil.ignore_patterns("__pycache__"))
    (code / "assets").symlink_to(ROOT / "assets")
    (code / "compiler/version.py").write_text('__version__ = "9.9.9"\n')
    with Machines(tmp_path / "machines") as machines:
        machines.add_worker(code)
        project = project_in(tmp_path / "project")
        answer = built_on(project, machines)
    assert answer.code == 5
    assert "1 of 1 workers" in answer.complained
    assert re.search(r"followalong \w+ here, \w+ there", answer.complained)
    assert project.files() == {}


def test_a_scheduler_that_goes_away_leaves_the_rest_to_this_machine(local: Project, tmp_path: Path) -> None:
    with Machines(tmp_path / "machines") as machines:
        worker = machines.add_worker()
        project = project_in(tmp_path / "project")
        with project.start("build", "--on", machines.address, str(project.routine)) as build:
            until(lambda: worker.made("segments") or build.poll() is not None, "the first piece")
            machines.scheduler.kill()
            _, complained = build.communicate(timeout=120)
    assert build.returncode == 0, complained
    assert project.files() == local.files()


def test_nobody_at_the_address(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    answer = project.run("build", "--on", "tcp://127.0.0.1:9", str(project.routine))
    assert answer.code == 10
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in answer.complained


@pytest.mark.parametrize(
    "address", ["nonsense", "tcp://", "127.0.0.1:8786", "tcp://host:port", "http://host:8786"]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(NetworkInterrupted, match="is no address"), connected(address):
        pass


def test_dask_that_is_not_installed_is_told_with_what_brings_it(tmp_path: Path) -> None:
    (tmp_path / "none" / "distributed").mkdir(parents=True)
    (tmp_path / "none/distributed/__init__.py").write_text("raise ImportError")
    project = project_in(tmp_path / "project")
    without = project.environment(PYTHONPATH=f"{tmp_path / 'none'}{os.pathsep}{ROOT}")
    answer = project.run("build", "--on", "tcp://127.0.0.1:9", str(project.routine), env=without)
    assert answer.code == 5
    assert "pip install 'followalong[dask]'" in answer.complained


def test_who_has_no_certificate_of_the_cluster_is_kept_out(local: Project, tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    from distributed.security import Security

    made = Security.temporary()
    files = {}
    for name, text in (
        ("ca-file", made.tls_ca_file),
        ("cert", made.tls_client_cert),
        ("key", made.tls_client_key),
    ):
        files[name] = tmp_path / f"{name}.pem"
        files[name].write_text(text)
    flags = tuple(part for name, path in files.items() for part in (f"--tls-{name}", str(path)))
    dask = {
        "DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(files["ca-file"]),
        "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT": str(files["cert"]),
        "DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY": str(files["key"]),
    }
    with Machines(tmp_path / "machines", (*flags, "--protocol", "tls")) as machines:
        machines.add_worker()
        project = project_in(tmp_path / "project")
        stranger = built_on(project, machines)
        known = project.environment(**dask)
        answer = project.run("build", "--on", machines.address, str(project.routine), env=known)
    assert machines.address.startswith("tls://")
    assert stranger.code == 10 and "no Dask scheduler answers" in stranger.complained
    assert answer.code == 0, answer.all
    assert project.files() == local.files()
