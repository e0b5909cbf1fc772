"""The benchmark's video by followalong's own renderer. Arguments: see `makers.followalong_command`."""

import sys
from pathlib import Path
from typing import Any

import av
from scenario import RATE, timeline_of

from compiler.render import FULL, ready, render
from compiler.store import Store
from compiler.workers import Pool, cores


def main(arguments: list[str]) -> None:
    """Conform, render and join, without sound."""
    _, clip, root, target = arguments
    store, _ = Store.open(Path(root))
    with Pool(cores(), ready) as pool:
        rendering = render(
            timeline_of(Path(clip)), store, quality=FULL, pool=pool, on_progress=lambda *_: None
        )
    join([path for path, _ in rendering.pieces], Path(target))


def join(pieces: list[Path], target: Path) -> None:
    """Copy the packets of the pieces, which is all that `mux` does to the picture."""
    with av.open(str(target), "w") as container:
        stream: Any = None
        written = 0
        for piece in pieces:
            with av.open(str(piece)) as source:
                stream = stream or container.add_stream_from_template(source.streams.video[0])
                packets = [packet for packet in source.demux(video=0) if packet.dts is not None]
                for packet in packets:
                    shift = round(written / RATE / packet.time_base)
                    packet.pts, packet.dts, packet.stream = packet.pts + shift, packet.dts + shift, stream
                    container.mux(packet)
                written += len(packets)


if __name__ == "__main__":
    main(sys.argv[1:])
