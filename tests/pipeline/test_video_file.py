"""The MP4 is what the design fixes: one look at the file as a player would take."""

from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
import pytest
from av.video.frame import PictureType

from compiler.model.caption_timing import captions
from tests.pipeline.conftest import Video


def test_streams_are_what_players_and_channels_expect(video: Video) -> None:
    with av.open(str(video.mp4)) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        context = picture.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.width, context.height) == (320, 180)
        assert picture.average_rate == Fraction(30)
        assert context.has_b_frames
        tags = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
        assert tags == (1, 1, 1, 1)  # bt709 three times, limited range
        assert (sound.codec_context.name, sound.rate, sound.layout.name) == ("aac", 48_000, "stereo")


def test_every_frame_lasts_equally_long_and_none_is_missing(video: Video) -> None:
    with av.open(str(video.mp4)) as container:
        stream = container.streams.video[0]
        times = [frame.pts * stream.time_base for frame in container.decode(stream)]
    assert times[0] == 0
    assert {b - a for a, b in pairwise(times)} == {Fraction(1, 30)}
    assert len(times) == video.built.timeline.frames


def test_picture_sound_and_plan_end_within_one_frame(video: Video) -> None:
    with av.open(str(video.mp4)) as container:
        ends = [float(stream.duration * stream.time_base) for stream in container.streams]
        assert all(stream.start_time == 0 for stream in container.streams)
    planned = float(video.built.timeline.duration_seconds)
    assert all(abs(end - planned) <= 1 / 30 for end in ends)


def test_groups_are_closed_and_have_two_b_frames(video: Video) -> None:
    with av.open(str(video.mp4)) as container:
        kinds = "".join(PictureType(frame.pict_type).name for frame in container.decode(video=0))
    assert "PBBP" in kinds
    assert "BBB" not in kinds
    assert kinds.startswith("I")
    assert not any(kinds[n - 1] == "B" for n, kind in enumerate(kinds) if kind == "I" and n)


def test_the_index_comes_first_and_there_is_no_edit_list(video: Video) -> None:
    head = video.mp4.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")
    assert b"elst" not in head[: head.index(b"mdat")]


def test_chapters_are_in_the_file_and_in_the_description(video: Video) -> None:
    with av.open(str(video.mp4)) as container:
        inside = [(c["start"] * c["time_base"], c["metadata"]["title"]) for c in container.chapters()]
    chapters = video.built.timeline.chapters
    assert [title for _, title in inside] == [chapter.title for chapter in chapters]
    for (start, title), chapter in zip(inside, chapters, strict=True):
        assert abs(start - Fraction(chapter.start, 30)) < Fraction(1, 500)
        seconds = chapter.start // 30
        assert f"{seconds // 60}:{seconds % 60:02d} {title}\n" in video.text("description.txt")
    assert chapters[0].start == 0
    assert len(chapters) >= 3


def test_speech_starts_where_the_captions_say(video: Video) -> None:
    samples = _left_channel(video)
    for cue in video.built.timeline.cues:
        start, stop = cue.range.start * 1600, cue.range.stop * 1600
        before = np.abs(samples[max(0, start - 3200) : max(0, start - 480)]).max(initial=0)
        during = np.abs(samples[start : stop + 960]).max()
        assert during > 0.05, f"{cue.text!r} is not heard"
        if not _follows_closely(video, cue.range.start):
            assert before < during / 4, f"{cue.text!r} starts too early"


def test_ticks_and_the_end_tone_frame_the_end_of_a_hold(video: Video) -> None:
    samples = _left_channel(video)
    tones = video.built.timeline.tones
    assert [tone.kind.value for tone in tones[:4]] == ["tick", "tick", "tick", "end"]
    lengths = []
    for tone in tones[:4]:
        heard = np.abs(samples[tone.frame * 1600 : tone.frame * 1600 + 24_000]) > 0.004
        lengths.append(int(heard.sum()))
    assert max(lengths[:3]) * 2 < lengths[3], "the end tone is longer than a tick"


def _left_channel(video: Video) -> np.ndarray:
    with av.open(str(video.mp4)) as container:
        blocks = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    return np.concatenate(blocks)


def _follows_closely(video: Video, frame: int) -> bool:
    """Whether a tone or another line sounds just before the frame."""
    tones = [tone.frame for tone in video.built.timeline.tones]
    lines = [cue.range.stop for cue in video.built.timeline.cues]
    return any(0 <= frame - at <= 30 for at in tones) or any(0 <= frame - at <= 3 for at in lines)


def test_the_captions_are_a_track_that_can_be_switched_on(video: Video) -> None:
    with av.open(str(video.mp4)) as container:
        (track,) = container.streams.subtitles
        assert track.metadata["language"] == "eng"
        assert container.streams.audio[0].metadata["language"] == "eng"
        packets = [packet for packet in container.demux(track) if packet.size]
    told = [
        (float(packet.pts * packet.time_base), bytes(packet)[2:].decode())
        for packet in packets
        if len(bytes(packet)) > 2
    ]
    written = captions(video.built.timeline)
    assert [text for _, text in told] == [one.lines for one in written]
    for (start, _), one in zip(told, written, strict=True):
        assert start == pytest.approx(float(one.start), abs=0.002)
