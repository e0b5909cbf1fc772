"""Natural voices on other machines: asked first, and only for what the store lacks."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from compiler.model.errors import ToolFailed
from compiler.model.routine import Utterance, Voice
from compiler.narrate.elsewhere import speak_elsewhere
from compiler.store import Store


class Workers:
    """A pool of one worker, which says of itself what the test wants; nothing is spoken."""

    size = 1
    elsewhere = True

    def __init__(self, told: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
        self.told = told
        self.asked: list[Utterance] = []

    def start(self) -> None: ...

    def everywhere(self, job: Callable[[], Any]) -> Mapping[str, Any]:
        return {"tcp://there:1": self.told(job())}

    def run(self, jobs: Mapping[Any, Callable[[], Any]]) -> Any:
        self.asked += jobs
        return iter((key, None) for key in jobs)

    def submit(self, job: Callable[[], Any]) -> Any:
        raise AssertionError


NATURAL = Voice(engine="kokoro", name="af_heart")
LINES = (
    Utterance(text="Hello there.", voice=NATURAL),
    Utterance(text="Once more.", voice=NATURAL),
    Utterance(text="Spoken here.", voice=Voice()),
)


def test_only_voices_that_compute_for_long_are_asked_elsewhere(tmp_path: Any) -> None:
    workers, heard = Workers(lambda mine: mine), []
    speak_elsewhere(LINES, Store(tmp_path), workers, on_done=lambda *done: heard.append(done))
    assert workers.asked == [LINES[0], LINES[1]]
    assert heard == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("the voice af_heart (kokoro) is not on this machine", "is not on this machine"),
        ("0" * 64, "another version"),
    ],
)
def test_a_worker_without_the_voice_or_with_another_is_told_before_anything_is_said(
    told: str, why: str, tmp_path: Any
) -> None:
    workers = Workers(lambda mine: (told,) * len(mine))
    with pytest.raises(ToolFailed, match=f"tcp://there:1 cannot speak as af_heart .*{why}"):
        speak_elsewhere(LINES, Store(tmp_path), workers, on_done=lambda *_: None)
    assert workers.asked == []
