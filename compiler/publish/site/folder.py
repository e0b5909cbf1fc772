"""The folder of the site, written in this order: media, side files, record and page, index, feed.

Every file appears by rename, and media keep their names for ever, so that whoever reads the old feed finds
all of it and whoever reads the new one too. What is there is compared with what should be there on every run.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from compiler.model.errors import CannotWrite, Conflict, Diagnostic, Severity
from compiler.publish.ledger import Note
from compiler.publish.limits import thumbnail_format
from compiler.publish.patience import Patience
from compiler.publish.publisher import Account, Allowance, Cost, Part, PartKind, Traits
from compiler.publish.release import Privacy, Release, VideoFacts, read_part
from compiler.publish.secret import Secret
from compiler.publish.site.feed import feed
from compiler.publish.site.pages import index_page, routine_page
from compiler.publish.site.record import (
    SiteRecord,
    chapters_json,
    hashed_name,
    load_record,
    load_records,
    page_name,
    record_of,
    record_path,
)
from compiler.publish.site.settings import SiteSettings
from compiler.store import file_digest, write_atomically
from compiler.store.scratch import sweep

_PIECE_BYTES = 4 << 20
LOOK = Path(__file__).with_name("look")
"""The style sheet, script and icon of the pages."""


@dataclass
class Site:
    """A :class:`compiler.publish.publisher.Publisher` that writes a folder; asks nobody."""

    settings: SiteSettings = field(default_factory=SiteSettings)
    site: str = "site"
    traits: Traits = field(
        default_factory=lambda: Traits(
            replaces=True,
            looks_again=True,
            describes_on_upload=False,
            has_playlists=False,
            one_at_a_time=True,
        )
    )
    patience: Patience = field(default_factory=Patience)

    # --- without writing anything -------------------------------------------------------------------------

    def problems(self, release: Release) -> list[Diagnostic]:
        """What is worth knowing: the folder is as public as its server is."""
        found = []
        if not release.title.strip():
            found.append(Diagnostic(message="the routine has no title to show"))
        if thumbnail_format(read_part(release.thumbnail)) == "unknown":
            found.append(Diagnostic(message=f"{release.thumbnail} is no JPEG and no PNG picture"))
        address = urlsplit(self.settings.address)
        if self.settings.address and (address.scheme not in {"http", "https"} or not address.hostname):
            found.append(
                Diagnostic(message=f"{self.settings.address} is no address of a site", hint="https://…")
            )
        if not self.settings.address:
            told = "the feed's links lead to this machine until the site's address is given"
            hint = "in publish.yaml in your settings folder: site: {address: https://…}"
            found.append(Diagnostic(message=told, severity=Severity.WARNING, hint=hint))
        if release.publish_at:
            told = "a site has no schedule: publish_at has no effect there"
            found.append(Diagnostic(message=told, severity=Severity.WARNING))
        return found

    def metadata(self, release: Release) -> dict[str, Any]:
        """What the record, the page and the feed hold of the release."""
        fields: dict[str, Any] = json.loads(record_of(release, "", 0, "").to_bytes())
        own = {name: fields[name] for name in fields if name not in {"video", "video_bytes", "published"}}
        return own | {"privacy": Privacy.PUBLIC.value, "address": self.settings.base}

    def cost(self, step: str, *, again: bool = False) -> tuple[Cost, ...]:
        """Nothing."""
        return ()

    def allowances(self) -> tuple[Allowance, ...]:
        """None."""
        return ()

    def known_account(self) -> Account:
        """The folder."""
        folder = self.settings.folder.absolute()
        return Account(id=str(folder), name=str(self.settings.folder))

    def link(self, video_id: str) -> str:
        """The release's page: at its address if there is one, else in the folder."""
        page = page_name(video_id.rpartition("-")[0])
        return f"{self.settings.base}{page}" if self.settings.address else str(self.settings.folder / page)

    # --- the folder ---------------------------------------------------------------------------------------

    def account(self) -> Account:
        """Make the folder, and clear away what a killed run left half written.

        Raises:
            CannotWrite: it cannot be made.
            Conflict: there is a page in it that is not ours.
        """
        folder = self.settings.folder
        if (folder / "index.html").exists() and not (folder / "records").exists():
            hint = "choose an empty folder for the site"
            raise Conflict(f"{folder} holds a site that followalong did not write", hint=hint)
        try:
            (folder / "records").mkdir(parents=True, exist_ok=True)
            for place in (folder, folder / "records"):
                sweep(place)
        except OSError as error:
            raise CannotWrite(f"cannot write into {folder}: {error.strerror}") from error
        return self.known_account()

    def prepare(self, release: Release) -> None:
        """Nothing to look for."""

    def find_upload(self, file_name: str, facts: VideoFacts) -> str | None:
        """The video, if it is in the folder whole."""
        name = self._video_name(file_name, facts)
        return name if self.exists(name) else None

    def open_session(self, release: Release, facts: VideoFacts, file_name: str) -> Secret:
        """The name under which the video will appear."""
        return Secret(self._video_name(file_name, facts))

    def upload(self, session: Secret, facts: VideoFacts, on_bytes: Callable[[int], None]) -> str:
        """Copy the video.

        Raises:
            Conflict: its bytes are not those that its name tells.
        """
        name = session.reveal()

        def copy(temporary: Path) -> None:
            seen = hashlib.sha256()
            with facts.path.open("rb") as source, temporary.open("wb") as target:
                while piece := source.read(_PIECE_BYTES):
                    target.write(piece)
                    seen.update(piece)
                    on_bytes(target.tell())
            if seen.hexdigest() != facts.sha256:
                told = f"{facts.path} changed while it was copied"
                raise Conflict(told, hint="publish again when its build is done")

        write_atomically(self.settings.folder / name, copy)
        return name

    def exists(self, video_id: str) -> bool:
        """Whether the video is there with the bytes that its name tells."""
        path = self.settings.folder / video_id
        return path.is_file() and file_digest(path)[:12] in video_id

    def wait_processed(self, video_id: str, facts: VideoFacts) -> None:
        """Nothing to wait for."""

    def before(self, video_id: str, part: Part) -> Note:
        """Files are compared byte by byte, so nothing has to be remembered."""
        return {}

    def has(self, video_id: str, part: Part, before: Note) -> bool:
        """Whether every file of the part is as it should be."""
        return all(_holds(path, data) for path, data in self._files(video_id, part))

    def attach(self, video_id: str, part: Part) -> None:
        """Write those files of the part that are not as they should be."""
        for path, data in self._files(video_id, part):
            if not _holds(path, data):
                write_atomically(path, partial(_write, data=data))

    def _video_name(self, file_name: str, facts: VideoFacts) -> str:
        """``<routine>-<12 hex>.mp4``, for the same bytes always the same."""
        return f"{file_name.partition(f'-{facts.sha256[:12]}')[0]}-{facts.sha256[:12]}.mp4"

    def _files(self, video_id: str, part: Part) -> list[tuple[Path, bytes]]:
        """Which files a part is made of, in the order of writing."""
        folder = self.settings.folder
        match part.kind:
            case PartKind.CAPTIONS if part.caption:
                data = read_part(part.caption.vtt)
                return [
                    (folder / hashed_name(part.release.name, data, f".{part.caption.language}.vtt"), data)
                ]
            case PartKind.THUMBNAIL:
                data = read_part(part.release.thumbnail)
                suffix = part.release.thumbnail.suffix.lower()
                return [(folder / hashed_name(part.release.name, data, suffix), data)]
            case PartKind.METADATA:
                return self._record_and_page(video_id, part.release)
            case PartKind.VISIBILITY:
                records = load_records(folder)
                index = index_page(records, self.settings, self._look_names)
                return [(folder / "index.html", index), (folder / "feed.xml", feed(records, self.settings))]
            case _:
                return []

    def _record_and_page(self, video_id: str, release: Release) -> list[tuple[Path, bytes]]:
        folder, chapters = self.settings.folder, chapters_json(release)
        record = self._record(video_id, release)
        page = routine_page(record, self.settings, self._look_names)
        look = [(folder / self._look_names[path.name], path.read_bytes()) for path in sorted(LOOK.iterdir())]
        return [
            *look,
            (folder / record.chapters_file, chapters),
            (folder / record.page, page),
            (record_path(folder, release.name), record.to_bytes()),
        ]

    def _record(self, video_id: str, release: Release) -> SiteRecord:
        known = record_path(self.settings.folder, release.name)
        published = self.settings.clock().replace(microsecond=0).isoformat()
        if known.exists():
            published = load_record(known).published
        size = (self.settings.folder / video_id).stat().st_size
        return record_of(release, video_id, size, published)

    @cached_property
    def _look_names(self) -> dict[str, str]:
        """The site's own style sheet, script and icon, by their names in the package."""
        return {p.name: hashed_name(p.stem, p.read_bytes(), p.suffix) for p in sorted(LOOK.iterdir())}


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
