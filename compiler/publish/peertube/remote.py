"""PeerTube by its name."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from compiler.model.errors import InvalidRoutine
from compiler.publish.ledger import Ledger
from compiler.publish.peertube.channel import PeerTube
from compiler.publish.peertube.login import login
from compiler.publish.peertube.settings import PeerTubeSettings
from compiler.publish.remote import AtLogin, Remote, Settled, preferences_path
from compiler.yaml import Record, Text


class PeerTubeKeys(Record):
    """A channel at a PeerTube."""

    address: Annotated[Text | None, Field(description="The instance, as https://video.example.")] = None
    channel: Annotated[Text | None, Field(description="The channel's name, if you have several.")] = None


def _settings(settled: Settled) -> PeerTubeSettings:
    address = settled.text("address")
    if not address:
        hint = f"write peertube: {{address: https://…}} into {preferences_path()}"
        raise InvalidRoutine("which PeerTube is meant is not settled", hint=hint)
    return PeerTubeSettings(address=address.rstrip("/"), channel=settled.text("channel"))


def _open(settled: Settled, _ledger: Ledger, _folder: Path | None) -> PeerTube:
    return PeerTube(_settings(settled))


def _login(settled: Settled, at_login: AtLogin) -> str:
    settings = _settings(settled)
    user = at_login.user or at_login.ask("Name")
    login(settings, user, at_login.ask_secret("Password"))
    return settings.address


PEERTUBE = Remote(name="peertube", keys=PeerTubeKeys, open=_open, login=_login)
