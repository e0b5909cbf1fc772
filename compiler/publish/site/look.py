"""How the site looks: its own style sheet, script and icon, and what a brand changes of them.

The brand of what was published last is kept in the folder, so that every page can be made again from the folder alone.
"""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from compiler.model.brand import Brand, SiteColours
from compiler.model.errors import Conflict
from compiler.publish.release import read_part
from compiler.publish.site.record import hashed_name

KEPT_IN = "brand.json"
_OWN = Path(__file__).with_name("look")
_BAR = "#17463c"


@dataclass(frozen=True, kw_only=True)
class SiteLook:
    """The site's own files. `logo` is the name of a file in its folder; without `colours` they are the tool's."""

    name: str = ""
    logo: str = ""
    colours: SiteColours | None = None

    @property
    def bar(self) -> str:
        """The colour of the band on top, for a browser's own."""
        return self.colours.bar if self.colours else _BAR

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Style sheet, script and icon, by the names that they have on the site."""
        return {self.named[path.name]: self._bytes(path) for path in sorted(_OWN.iterdir())}

    @cached_property
    def named(self) -> dict[str, str]:
        """What each of the package's files is called on the site: other bytes never come under the same name."""
        return {
            path.name: hashed_name(path.stem, self._bytes(path), path.suffix)
            for path in sorted(_OWN.iterdir())
        }

    def _bytes(self, path: Path) -> bytes:
        own = path.read_bytes()
        return own + _rules(self.colours).encode() if self.colours and path.suffix == ".css" else own

    def to_bytes(self) -> bytes:
        """As kept in the folder."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


def look_of(brand: Brand) -> tuple[SiteLook, dict[str, bytes]]:
    """The look that a brand makes, and the files that it needs besides the site's own.

    Raises:
        BadMedia: its logo cannot be read.
    """
    data = read_part(brand.logo.path) if brand.logo else b""
    logo = hashed_name("logo", data, brand.logo.path.suffix.lower()) if brand.logo else ""
    return SiteLook(name=brand.name, logo=logo, colours=brand.site), {logo: data} if logo else {}


def kept_look(folder: Path) -> SiteLook:
    """The look of the site in the folder.

    Raises:
        Conflict: what is kept of it is damaged.
    """
    path = folder / KEPT_IN
    if not path.exists():
        return SiteLook()
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        colours = told.pop("colours")
        return SiteLook(**told, colours=SiteColours(**colours) if colours else None)
    except (OSError, ValueError, TypeError, KeyError):
        raise Conflict(f"{path} is damaged", hint="delete it and publish again") from None


def _rules(colours: SiteColours) -> str:
    """The brand's colours in place of the site's own, light and dark alike."""
    chosen = {
        "ink": colours.text,
        "soft": f"color-mix(in srgb, {colours.text} 82%, {colours.background})",
        "paper": colours.background,
        "card": colours.background,
        "line": f"color-mix(in srgb, {colours.text} 22%, {colours.background})",
        "teal": colours.accent,
        "deep": colours.bar,
        "head": colours.bar,
        "on-deep": colours.on_bar,
        "on-deep-soft": colours.on_bar,
        "focus": colours.accent,
        "focus-on-deep": colours.on_bar,
        "shadow": "none",
    }
    rules = "".join(f"  --{name}: {value};\n" for name, value in chosen.items())
    return f"\n:root:root {{\n{rules}  color-scheme: normal;\n}}\n"
