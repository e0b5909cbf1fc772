"""What people look up, and where the docs tell it: the text of `followalong help TOPIC`."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to look up: one line about it, the page that tells it, and the headings there; all without any."""

    about: str
    page: str
    headings: tuple[str, ...] = ()


TOPICS = {
    "durations": Topic("how lengths of time and other values are written", "language.md", ("Values",)),
    "cues": Topic(
        "what is said when, by you and by the tool", "language.md", ("Cues", "Followed with eyes closed")
    ),
    "clips": Topic("films and photos of your own", "language.md", ("Footage",)),
    "doses": Topic(
        "holds, repetitions and sets for others: profiles, patients, a length to fit",
        "language.md",
        ("Ranges", "Many doses"),
    ),
    "publishing": Topic("a site, YouTube (the first login, click by click), PeerTube", "publishing.md"),
}


def text_of(topic: Topic) -> str:
    """The topic's sections as Markdown; links inside the docs are plain words."""
    from compiler.shipped import docs_folder

    page = (docs_folder() / topic.page).read_text(encoding="utf-8")
    page = re.sub(r"<!--.*?-->\n?", "", page, flags=re.DOTALL)
    page = re.sub(r"\[([^\]\n]+)\]\((?!https?:)[^)\s]*\)", r"\1", page)
    sections = [_section(page, heading) for heading in topic.headings] or [page]
    return "\n\n".join(section.strip() for section in sections)


def _section(page: str, heading: str) -> str:
    """From a heading up to the next that is no part of it."""
    start = re.search(rf"^(#+) {re.escape(heading)}\n", page, re.MULTILINE)
    if start is None:
        raise LookupError(f"the docs have no heading {heading!r}")
    level = len(start[1])
    following = re.compile(rf"^#{{1,{level}}} ", re.MULTILINE).search(_without_code(page), start.end())
    return page[start.start() : following.start() if following else None]


def _without_code(page: str) -> str:
    """The page as long as it was, its blocks of code blank: a comment in YAML is no heading."""
    blocks = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
    return blocks.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), page)
