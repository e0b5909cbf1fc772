"""Any mixture of trouble, run after run: one video in the end, the same bytes, nothing twice."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.model.errors import FollowalongError
from compiler.publish.driver import publish
from compiler.publish.testing import Fault, FaultKind, PracticeServer
from compiler.publish.testing.state import Playlist
from tests.publish.samples import make_release, open_ledger, peertube, youtube

MANY = int(os.environ.get("FOLLOWALONG_RANDOM_TROUBLE", "20"))
VIDEO = bytes(range(256)) * 2_500
ROUTES = [
    "token", "channels.list", "me", "upload.start", "upload.put", "upload.put", "upload.put", "videos.list",
    "videos.show", "captions.list", "captions.insert", "captions.put", "thumbnails.set", "videos.put",
    "playlistItems.insert", "playlistItems.list", "videos.update",
]  # fmt: skip

troubles = st.one_of(
    st.builds(lambda value: (FaultKind.STATUS, value), st.sampled_from(["500", "503", "429 x slow"])),
    st.just((FaultKind.DROP, "")),
    st.just((FaultKind.ACT_DROP, "")),
    st.just((FaultKind.ACT_STATUS, "503")),
    st.just((FaultKind.HTML, "")),
)
upload_troubles = st.one_of(
    st.builds(lambda byte: (FaultKind.CUT, str(byte)), st.integers(1, len(VIDEO) - 1)),
    st.builds(lambda byte: (FaultKind.KEEP_LESS, str(byte)), st.integers(0, 300_000)),
    st.builds(lambda byte: (FaultKind.GO_BACK, str(byte)), st.integers(0, len(VIDEO) - 1)),
    st.just((FaultKind.NO_RANGE, "")),
    st.just((FaultKind.GONE, "")),
)


@st.composite
def faults(draw: st.DrawFn) -> Fault:
    route = draw(st.sampled_from(ROUTES))
    uploading = route == "upload.put" and draw(st.booleans())
    kind, value = draw(upload_troubles if uploading else troubles)
    return Fault(
        route=route, kind=kind, value=value, times=draw(st.integers(1, 5)), skip=draw(st.integers(0, 4))
    )


@settings(max_examples=MANY, deadline=None, derandomize=MANY == 20, suppress_health_check=list(HealthCheck))
@given(runs=st.lists(st.lists(faults(), min_size=1, max_size=4), min_size=1, max_size=4), tube=st.booleans())
def test_one_video_whatever_happens(runs: list[list[Fault]], tube: bool) -> None:
    with tempfile.TemporaryDirectory() as name, PracticeServer() as server:
        folder, remote = Path(name), server.remote
        remote.playlists.append(Playlist(id="PL1", number=1, title="In bed"))
        release = replace(make_release(folder / "in-bed", VIDEO), playlist="In bed")
        ledger = open_ledger(folder / "ledger.sqlite3")
        for trouble in [*runs, []]:
            remote.faults[:] = [replace(fault) for fault in trouble]
            try:
                publisher = peertube(server, folder) if tube else youtube(server, folder, ledger)
                receipt = publish(release, publisher, ledger)
            except FollowalongError as failure:
                assert trouble, failure
        ledger.close()
    (video,) = remote.videos.values()
    assert video.data == VIDEO
    assert receipt.exit_code == 0
    assert video.status["privacyStatus"] == "public"
    assert len(remote.playlists[0].videos) == 1
    assert [track.language for track in video.tracks] == ["en"]
    assert remote.violations == []
    again = {done: n for done, n in remote.journal.items() if n > 1 or done.startswith("captions.update")}
    assert set(again) <= {"session"}
