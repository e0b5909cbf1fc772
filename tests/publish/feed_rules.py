"""A strict reader of the feed: RSS 2.0, iTunes and Podcasting 2.0 by the letter.

It shares nothing with the code that writes the feed.
"""

import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

ITUNES, PODCAST, ATOM = (
    "http://www.itunes.com/dtds/podcast-1.0.dtd|",
    "https://podcastindex.org/namespace/1.0|",
    "http://www.w3.org/2005/Atom|",
)
CHANNEL = {
    "title": (1, 1), "link": (1, 1), "description": (1, 1), "language": (1, 1), "generator": (0, 1),
    "lastBuildDate": (1, 1), "image": (0, 1), "item": (0, 10**6),
    f"{ATOM}link": (1, 1),
    f"{ITUNES}author": (1, 1), f"{ITUNES}summary": (0, 1), f"{ITUNES}explicit": (1, 1),
    f"{ITUNES}category": (1, 9), f"{ITUNES}image": (0, 1), f"{PODCAST}medium": (1, 1),
    f"{PODCAST}guid": (1, 1),
}  # fmt: skip
ITEM = {
    "title": (1, 1), "link": (1, 1), "guid": (1, 1), "pubDate": (1, 1), "description": (1, 1),
    "enclosure": (1, 1),
    f"{ITUNES}title": (0, 1), f"{ITUNES}duration": (1, 1), f"{ITUNES}image": (1, 1),
    f"{ITUNES}explicit": (0, 1),
    f"{PODCAST}chapters": (0, 1), f"{PODCAST}transcript": (0, 99),
}  # fmt: skip
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}:\d{2} ([+-]\d{4}|GMT)"
)


class Node:
    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name, self.attributes, self.text = name, attributes, ""
        self.children: list[Node] = []

    def all(self, name: str) -> list["Node"]:
        return [child for child in self.children if child.name == name]

    def one(self, name: str) -> "Node":
        return self.all(name)[0]


def read(data: bytes) -> Node:
    """Expat stops at the first thing that is not well formed."""
    parser = expat.ParserCreate(namespace_separator="|")
    root = Node("", {})
    open_nodes = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        node = Node(name, attributes)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def text(data: str) -> None:
        open_nodes[-1].text += data

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_nodes.pop()
    parser.CharacterDataHandler = text
    parser.Parse(data, True)
    return root.children[0]


def broken_rules(data: bytes, folder: Path, base: str) -> list[str]:
    """Everything wrong with the feed of the site in `folder` that is reached at `base`."""
    rss = read(data)
    if (rss.name, rss.attributes) != ("rss", {"version": "2.0"}) or len(rss.children) != 1:
        return ["not RSS 2.0"]
    channel = rss.children[0]
    broken = _counts(channel, CHANNEL)
    if channel.one(f"{PODCAST}medium").text != "video":
        broken.append("podcast:medium")
    guids = [item.one("guid").text for item in channel.all("item")]
    if len(guids) != len(set(guids)):
        broken.append("two items have one guid")
    for item in channel.all("item"):
        broken += _counts(item, ITEM) or _item(item, folder, base)
    return broken


def _counts(node: Node, allowed: dict[str, tuple[int, int]]) -> list[str]:
    names = [child.name for child in node.children]
    unknown = [f"unknown element {name}" for name in names if name not in allowed]
    wrong = [
        f"{n} times {name}" for name, (a, b) in allowed.items() if not a <= (n := names.count(name)) <= b
    ]
    return unknown + wrong


def _item(item: Node, folder: Path, base: str) -> list[str]:
    broken = []
    if not RFC_822.fullmatch(item.one("pubDate").text) or not parsedate_to_datetime(item.one("pubDate").text):
        broken.append("pubDate")
    if not item.one(f"{ITUNES}duration").text.isdecimal():
        broken.append("itunes:duration")
    if item.one("guid").attributes != {"isPermaLink": "false"}:
        broken.append("guid")
    enclosure = item.one("enclosure").attributes
    if set(enclosure) != {"url", "length", "type"}:
        broken.append("enclosure")
    files = [
        item.one("link").text,
        enclosure["url"],
        item.one(f"{ITUNES}image").attributes["href"],
        *(n.attributes["url"] for n in item.children if n.name.startswith(PODCAST)),
    ]
    broken += [f"{address} is not there" for address in files if not _is_there(address, folder, base)]
    video = folder / unquote(enclosure["url"].removeprefix(base))
    if video.is_file() and video.stat().st_size != int(enclosure["length"]):
        broken.append("the enclosure's length")
    return broken


def _is_there(address: str, folder: Path, base: str) -> bool:
    return address.startswith(base) and (folder / unquote(address.removeprefix(base))).is_file()
