"""What a routine can be exported as: a row for each form.

Another one is a file with its exporter and one row here.
"""

from dataclasses import dataclass

from compiler.export.fit import write_fit
from compiler.export.otio import write_otio
from compiler.export.programme import Exporter
from compiler.export.schema_org import write_schema_org


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A form by its name on the command line; `needs_video` where the finished video goes into it."""

    name: str
    write: Exporter
    needs_video: bool = False


FORMATS = {
    row.name: row
    for row in (
        Format(name="otio", write=write_otio, needs_video=True),
        Format(name="fit", write=write_fit),
        Format(name="json", write=write_schema_org),
    )
}
