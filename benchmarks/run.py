"""How fast we are beside the peers: ``python benchmarks/run.py`` (about a quarter of an hour on two cores).

Part "peers": one video of 20 s by followalong, MoviePy and one ffmpeg command, in turns, for real footage and for
a figure. Part "routine": the in-bed routine from an empty store, again, and after a changed hold. Part "growth":
routines of 5 to 60 minutes. Results go to a JSON file; `--write` puts them into benchmarks/README.md.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from growth import measure_growth
from measuring import machine
from peers import measure_peers
from results import as_markdown, write_into
from routine import measure_routine

README = Path(__file__).parent / "README.md"


def main() -> None:
    """Measure what is asked for, tell it, keep it."""
    asked = _arguments()
    parts = asked.parts.split(",")
    found: dict[str, Any] = {"machine": machine()}
    with tempfile.TemporaryDirectory(prefix="followalong-benchmark-") as scratch:
        folder = asked.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if "peers" in parts:
            found["peers"] = _told(measure_peers(folder, asked.clip, asked.rounds))
        if "routine" in parts:
            found["routine"] = _told(measure_routine(folder))
        if "growth" in parts:
            minutes = [int(text) for text in asked.minutes.split(",")]
            found["growth"] = _told(measure_growth(folder, minutes, draft=asked.draft_growth))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(as_markdown(found))
    if asked.write:
        write_into(README, found)


def _told(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Every row as a record, printed as soon as it is there: the whole takes a while."""
    records = []
    for row in rows:
        print(row, file=sys.stderr, flush=True)
        records.append(asdict(row))
    return records


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--parts", default="peers,routine,growth", help="which parts (default: %(default)s)")
    parser.add_argument("--clip", type=Path, help="real footage to use (default: a grainy clip is made)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each runs; the quickest counts")
    parser.add_argument("--minutes", default="5,20,60", help="lengths for growth (default: %(default)s)")
    parser.add_argument("--draft-growth", action="store_true", help="measure growth with drafts")
    parser.add_argument("--folder", type=Path, help="keep what is made here")
    parser.add_argument("--json", type=Path, help="write the results to this file")
    parser.add_argument("--write", action="store_true", help="put the results into benchmarks/README.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
