"""What the studio works with, opened once for the life of its server: a project, a workshop, open documents."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from compiler.load import Project
from compiler.load.project import project_of
from compiler.studio.documents import Documents
from compiler.studio.events import Events
from compiler.studio.jobs import Jobs
from compiler.studio.looking import looking_out
from compiler.studio.previews import Previews, open_previews
from compiler.studio.takes import Takes
from compiler.system.workshop import Workshop, open_workshop


class OutsideProject(Exception):
    """A page asked for what does not lie in the project, or for no file at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One project and all that its pages share. `output` is where builds go."""

    project: Project
    shop: Workshop
    documents: Documents
    events: Events
    previews: Previews
    jobs: Jobs
    takes: Takes

    @property
    def output(self) -> Path:
        """The folder that holds a folder for each routine."""
        return self.project.folder / "output"

    def path_of(self, name: str) -> Path:
        """The file of that name in the project, such as `routines/morning.yaml`.

        Raises:
            OutsideProject: it is nowhere, or leads out of the project, be it by a link.
        """
        odd = not name or "\0" in name or "\\" in name or name.startswith(("/", "~")) or ":" in name
        if odd or any(part in {"..", ""} for part in name.split("/")):
            raise OutsideProject(name)
        path, root = self.project.folder / name, self.project.folder.resolve()
        try:
            inside = path.resolve().is_relative_to(root)
        except (OSError, RuntimeError):  # too long, or a loop of links
            inside = False
        if not inside:
            raise OutsideProject(name)
        return path

    def routine_of(self, name: str) -> Path:
        """The YAML file of that name in the project: what a page may write.

        Raises:
            OutsideProject: it is nowhere, no YAML file, or hidden.
        """
        path = self.path_of(name)
        if path.suffix not in {".yaml", ".yml"} or any(part.startswith(".") for part in name.split("/")):
            raise OutsideProject(name)
        return path

    def name_of(self, path: Path) -> str:
        """What the page calls a file: its path in the project, with slashes; only the name of one elsewhere."""
        folder = self.project.folder
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name


def desk_of(request: Request) -> Desk:
    """The desk at which this is asked."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


@contextmanager
def open_desk(folder: Path, *, jobs: int = 0, store: Path | None = None) -> Iterator[Desk]:
    """The desk of the project that `folder` belongs to; notices what others change in it meanwhile."""
    project, events = project_of(folder.resolve()), Events()

    def on_change(path: Path, revision: str) -> None:
        events.tell("document", {"path": desk.name_of(path), "revision": revision, "gone": not revision})

    documents = Documents(on_change)
    with (
        open_workshop(store=store, jobs=jobs) as shop,
        open_previews(shop, jobs=jobs) as previews,
        looking_out(project, documents, events),
        closing(Jobs(shop, events)) as making,
    ):
        desk = Desk(
            project=project,
            shop=shop,
            documents=documents,
            events=events,
            previews=previews,
            jobs=making,
            takes=Takes(),
        )
        try:
            yield desk
        finally:
            events.close()
