"""Results as tables for people: ratios first."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

COLD, BY_FFMPEG = "1080p from cold", "one ffmpeg command"
BEGIN, END = "<!-- results -->", "<!-- end of results -->"


def as_markdown(found: dict[str, Any]) -> str:
    """All tables that there are results for."""
    parts = [f"Machine: {found['machine']}."]
    if rows := found.get("peers"):
        parts += [_ratios(rows), _peers(rows)]
    if rows := found.get("routine"):
        parts.append(_routine(rows))
    if rows := found.get("growth"):
        parts.append(_growth(rows))
    return "\n\n".join(parts) + "\n"


def write_into(readme: Path, found: dict[str, Any]) -> None:
    """Put the tables between the two marks of the page."""
    text = readme.read_text(encoding="utf-8")
    head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
    readme.write_text(f"{head}{BEGIN}\n\n{as_markdown(found)}\n{END}{tail}", encoding="utf-8")


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [title, "", f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


def _ratios(rows: list[dict[str, Any]]) -> str:
    ours = {row["scenario"]: row for row in rows if row["maker"] == "followalong"}
    others = [row for row in rows if row["maker"] != "followalong"]
    head = ("followalong is", "times as fast", "times less processor time", "size", "luma PSNR")
    return _table("**Ratios**", head, (_ratio(row, ours[row["scenario"]]) for row in others))


def _ratio(row: dict[str, Any], ours: dict[str, Any]) -> tuple[str, ...]:
    return (
        f"on {row['scenario']} against {row['maker']}",
        f"**{row['wall_seconds'] / ours['wall_seconds']:.2f}**",
        f"{row['cpu_seconds'] / ours['cpu_seconds']:.2f}",
        f"{100 * (ours['megabytes'] / row['megabytes'] - 1):+.0f} %",
        f"{ours['psnr_db'] - row['psnr_db']:+.2f} dB",
    )


def _peers(rows: list[dict[str, Any]]) -> str:
    head = ("video", "maker", "s", "frames/s", "processor s", "MB", "luma PSNR dB", "peak memory MB")
    return _table(
        "**20 s of 1080p30**",
        head,
        (
            (
                row["scenario"], row["maker"], f"{row['wall_seconds']:.1f}", f"{row['frames_a_second']:.0f}",
                f"{row['cpu_seconds']:.1f}", f"{row['megabytes']:.2f}", f"{row['psnr_db']:.2f}",
                f"{row['peak_megabytes']:.0f}",
            )
            for row in rows
        ),
    )  # fmt: skip


def _routine(rows: list[dict[str, Any]]) -> str:
    head = ("in-bed routine", "s", "of its length", "processor s", "peak memory MB", "MB")
    seconds = {row["what"]: row["wall_seconds"] for row in rows}
    table = _table("**The whole routine**", head, (_routine_row(row) for row in rows))
    if {COLD, BY_FFMPEG} - seconds.keys():
        return table
    ratio = seconds[BY_FFMPEG] / seconds[COLD]
    return f"From cold **{ratio:.2f}** times as fast as one ffmpeg command.\n\n{table}"


def _routine_row(row: dict[str, Any]) -> tuple[str, ...]:
    length = row["video_seconds"]
    what = f"{row['what']} (in {100 * row['share']:.0f} % of the frames)" if row["share"] else row["what"]
    share = f"1/{length / row['wall_seconds']:.0f}" if length else ""
    return (
        what, f"{row['wall_seconds']:.2f}", share, f"{row['cpu_seconds']:.2f}", f"{row['peak_megabytes']:.0f}",
        f"{row['megabytes']:.1f}" if row["megabytes"] else "",
    )  # fmt: skip


def _growth(rows: list[dict[str, Any]]) -> str:
    return _table(
        "**Growth**" + (" (drafts)" if rows[0]["draft"] else ""),
        ("minutes", "s", "s a minute", "processor s", "peak memory MB"),
        (
            (
                f"{row['minutes']:.1f}", f"{row['wall_seconds']:.0f}",
                f"{row['wall_seconds'] / row['minutes']:.1f}", f"{row['cpu_seconds']:.0f}",
                f"{row['peak_megabytes']:.0f}",
            )
            for row in rows
        ),
    )  # fmt: skip
