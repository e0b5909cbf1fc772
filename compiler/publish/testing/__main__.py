"""``python -m compiler.publish.testing``: the practice remote by hand, until Ctrl-C."""

import argparse
import json
import sys
import threading
from pathlib import Path

from compiler.publish.secret import write_private
from compiler.publish.testing.faults import parse_fault
from compiler.publish.testing.server import PracticeServer
from compiler.publish.testing.state import Playlist, Remote


def main() -> None:
    """Start it, say where it is, and wait."""
    parser = argparse.ArgumentParser(prog="python -m compiler.publish.testing", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fault", action="append", default=[], help="route:kind=value*times+skip")
    parser.add_argument("--playlist", action="append", default=[], help="a playlist that the channel has")
    parser.add_argument("--login", type=Path, help="write a login for the practice channel to this file")
    given = parser.parse_args()
    names = enumerate(given.playlist, start=1)
    playlists = [Playlist(id=f"PL-{number}", number=number, title=title) for number, title in names]
    remote = Remote(faults=[parse_fault(text) for text in given.fault], playlists=playlists)
    with PracticeServer(remote, given.port) as server:
        if given.login:
            write_private(given.login, json.dumps(practice_login(server)))
        sys.stdout.write(f"{server.address}\n")
        sys.stdout.flush()
        threading.Event().wait()


def practice_login(server: PracticeServer) -> dict[str, str]:
    """What a token file for this server holds."""
    return {
        "client_id": "practice",
        "client_secret": "practice-client-secret",
        "refresh_token": server.remote.refresh_token,
        "token_uri": f"{server.address}/token",
    }


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
