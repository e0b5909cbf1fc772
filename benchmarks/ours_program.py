"""The benchmark's video by followalong's own renderer. Arguments: see `makers.followalong_command`."""

import sys
from pathlib import Path
from typing import Any

from compiler.system.workshop import Workshop, open_workshop


def main(arguments: list[str]) -> None:
    """Conform, render and join, without sound."""
    _, clip, root, target = arguments
    with open_workshop(store=Path(root)) as shop:
        shop.pool.start()
        make(Path(clip), Path(target), shop)


def make(clip: Path, target: Path, shop: Workshop) -> None:
    """Imports what the workers import at the same time, as `followalong build` does."""
    from hold import timeline_of

    from compiler.render import FULL, render

    rendering = render(timeline_of(clip), shop, quality=FULL)
    join([piece.path for piece in rendering.pieces], target)


def join(pieces: list[Path], target: Path) -> None:
    """Copy the packets of the pieces, which is all that `mux` does to the picture."""
    import av
    from hold import RATE

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
