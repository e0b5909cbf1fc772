"""What a user has settled once for all releases: channels, addresses, declarations; a YAML file."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from compiler.model.errors import InvalidRoutine
from compiler.model.hints import did_you_mean
from compiler.publish.ledger import Ledger
from compiler.publish.peertube import PeerTube, PeerTubeSettings
from compiler.publish.publisher import Publisher
from compiler.publish.secret import write_private
from compiler.publish.site import Site, SiteSettings
from compiler.publish.youtube import YouTube, YouTubeSettings
from compiler.publish.youtube.settings import ADDRESS
from compiler.system.folders import config_folder
from compiler.yaml import Flag, Located, Record, Text, read_yaml

SITES = ("site", "youtube", "peertube")


class _YouTube(Record):
    address: Text | None = None
    channel: Text | None = None
    made_for_kids: Flag | None = None
    synthetic_media: Flag | None = None


class _PeerTube(Record):
    address: Text | None = None
    channel: Text | None = None


class _Site(Record):
    address: Text | None = None
    title: Text | None = None
    summary: Text | None = None
    author: Text | None = None
    language: Text | None = None


class _File(Record):
    youtube: _YouTube | None = None
    peertube: _PeerTube | None = None
    site: _Site | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The settled values; empty or None for what is not settled."""

    youtube_address: str = ADDRESS
    youtube_channel: str = ""
    made_for_kids: bool | None = None
    synthetic_media: bool | None = None
    peertube_address: str = ""
    peertube_channel: str = ""
    site_address: str = ""
    site_title: str = ""
    site_summary: str = ""
    site_author: str = ""
    site_language: str = ""


def preferences_path() -> Path:
    """`publish.yaml` in the user's settings folder."""
    return config_folder() / "publish.yaml"


def load_preferences(path: Path | None = None) -> Preferences:
    """The file's values; all open if there is no file.

    Raises:
        InvalidRoutine: the file has mistakes, each with its place.
    """
    place = path or preferences_path()
    if not place.exists():
        return Preferences()
    found, problems = read_yaml(place, _File)
    if found is None:
        raise InvalidRoutine(*problems)
    youtube, peertube, site = (
        found.youtube or _YouTube(),
        found.peertube or _PeerTube(),
        found.site or _Site(),
    )
    return Preferences(
        youtube_address=_text(youtube.address) or ADDRESS,
        youtube_channel=_text(youtube.channel),
        made_for_kids=youtube.made_for_kids.value if youtube.made_for_kids else None,
        synthetic_media=youtube.synthetic_media.value if youtube.synthetic_media else None,
        peertube_address=_text(peertube.address),
        peertube_channel=_text(peertube.channel),
        site_address=_text(site.address),
        site_title=_text(site.title),
        site_summary=_text(site.summary),
        site_author=_text(site.author),
        site_language=_text(site.language),
    )


def _text(value: Located[str] | None) -> str:
    return value.value if value else ""


def save_preferences(preferences: Preferences, path: Path | None = None) -> None:
    """Write the file anew: for answers that were asked for once. Comments in it are lost.

    Raises:
        CannotWrite: the folder does not take it.
    """
    kept = preferences
    fields: dict[str, dict[str, str | bool | None]] = {
        "youtube": {
            "address": kept.youtube_address if kept.youtube_address != ADDRESS else None,
            "channel": kept.youtube_channel,
            "made_for_kids": kept.made_for_kids,
            "synthetic_media": kept.synthetic_media,
        },
        "peertube": {"address": kept.peertube_address, "channel": kept.peertube_channel},
        "site": {
            "address": kept.site_address,
            "title": kept.site_title,
            "summary": kept.site_summary,
            "author": kept.site_author,
            "language": kept.site_language,
        },
    }
    settled = {
        group: {name: value for name, value in values.items() if value not in {None, ""}}
        for group, values in fields.items()
    }
    text = yaml.safe_dump({g: v for g, v in settled.items() if v}, allow_unicode=True, sort_keys=False)
    write_private(path or preferences_path(), text)


def publisher_for(
    site: str, preferences: Preferences, ledger: Ledger, folder: Path | None = None
) -> Publisher:
    """The remote of that name, with the user's settings; `folder` is a site's, `output/site` by default.

    Raises:
        InvalidRoutine: there is no such remote, or its address is not settled.
    """
    match site:
        case "site":
            return Site(_site_settings(preferences, folder or Path("output/site")))
        case "youtube":
            settings = YouTubeSettings(
                address=preferences.youtube_address, channel=preferences.youtube_channel
            )
            return YouTube(settings, ledger)
        case "peertube":
            return PeerTube(peertube_settings(preferences))
        case _:
            hint = did_you_mean(site, SITES) or f"there are {', '.join(SITES)}"
            raise InvalidRoutine(f"there is no remote called {site!r}", hint=hint)


def peertube_settings(preferences: Preferences) -> PeerTubeSettings:
    """Which PeerTube.

    Raises:
        InvalidRoutine: its address is not settled.
    """
    if not preferences.peertube_address:
        hint = f"write peertube: {{address: https://…}} into {preferences_path()}"
        raise InvalidRoutine("which PeerTube is meant is not settled", hint=hint)
    return PeerTubeSettings(
        address=preferences.peertube_address.rstrip("/"), channel=preferences.peertube_channel
    )


def _site_settings(preferences: Preferences, folder: Path) -> SiteSettings:
    plain = SiteSettings(folder=folder)
    return SiteSettings(
        folder=folder,
        address=preferences.site_address,
        title=preferences.site_title or plain.title,
        summary=preferences.site_summary or plain.summary,
        author=preferences.site_author or plain.author,
        language=preferences.site_language or plain.language,
    )
