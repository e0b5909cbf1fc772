"""A dry run as a page for people: one file with everything in it, which asks nobody and runs nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from compiler.model.errors import Diagnostic, Severity
from compiler.publish.markup import Child, element, html_bytes
from compiler.publish.planning import PublishPlan, budget
from compiler.publish.preview import Change, Difference, Look, data_address, differences_of, size_words, style

_LOCKED = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_AT_A_GLANCE = 8
"""Lines of a long text that are not folded away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """One release of a dry run: its plan and its look, or what keeps it from having them."""

    name: str
    plan: PublishPlan | None = None
    look: Look | None = None
    trouble: tuple[Diagnostic, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What becomes of each part of it."""
        if self.plan is None or not self.plan.possible:
            return ()
        known = self.look.differences if self.look else None
        return differences_of(self.plan) if known is None else known

    @property
    def verdict(self) -> str:
        """In a word: new, changed, unchanged, or not possible."""
        if self.plan is None or not self.plan.possible:
            return "not possible"
        return verdict(self.differences)


def verdict(differences: Iterable[Difference]) -> str:
    """The whole in a word."""
    found = {one.change for one in differences}
    return found.pop().value if len(found) == 1 else Change.CHANGED.value


def preview_page(remote: str, previewed: Sequence[Previewed]) -> bytes:
    """The page of a dry run to the remote of that name."""
    plans = [one.plan for one in previewed if one.plan]
    to = plans[0].account.name if plans and plans[0].account else "the account of the next login"
    title = f"Dry run: {remote}"
    styles = dict.fromkeys(one.look.style for one in previewed if one.look)
    head = element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": _LOCKED}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("title", None, title),
        element("style", None, *styles, style("page.css")),
    )
    top = element(
        "header",
        {"class": "run"},
        element("h1", None, title),
        element("p", None, f"Into {to}. {_counted(previewed)}. Nothing was sent."),
        *(element("p", {"class": "quiet"}, line) for line in budget(plans)),
    )
    sections = [_section(one) for one in previewed]
    main = element("main", None, top, *sections, *_beside(previewed))
    return html_bytes(element("html", {"lang": "en"}, head, element("body", None, main)))


def _counted(previewed: Sequence[Previewed]) -> str:
    counts = Counter(one.verdict for one in previewed)
    return ", ".join(f"{count} {word}" for word, count in counts.items()) or "No video"


def _section(one: Previewed) -> ET.Element:
    heading = element(
        "h2", None, one.name, " ", element("span", {"class": f"verdict {_mark(one.verdict)}"}, one.verdict)
    )
    told: list[Child] = [
        _problem(problem) for problem in (*one.trouble, *(one.plan.problems if one.plan else ()))
    ]
    if one.plan:
        told += [element("p", {"class": "advice"}, one.plan.advice)] if one.plan.advice else []
        told += [element("p", {"class": "quiet"}, f"A video of {size_words(one.plan.video_bytes)}")]
    look = [one.look.mock_up] if one.look else []
    return element("section", None, heading, *told, *look, *_table(one.differences))


def _mark(word: str) -> str:
    """A word as the name of a class."""
    return word.replace(" ", "-")


def _problem(problem: Diagnostic) -> ET.Element:
    kind = "warning" if problem.severity is Severity.WARNING else "error"
    hint: list[Child] = [element("br"), problem.hint] if problem.hint else []
    return element("p", {"class": f"problem {kind}"}, f"{kind}: {problem.message}", *hint)


def _table(differences: tuple[Difference, ...]) -> list[ET.Element]:
    """What is new, changed and taken away, one by one; what stays in one line."""
    moved = [one for one in differences if one.change is not Change.SAME]
    same = ", ".join(one.what for one in differences if one.change is Change.SAME)
    rows = [
        element(
            "div",
            {"class": "difference"},
            element(
                "h3", None, one.what, " ", element("span", {"class": _mark(one.change)}, one.change.value)
            ),
            *_content(one),
        )
        for one in moved
    ]
    stays = [element("p", {"class": "quiet"}, f"Unchanged: {same}.")] if same else []
    return [element("div", {"class": "differences"}, *rows), *stays]


def _content(one: Difference) -> list[Child]:
    listed = [_line(change, line) for change, line in one.lines()]
    first, rest = listed[:_AT_A_GLANCE], listed[_AT_A_GLANCE:]
    if len(rest) == 1:
        first, rest = listed, []
    pictures = [element("img", {"src": data_address(data), "alt": one.what}) for data in one.pictures]
    return [*([element("ul", None, *first)] if first else []), *_folded(rest), *pictures]


def _folded(lines: list[ET.Element]) -> list[Child]:
    """What is too much to read at a glance, behind a line that opens it."""
    if not lines:
        return []
    summary = element("summary", None, f"and {len(lines)} lines more")
    return [element("details", None, summary, element("ul", None, *lines))]


def _line(change: Change, line: str) -> ET.Element:
    tag = {Change.GONE: "del", Change.NEW: "ins"}.get(change, "span")
    return element("li", None, element(tag, None, line))


def _beside(previewed: Sequence[Previewed]) -> list[ET.Element]:
    """What is there, too, and stays as it is."""
    ours = {one.name for one in previewed}
    there = dict(pair for one in previewed if one.look for pair in one.look.beside)
    names = [title for name, title in there.items() if name not in ours]
    if not names:
        return []
    heading = element("h2", None, "Stays as it is")
    return [
        element("section", None, heading, element("ul", None, *(element("li", None, name) for name in names)))
    ]
