"""Captions and the loudness of what is heard."""

import re

from tests.pipeline.conftest import Video


def test_every_spoken_word_is_captioned_while_it_is_spoken(video: Video) -> None:
    blocks = re.findall(
        r"(\d\d:\d\d:\d\d,\d{3}) --> (\d\d:\d\d:\d\d,\d{3})\n((?:.+\n?)+)", video.text("every-kind.srt")
    )
    said = " ".join(" ".join(text.split()) for _, _, text in blocks)
    assert said == " ".join(cue.text for cue in video.built.timeline.cues)
    starts = {_seconds(start) for start, _, _ in blocks}
    for cue in video.built.timeline.cues:
        assert any(abs(start - cue.range.start / 30) < 0.002 for start in starts), cue.text
    for _, _, text in blocks:
        lines = text.strip().split("\n")
        assert len(lines) <= 2
        assert all(len(line) <= 42 for line in lines)


def test_srt_and_vtt_say_the_same(video: Video) -> None:
    srt, vtt = video.text("every-kind.srt"), video.text("every-kind.vtt")
    assert vtt.startswith("WEBVTT\n")
    range_of_times = r"\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}"
    assert re.findall(range_of_times, re.sub(r"(\d),(\d)", r"\1.\2", srt)) == re.findall(range_of_times, vtt)
    spoken = re.sub(r"<[^>]*>", "", vtt)
    assert [line for line in spoken.splitlines() if line in srt.splitlines()]


def test_the_mix_is_as_loud_as_promised(video: Video) -> None:
    assert abs(video.built.loudness_lufs + 14) <= 1
    assert video.built.true_peak_dbtp <= -1


def test_the_count_is_spoken_for_reps_and_the_way_into_a_hold(video: Video) -> None:
    said = [cue.text for cue in video.built.timeline.cues]
    assert said.count("Three") >= 3  # into the hold, into the second side, into the reps; and as a rep
    text = " ".join(said)
    for words in (
        "Knee to Chest. Six seconds each side.",
        "Switch sides. Knee to Chest, now the right leg, six seconds.",
        "Next: Pelvic Tilt",
        "not medical advice",
    ):
        assert words in text


def _seconds(time: str) -> float:
    hours, minutes, seconds = time.replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
