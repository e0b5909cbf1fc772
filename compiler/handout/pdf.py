"""A sheet -> a PDF, set by typst: the same bytes for the same sheet, tagged for screen readers."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from compiler.draw.fonts import font_files, load_faces
from compiler.handout.paper import BIG, DENSE, MOST_PAGES, USUAL, Measures, Print
from compiler.handout.qr import qr_svg
from compiler.handout.sheet import Sheet, SheetExercise
from compiler.model.brand import Brand
from compiler.store.scratch import scratch_folder

_TEMPLATE = Path(__file__).with_name("sheet.typ")


def pdf(sheet: Sheet, how: Print, room: Path) -> tuple[bytes, int]:
    """The file and its number of pages; `room` is a folder in which a scratch folder is made for the while.

    What does not fit two pages is set denser; what does not fit even so has more pages, and nothing is left out.
    """
    with scratch_folder(room) as folder:
        _lay_out(sheet, folder)
        choices = (BIG,) if how.big else (USUAL, DENSE)
        for measures in (*choices, choices[0]):
            pages = _set(sheet, how, measures, folder)
            if pages <= MOST_PAGES:
                break
        return _compiled(folder), pages


def _lay_out(sheet: Sheet, folder: Path) -> None:
    """Everything that the sheet shows, in one folder: typst reads nothing outside of it."""
    shutil.copyfile(_TEMPLATE, folder / "sheet.typ")
    if sheet.address:
        (folder / "qr.svg").write_bytes(qr_svg(sheet.address))
    if sheet.brand and sheet.brand.logo:
        shutil.copyfile(sheet.brand.logo.path, folder / _logo(sheet.brand))
    for number, exercise in enumerate(sheet.exercises):
        for moment, picture in enumerate(exercise.pictures):
            shutil.copyfile(picture, folder / f"picture-{number}-{moment}.jpg")
    (folder / "fonts").mkdir()
    for path in _fonts(sheet.brand):
        shutil.copyfile(path, folder / "fonts" / path.name)


def _set(sheet: Sheet, how: Print, measures: Measures, folder: Path) -> int:
    """Write what the template is given; the number of pages that it comes to."""
    import typst

    data = json.dumps(_data(sheet, how, measures), ensure_ascii=False)
    (folder / "sheet.json").write_text(data, encoding="utf-8")
    told = typst.query(str(folder / "sheet.typ"), "<pages>", field="value", one=True, **_world(folder))
    return int(told)


def _compiled(folder: Path) -> bytes:
    import typst

    return bytes(typst.compile(str(folder / "sheet.typ"), format="pdf", **_world(folder)))


def _world(folder: Path) -> dict[str, Any]:
    return {"root": str(folder), "font_paths": [str(folder / "fonts")], "ignore_system_fonts": True}


def _fonts(brand: Brand | None) -> tuple[Path, ...]:
    own = tuple(font.path for font in brand.fonts) if brand else ()
    return (*own, *map(Path, font_files()))


def _families(brand: Brand | None) -> list[str]:
    faces, _ = load_faces([font.path for font in brand.fonts]) if brand else ([], [])
    return [*dict.fromkeys(face.family for face in faces), "Roboto"]


def _logo(brand: Brand) -> str:
    return f"logo{brand.logo.path.suffix.lower()}" if brand.logo else ""


def _data(sheet: Sheet, how: Print, measures: Measures) -> dict[str, Any]:
    words, brand = sheet.language.paper, sheet.brand
    return {
        "title": sheet.title,
        "summary": sheet.summary,
        "for": sheet.for_whom,
        "schedule": sheet.schedule,
        "stop": sheet.stop,
        "notes": sheet.notes,
        "exercises": [_exercise(number, one) for number, one in enumerate(sheet.exercises)],
        "disclaimer": sheet.disclaimer,
        "careful": sheet.language.library.careful,
        "tick": words.tick_off,
        "days": words.days,
        "weeks": sheet.weeks,
        "times": sheet.times_a_day,
        "moments": [words.start, words.end],
        "page": words.page,
        "scan": words.scan,
        "qr": "qr.svg" if sheet.address else "",
        "address": sheet.address,
        "clinic": brand.name if brand else "",
        "contact": brand.contact if brand else (),
        "logo": _logo(brand) if brand else "",
        "accent": sheet.accent,
        "fonts": _families(brand),
        "lang": sheet.language.code,
        "paper": how.paper.value,
        "big": how.big,
        "measures": asdict(measures),
    }


def _exercise(number: int, exercise: SheetExercise) -> dict[str, Any]:
    pictures = [f"picture-{number}-{moment}.jpg" for moment in range(len(exercise.pictures))]
    return {**asdict(exercise), "pictures": pictures}
