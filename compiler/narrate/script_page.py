"""The lines to record -> a page to print: large words, room for ticks, nothing cut over two pages."""

from collections.abc import Sequence
from html import escape

from compiler.narrate.script import ScriptLine, room_text

_STYLE = """
@page { margin: 18mm 16mm; }
body { font: 13pt/1.45 Georgia, serif; color: #111; max-width: 180mm; margin: 0 auto; }
h1 { font-size: 18pt; margin: 0 0 2mm; }
p.note { font: 10pt/1.4 sans-serif; color: #444; margin: 0 0 6mm; }
ol { list-style: none; padding: 0; margin: 0; }
li { display: grid; grid-template-columns: 12mm 1fr 8mm; break-inside: avoid; padding: 3mm 0; }
li + li { border-top: 0.3mm solid #ccc; }
li b { font: 700 12pt sans-serif; }
li .words { font-size: 15pt; }
li small { display: block; font: 9pt sans-serif; color: #555; margin-top: 1mm; }
li i { width: 5mm; height: 5mm; border: 0.3mm solid #555; justify-self: end; }
li.done i { background: #555; }
"""


def script_page(lines: Sequence[ScriptLine], title: str, language: str) -> str:
    """The sheet as an HTML page of its own."""
    rows = "\n".join(_row(line) for line in lines)
    return f"""<!doctype html>
<html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style></head>
<body><h1>{escape(title)}</h1>
<p class="note">{len(lines)} lines. Leave two seconds of silence between them. If all are recorded in
one go, keep their order, and record a line that went wrong by itself afterwards.</p>
<ol>
{rows}
</ol></body></html>
"""


def _row(line: ScriptLine) -> str:
    who = f"{escape(line.speaker)} · " if line.speaker else ""
    done = ' class="done"' if line.recording else ""
    small = f"{who}{room_text(line)} · {escape(line.name)}.wav"
    words = f'<span class="words">{escape(line.text)}</span><small>{small}</small>'
    return f"<li{done}><b>{line.number}</b><div>{words}</div><i></i></li>"
