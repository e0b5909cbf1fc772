"""What a page asks for -> a request of the pipeline: which routine, and which version of it."""

from collections.abc import Mapping
from typing import Any

from compiler.load import read_size
from compiler.load.scalars import SIZES
from compiler.pipeline.request import Request
from compiler.pipeline.variants import Variant
from compiler.studio.desk import Desk


def request_of(desk: Desk, asked: Mapping[str, Any], unsaved: str | None = None) -> Request:
    """The routine `path`, in its `profile`, for its `patient`, in its `language` and `size`, as far as these are named.

    A card stands in for what is not filmed yet. `unsaved` is the text that the page has, and the file not yet.

    Raises:
        OutsideProject: a file is not in the project.
        ValueError: a size that is none.
    """
    return Request(
        path=desk.path_of(str(asked.get("path", ""))),
        variant=variant_of(desk, asked),
        animatic=True,
        unsaved=unsaved,
    )


def variant_of(desk: Desk, asked: Mapping[str, Any]) -> Variant:
    """The version that is asked for; what is raised is as with :func:`request_of`."""
    size, patient, language = (str(asked.get(key) or "") for key in ("size", "patient", "language"))
    return Variant(
        profile=str(asked.get("profile") or "") or None,
        size=(size.lower(), read_size("size", size)) if size else None,
        language=language.lower() or None,
        patient=desk.path_of(patient) if patient else None,
    )


def sizes() -> list[str]:
    """The sizes that a page offers."""
    return list(SIZES)
