"""The fonts of a theme: which characters they have, and how wide words are in them.

Widths come from HarfBuzz, the same shaping that draws them, so that what is measured is what is seen.
"""

import struct
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from compiler.model.errors import Diagnostic, ExitCode


@cache
def font_files() -> tuple[str, ...]:
    """The Roboto weights that themes use, as paths."""
    import font_roboto

    folder = Path(font_roboto.__file__).parent / "files"
    return tuple(str(folder / f"Roboto-{weight}.ttf") for weight in ("Regular", "Medium", "Bold", "Black"))


EMOJI_FAMILY = "Noto Emoji"
_AS_EMOJI = "\N{VARIATION SELECTOR-16}"
"""Follows a sign that is to be drawn as an emoji, though there may be letters for it."""


@cache
def emoji_face() -> "FontFace":
    """What emoji are set in, in one colour: no theme's own font has them."""
    import manimgx_fonts

    path = Path(manimgx_fonts.__file__).parent / "NotoEmoji[wght].ttf"
    (face,), _ = load_faces([path])
    return face


class FontFace:
    """One font file. `family` and `weight` (100 to 900) are as CSS has them; `characters` are code points."""

    def __init__(self, path: Path, data: bytes) -> None:
        """Read a font whose tables were found whole by :func:`load_faces`."""
        self.path = path
        face = hb.Face(hb.Blob(data))
        self.family: str = (
            face.get_name(hb.OTNameIdPredefined(16)) or face.get_name(hb.OTNameIdPredefined(1)) or ""
        )
        self.weight: int = struct.unpack(">H", face.reference_table("OS/2").data[4:6])[0]
        self.characters = frozenset(face.unicodes)
        self.units_per_em: int = face.upem
        self._font: Any = hb.Font(face)
        self.advance = lru_cache(maxsize=4096)(self._advance)

    def _advance(self, text: str) -> float:
        """The width of `text` set at a size of 1."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer)
        return float(sum(p.x_advance for p in buffer.glyph_positions)) / self.units_per_em


class FontBook:
    """The faces of a theme, its own before those that come with the package."""

    def __init__(self, faces: Iterable[FontFace]) -> None:
        self.faces = tuple(faces)
        self.characters = frozenset[int]().union(*(face.characters for face in self.faces))
        self.families = frozenset(face.family for face in self.faces)
        self.width = lru_cache(maxsize=4096)(self._width)

    @property
    def files(self) -> tuple[str, ...]:
        """The font files, for the rasteriser."""
        return tuple(str(face.path) for face in self.faces)

    def _width(self, text: str, best: FontFace) -> float:
        """The width of `text` set in `best` at a size of 1; what it lacks is taken from another face."""
        return sum(face.advance(run) for run, face in self.runs(text, best))

    def runs(self, text: str, best: FontFace) -> list[tuple[str, FontFace]]:
        """`text` set in `best`, cut where characters that it lacks are taken from another face."""
        found: list[tuple[str, FontFace]] = []
        for position, character in enumerate(text):
            as_emoji = text[position + 1 : position + 2] == _AS_EMOJI
            current = found[-1][1] if found else best
            holder = emoji_face() if as_emoji else self._holder(character, best, current)
            if found and found[-1][1] is holder:
                found[-1] = (found[-1][0] + character, holder)
            else:
                found.append((character, holder))
        return found

    def face(self, family: str, weight: int) -> FontFace:
        """The face of `family` nearest to `weight`; of any family where there is no such."""
        own = [face for face in self.faces if face.family == family]
        return min(own or self.faces, key=lambda face: (abs(face.weight - weight), face.weight))

    def face_for(self, text: str, family: str, weight: int) -> FontFace:
        """The face to set all of `text` in: of `family` if that has its characters, else one that does."""
        best = self.face(family, weight)
        needed = {ord(c) for c in text if not _is_silent(c) and (ord(c) in self.characters)}
        if needed <= best.characters:
            return best
        able = [face for face in self.faces if needed <= face.characters]
        return min(able, key=lambda face: abs(face.weight - weight), default=best)

    def _holder(self, character: str, best: FontFace, current: FontFace) -> FontFace:
        if _is_silent(character):
            return best if character.isspace() else current
        code = ord(character)
        if code in best.characters:
            return best
        own = next((face for face in self.faces if code in face.characters), None)
        return own or (emoji_face() if code in emoji_face().characters else best)

    def lacking(self, text: str) -> tuple[str, ...]:
        """The characters of `text` that no face has, each once, in order."""
        own = dict.fromkeys(c for c in text if ord(c) not in self.characters and not _is_silent(c))
        return tuple(c for c in own if ord(c) not in emoji_face().characters)


_NEEDED_LETTERS = ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789", ".,:-")


def missing_letters(face: FontFace) -> str:
    """What a font for words lacks of letters, digits and signs that all languages here need; empty if nothing."""
    lacking = ["".join(c for c in run if ord(c) not in face.characters) for run in _NEEDED_LETTERS]
    whole = {
        _NEEDED_LETTERS[0]: "capitals",
        _NEEDED_LETTERS[1]: "small letters",
        _NEEDED_LETTERS[2]: "digits",
    }
    return ", ".join(whole.get(run, run) for run in lacking if run)


def _is_silent(character: str) -> bool:
    """Whether nothing is drawn for it: blanks, joiners, direction marks, variation selectors."""
    code = ord(character)
    return character.isspace() or unicodedata.category(character) == "Cf" or 0xFE00 <= code <= 0xFE0F


def load_faces(files: Iterable[Path]) -> tuple[list[FontFace], list[Diagnostic]]:
    """The faces in `files`, and what is wrong with those that cannot be used."""
    faces, problems = [], []
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            problems.append(_unusable(path, f"cannot be read: {error.strerror}"))
            continue
        fault = _fault(data)
        if fault:
            problems.append(_unusable(path, fault))
        else:
            faces.append(FontFace(path, data))
    return faces, problems


def _unusable(path: Path, fault: str) -> Diagnostic:
    hint = "fonts are TrueType or OpenType files: .ttf or .otf"
    return Diagnostic(message=f"the font {path} {fault}", hint=hint, exit_code=ExitCode.BAD_MEDIA)


_SIGNATURES = (b"\0\1\0\0", b"OTTO", b"true")
_NEEDED = ("OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name")


def _fault(data: bytes) -> str | None:
    """What keeps `data` from being a font that can be drawn with, or None."""
    if data[:4] not in _SIGNATURES or len(data) < 12:
        return "is not a TrueType or OpenType font"
    count = struct.unpack(">H", data[4:6])[0]
    if len(data) < 12 + 16 * count:
        return "is cut off"
    for number in range(count):
        _tag, _sum, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if offset + length > len(data):
            return "is cut off or corrupt"
    face = hb.Face(hb.Blob(data))
    tables = set(face.table_tags)
    lacking = [tag for tag in _NEEDED if tag not in tables or len(face.reference_table(tag).data) < 6]
    if lacking or not tables & {"glyf", "CFF ", "CFF2"} or not face.glyph_count or not face.unicodes:
        return "is corrupt" + (f": its table {lacking[0]} is missing or empty" if lacking else "")
    return None
