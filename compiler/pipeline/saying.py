"""One utterance by itself, spoken and levelled as it would be in a video."""

from fractions import Fraction
from pathlib import Path

from compiler.mix import levelled_speech
from compiler.model.routine import Utterance, Voice
from compiler.narrate import narrate
from compiler.narrate.sound_file import write_wav
from compiler.store import Store, write_atomically


def say(text: str, voice: Voice, destination: Path, store: Store | None = None) -> Fraction:
    """Speak `text` to the WAV file `destination`; how many seconds it lasts. It is kept in `store`, or the usual one.

    Raises:
        ToolFailed: the voice is missing, died, hung or made nothing.
        CannotWrite: the file cannot be written.
    """
    utterance = Utterance(text=text, voice=voice)
    speech = narrate([utterance], store or Store.open()[0], workers=1)[utterance]
    samples, rate = levelled_speech(speech.path, float(voice.volume))
    write_atomically(destination, lambda path: write_wav(path, samples[0], rate))
    return Fraction(samples.shape[1], rate)
