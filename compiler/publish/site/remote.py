"""A site of one's own by its name, `site`."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from compiler.publish.ledger import Ledger
from compiler.publish.remote import Remote, Settled
from compiler.publish.site.folder import Site
from compiler.publish.site.preview import look
from compiler.publish.site.settings import SiteSettings
from compiler.yaml import Record, Text


class SiteKeys(Record):
    """A site of one's own."""

    address: Annotated[Text | None, Field(description="Where the folder is reached, as https://….")] = None
    title: Annotated[Text | None, Field(description="Over the list of all routines.")] = None
    summary: Annotated[Text | None, Field(description="A sentence under the title.")] = None
    author: Annotated[Text | None, Field(description="Who makes it, for the feed.")] = None
    language: Annotated[Text | None, Field(description="The language of its pages: en, de, es, ….")] = None


def _open(settled: Settled, _ledger: Ledger, folder: Path | None) -> Site:
    plain = SiteSettings()
    return Site(
        SiteSettings(
            folder=folder or plain.folder,
            address=settled.text("address"),
            title=settled.text("title", plain.title),
            summary=settled.text("summary", plain.summary),
            author=settled.text("author", plain.author),
            language=settled.text("language", plain.language),
        )
    )


SITE = Remote(name="site", keys=SiteKeys, open=_open, asks_first=False, look=look)
