"""YouTube by its name."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from compiler.publish.ledger import Ledger
from compiler.publish.remote import AtLogin, Lacking, Remote, Settled
from compiler.publish.youtube.channel import YouTube, channel_of
from compiler.publish.youtube.login import login
from compiler.publish.youtube.preview import look
from compiler.publish.youtube.settings import ADDRESS, YouTubeSettings
from compiler.yaml import Flag, Record, Text


class YouTubeKeys(Record):
    """A channel at YouTube."""

    address: Annotated[Text | None, Field(description="Another place of its API, to practise at.")] = None
    channel: Annotated[Text | None, Field(description="The channel's id; any other is refused.")] = None
    made_for_kids: Annotated[Flag | None, Field(description="Whether videos are made for children.")] = None
    synthetic_media: Annotated[
        Flag | None, Field(description="Whether they show altered or synthetic content that looks real.")
    ] = None


def _settings(settled: Settled) -> YouTubeSettings:
    return YouTubeSettings(address=settled.text("address", ADDRESS), channel=settled.text("channel"))


def _open(settled: Settled, ledger: Ledger, _folder: Path | None) -> YouTube:
    return YouTube(_settings(settled), ledger)


def _login(settled: Settled, at_login: AtLogin) -> str:
    if at_login.client_secret is None:
        raise Lacking("youtube needs --client-secret FILE; followalong help publishing shows how to get it")
    agreed = login(
        _settings(settled),
        at_login.client_secret,
        find_channel=channel_of,
        on_address=lambda address: at_login.show(f"agree in your browser: {address}"),
    )
    return agreed.name


YOUTUBE = Remote(
    name="youtube",
    keys=YouTubeKeys,
    open=_open,
    login=_login,
    look=look,
    declarations={
        "made_for_kids": "Are your videos made for children?",
        "synthetic_media": (
            "Do your videos show altered or synthetic content that looks real? (Drawn figures do not.)"
        ),
    },
)
