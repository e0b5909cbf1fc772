"""The folder of the site, written in this order: media, side files, record, pages, index, feed.

Every file appears by rename, and media keep their names for ever, so that whoever reads the old feed finds
all of it and whoever reads the new one too. What is there is compared with what should be there on every run.

What is for one person lies in a folder of its own with an address that cannot be guessed. Nothing leads there, and
old media of it do not stay.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from compiler.model.errors import CannotWrite, Conflict, Diagnostic, Severity
from compiler.publish.ledger import Note
from compiler.publish.limits import thumbnail_format
from compiler.publish.patience import Patience
from compiler.publish.publisher import Account, Allowance, Cost, Part, PartKind, Traits
from compiler.publish.release import TOKEN_SIGN, Privacy, Release, VideoFacts, read_part
from compiler.publish.remote import preferences_path
from compiler.publish.secret import Secret
from compiler.publish.site.disk import delete, delete_folder, holds, make_room, write
from compiler.publish.site.feed import item_guid
from compiler.publish.site.look import KEPT_IN, SiteLook, kept_look, look_of
from compiler.publish.site.record import (
    PERSONAL,
    SiteRecord,
    caption_name,
    home,
    load_record,
    media_name,
    media_of,
    page_name,
    record_of,
    record_path,
)
from compiler.publish.site.settings import SiteSettings
from compiler.publish.site.whole import Files, whole_site
from compiler.store import file_digest, write_atomically
from compiler.store.scratch import sweep

_PIECE_BYTES = 4 << 20
_NOT_TOLD = frozenset({"video", "video_bytes", "published", "item"})
"""What a record says that does not come from the release."""


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
            hint = f"in {preferences_path()}: site: {{address: https://…}}"
            found.append(Diagnostic(message=told, severity=Severity.WARNING, hint=hint))
        if release.publish_at:
            told = "a site has no schedule: publish_at has no effect there"
            found.append(Diagnostic(message=told, severity=Severity.WARNING))
        return found

    def metadata(self, release: Release) -> dict[str, Any]:
        """What the record, the page and the feed hold of the release."""
        fields: dict[str, Any] = json.loads(record_of(release, "", 0, "").to_bytes())
        own = {name: fields[name] for name in fields if name not in _NOT_TOLD}
        reach = Privacy.UNLISTED if release.personal else Privacy.PUBLIC
        return own | {"privacy": reach.value, "address": self.settings.base}

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
        page = page_name(_name_of(video_id))
        if not self.settings.address:
            return str(self.settings.folder / page)
        return f"{self.settings.base}{page.removesuffix('index.html') if page.startswith(f'{PERSONAL}/') else page}"

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
            for place in (folder, folder / "records", *(folder / PERSONAL).glob("*/")):
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

        target = self.settings.folder / name
        make_room(target)
        write_atomically(target, copy)
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
        files = self._files(video_id, part)
        return not self._left_over(part) and all(holds(path, data) for path, data in files)

    def attach(self, video_id: str, part: Part) -> None:
        """Write those files of the part that are not as they should be."""
        for path, data in self._files(video_id, part):
            write(path, data)
        for path in self._left_over(part):
            delete(path)

    def remove(self, video_id: str) -> None:
        """Take away all files of the release: from feed and index first, so that these never name what is not there."""
        folder, name = self.settings.folder, _name_of(video_id)
        if not (folder / "records").is_dir():
            return
        delete(record_path(folder, name))
        for path, data in whole_site(self.settings, kept_look(folder)):
            write(path, data)
        for path in self._all_of(name):
            delete(path)
        if home(name):
            delete_folder(folder / home(name))

    def kept(self, video_id: str) -> Note:
        """Since when it is there, and what its item in the feed is known by."""
        known = record_path(self.settings.folder, _name_of(video_id))
        if not known.exists():
            return {}
        record = load_record(known)
        return {"published": record.published, "item": record.item or item_guid(record.name)}

    def _all_of(self, name: str) -> list[Path]:
        """Every file that was ever written for the release of that name."""
        folder = self.settings.folder
        if home(name):
            return [path for path in (folder / home(name)).glob("*") if path.is_file()]
        media = re.compile(rf"{re.escape(name)}-[0-9a-f]{{12}}\.[\w.-]+")
        look = kept_look(folder)
        shared = {
            *look.files,
            look.logo,
        }  # a release may be called as a part of the look is: site, icon, logo
        found = (p for p in folder.iterdir() if media.fullmatch(p.name) and p.name not in shared)
        return [folder / page_name(name), *found]

    def _left_over(self, part: Part) -> list[Path]:
        """Media of what is for one person that its page does not name any more."""
        release = part.release
        known = record_path(self.settings.folder, release.outside_name)
        if part.kind is not PartKind.VISIBILITY or not release.personal or not known.exists():
            return []
        record, folder = load_record(known), self.settings.folder
        wanted = {folder / file for file in (*record.files, record.page)} | {known}
        return [path for path in self._all_of(release.outside_name) if path not in wanted]

    def _video_name(self, file_name: str, facts: VideoFacts) -> str:
        """``<routine>-<12 hex>.mp4``, for the same bytes always the same."""
        digest = facts.sha256[:12]
        return media_name(file_name.partition(f"-{digest}")[0], "video", digest, ".mp4")

    def _files(self, video_id: str, part: Part) -> Files:
        """Which files a part is made of, in the order of writing."""
        folder, release = self.settings.folder, part.release
        match part.kind:
            case PartKind.CAPTIONS if part.caption:
                name = caption_name(release, part.caption.language, part.caption.vtt)
                return [(folder / name, read_part(part.caption.vtt))]
            case PartKind.THUMBNAIL:
                return [(folder / name, data) for name, data in media_of(release).items()]
            case PartKind.METADATA:
                record = self._record(video_id, release)
                return [*self._look_files(release), (record_path(folder, record.name), record.to_bytes())]
            case PartKind.VISIBILITY:
                return whole_site(self.settings, self.look(release))
            case _:
                return []

    def look(self, release: Release) -> SiteLook:
        """How the site looks, or will when this is published."""
        return look_of(release.brand)[0] if release.brand else kept_look(self.settings.folder)

    def _look_files(self, release: Release) -> Files:
        folder, look = self.settings.folder, self.look(release)
        besides = look_of(release.brand)[1] if release.brand else {}
        if release.brand:
            besides[KEPT_IN] = look.to_bytes()
        return [(folder / name, data) for name, data in {**look.files, **besides}.items()]

    def _record(self, video_id: str, release: Release) -> SiteRecord:
        known = record_path(self.settings.folder, release.outside_name)
        kept = dict(release.kept)
        if known.exists():
            record = load_record(known)
            kept = {"published": record.published, "item": record.item}
        published = kept.get("published") or self.settings.clock().replace(microsecond=0).isoformat()
        size = (self.settings.folder / video_id).stat().st_size
        return replace(record_of(release, video_id, size, published), item=kept.get("item", ""))


def _name_of(video_id: str) -> str:
    """The outside name of the release that a video belongs to."""
    if video_id.startswith(f"{PERSONAL}/"):
        return f"{TOKEN_SIGN}{video_id.split('/')[1]}"
    return video_id.rpartition("-")[0]
