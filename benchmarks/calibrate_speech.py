"""Fit the estimate of how long words take to say, and judge it: ``python benchmarks/calibrate_speech.py [ENGINE]``.

Speaks the corpus with the real voice at several rates (half a minute on two cores, five with kokoro), fits each
language by least squares, and prints the `pace` (or `kokoro_pace`) of each file in ``compiler/language/`` with the
errors that they make on sentences which were held back from the fit (five folds, whole sentences).
"""

import sys
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from speech_corpus import CORPUS

from compiler.language import usual_voice
from compiler.model.routine import Utterance, Voice
from compiler.narrate import narrate
from compiler.narrate.estimate import REFERENCE_RATE, counted
from compiler.narrate.words import spoken_text
from compiler.store import Store

RATES = {"pyttsx3": (100, 125, 150, 175, 200, 260), "kokoro": (130, 170)}
FOLDS = 5

Values = NDArray[np.float64]


def measured(engine: str, language: str, store: Store) -> tuple[Values, Values, NDArray[np.int64]]:
    """Features at the reference rate, milliseconds, and the fold, of every sentence at every rate."""
    _, sentences = CORPUS[language]
    plain = Voice(engine=engine, name=usual_voice(engine, language), language=language)
    spoken = {
        Utterance(text=text, voice=replace(plain, words_per_minute=rate)): number
        for number, text in enumerate(sentences)
        for rate in RATES[engine]
    }
    speech = narrate(spoken, store)
    features = [
        [
            c * REFERENCE_RATE / u.voice.words_per_minute
            for c in counted(spoken_text(u.text, language), language)
        ]
        for u in spoken
    ]
    milliseconds = [float(speech[u].seconds) * 1000 for u in spoken]
    folds = [number % FOLDS for number in spoken.values()]
    constant = np.full(len(features), 1.0 if engine == "pyttsx3" else 0.0)
    return np.column_stack([features, constant]), np.array(milliseconds), np.array(folds)


def fitted(features: Values, milliseconds: Values) -> Values:
    """Least squares, short sentences counting as much as long ones."""
    weights = 1 / np.sqrt(milliseconds)
    return np.linalg.lstsq(features * weights[:, None], milliseconds * weights, rcond=None)[0]


def report(engine: str, language: str, store: Store) -> None:
    """Fit one language and print its line."""
    features, milliseconds, folds = measured(engine, language, store)
    predicted = np.zeros_like(milliseconds)
    for fold in range(FOLDS):
        held = folds == fold
        predicted[held] = features[held] @ fitted(features[~held], milliseconds[~held])
    missed = np.abs(predicted - milliseconds)
    share, long = missed / milliseconds, milliseconds > 2000
    weights = ", ".join(f"{round(w)}" for w in fitted(features, milliseconds))
    print(f"{language}: pace=({weights}),")
    print(f"    all: median {np.median(share):.1%}, 95th percentile {np.quantile(share, 0.95):.1%}")
    print(f"    over 2 s: median {np.median(share[long]):.1%}, 95th {np.quantile(share[long], 0.95):.1%}")
    print(
        f"    in seconds: median {np.median(missed) / 1000:.2f}, 95th {np.quantile(missed, 0.95) / 1000:.2f}"
    )


def main() -> None:
    """All languages of the corpus that the engine speaks."""
    engine = sys.argv[1] if len(sys.argv) > 1 else "pyttsx3"
    store, _ = Store.open()
    for language in filter(partial(usual_voice, engine), CORPUS):
        report(engine, language, store)


if __name__ == "__main__":
    main()
