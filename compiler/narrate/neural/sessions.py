"""A network in memory, from one file or from the parts of one, verified before it is used."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any


class BadVoice(Exception):
    """A voice's files are not what they should be."""


def joined(parts: Sequence[str]) -> bytes:
    """The bytes of all files `parts`, one after the other."""
    return b"".join(Path(part).read_bytes() for part in parts)


def verified(data: bytes, digest: str, what: str) -> bytes:
    """`data`, if its sha256 is `digest`.

    Raises:
        BadVoice: it is not; `what` says in the message what it was to be.
    """
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        raise BadVoice(f"{what} is not the file that this version knows: its sha256 is {found}, not {digest}")
    return data


_FIELD = {"graph": 7, "output": 12, "name": 1}
"""Numbers of fields in an ONNX file, which is protocol buffers."""


def telling(network: bytes, value: str) -> bytes:
    """The network with one of its inner values as another output, after its own.

    What stands behind a file in protocol buffers is merged into it, so that nothing has to be read or written anew.
    """
    return network + _field("graph", _field("output", _field("name", value.encode())))


def _field(name: str, data: bytes) -> bytes:
    assert len(data) < 128, "a length of one byte"
    return bytes([_FIELD[name] << 3 | 2, len(data)]) + data


def session(network: bytes) -> Any:
    """Load a network to run on one thread, so that the same words come to the same bytes.

    From memory, because a network in a file may name further files of the machine to be read.

    Raises:
        BadVoice: it is no network that can be run.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise BadVoice(f"the voice's network cannot be loaded: {error}") from error
