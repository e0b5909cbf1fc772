"""Whole pictures from the fields of interlaced footage."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from compiler.media.timed import TimedFrame

if TYPE_CHECKING:
    from av.video.frame import VideoFrame


def deinterlaced(frames: Iterable[TimedFrame]) -> Iterator[TimedFrame]:
    """Whole pictures from fields: the file's first frame tells which it has. The number of frames stays."""
    waiting: list[TimedFrame] = []
    graph: Any = None
    for one in frames:
        if graph is None and not one.frame.interlaced_frame and not waiting:
            yield one
            continue
        if graph is None:
            graph = _deinterlacer(one.frame)
        waiting.append(one)
        graph.vpush(one.frame)
        yield from _pulled(graph, waiting)
    if graph is not None:
        graph.vpush(None)
        yield from _pulled(graph, waiting)


def _deinterlacer(frame: "VideoFrame") -> Any:
    from av.filter import Graph

    graph = Graph()
    source = graph.add(
        "buffer",
        video_size=f"{frame.width}x{frame.height}",
        pix_fmt=frame.format.name,
        time_base=str(frame.time_base),
        pixel_aspect="1/1",
        colorspace=str(int(frame.colorspace)),
        range=str(int(frame.color_range)),
    )
    graph.link_nodes(
        source, graph.add("bwdif", mode="send_frame", deint="interlaced"), graph.add("buffersink")
    ).configure()
    return graph


def _pulled(graph: Any, waiting: list[TimedFrame]) -> Iterator[TimedFrame]:
    import av

    while True:
        try:
            frame = graph.vpull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        one = waiting.pop(0)
        yield replace(one, frame=frame)
