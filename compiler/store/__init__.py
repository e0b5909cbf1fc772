"""Content keys -> sealed files: everything that was built, kept under the name of what it was built from."""

from compiler.store.sealed import (
    RUNNING,
    Looks,
    Store,
    content_key,
    default_root,
    file_digest,
    is_whole,
    looks,
    reporting_disk,
    seal_of,
    write_atomically,
)

__all__ = [
    "RUNNING",
    "Looks",
    "Store",
    "content_key",
    "default_root",
    "file_digest",
    "is_whole",
    "looks",
    "reporting_disk",
    "seal_of",
    "write_atomically",
]
