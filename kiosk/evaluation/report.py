"""An HTML page that needs nothing but itself: no script, no address, plots inside; made to be printed and signed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape


class Tone(StrEnum):
    """What a line or a cell tells at a glance; the words tell the same."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; numbers stand to the right."""

    text: str
    tone: Tone = Tone.PLAIN
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a heading row, with one sentence that says what they are."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot with what it shows, and the same in words for whoever cannot see it."""

    uri: str
    caption: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Code:
    """What somebody copies."""

    text: str


Block = Table | Figure | Text | Code


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 "Fira Sans", "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; color: #1c2430; background: #fff;
  max-width: 62rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem; padding-top: .6rem; border-top: 1px solid #d5dae1; }
p { margin: .5rem 0; max-width: 48rem; }
.lead { color: #4a5565; }
table { border-collapse: collapse; margin: .8rem 0 1.2rem; font-size: .92rem; width: 100%; }
caption { text-align: left; color: #4a5565; padding: 0 0 .4rem; max-width: 48rem; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid #e3e7ec; text-align: left; vertical-align: top; }
th { background: #f3f5f8; font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.good, .bad, .open { border-left: 4px solid; }
td.good, td.bad, td.open { border-left-width: 3px; }
.good { background: #eaf6ee; border-left-color: #1b7a3d; }
.bad { background: #fdecea; border-left-color: #b3261e; }
.open { background: #fff6e0; border-left-color: #b07800; }
p.good, p.bad, p.open { padding: .5rem .8rem; }
figure { margin: 1rem 0; }
figure img { width: 100%; max-width: 48rem; height: auto; }
figcaption { color: #4a5565; font-size: .92rem; max-width: 48rem; }
pre { background: #f3f5f8; padding: .7rem .9rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .85rem/1.45 "DejaVu Sans Mono", Consolas, monospace; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } tr, figure, p { break-inside: avoid; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""For browsers: nothing is fetched, nothing is run, whatever a label says."""


def render_page(title: str, lead: str, sections: Sequence[Section]) -> str:
    """The whole page; whatever text it is given stands there as text."""
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
            f'<h1>{escape(title)}</h1>\n<p class="lead">{escape(lead)}</p>',
            *(line for section in sections for line in _section(section)),
            "</body>\n</html>\n",
        ]
    )


def _section(section: Section) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(section.title)}</h2>"
    for block in section.blocks:
        yield _block(block)
    yield "</section>"


def _block(block: Block) -> str:
    match block:
        case Text():
            return f'<p class="{block.tone}">{escape(block.text)}</p>'
        case Code():
            return f"<pre>{escape(block.text)}</pre>"
        case Figure():
            image = f'<img src="{escape(block.uri)}" alt="{escape(block.alternative)}">'
            return f"<figure>{image}<figcaption>{escape(block.caption)}</figcaption></figure>"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    numbers = [all(row[column].is_number for row in table.rows) for column in range(len(table.heads))]
    heads = "".join(
        f'<th scope="col"{_class("number") if is_number else ""}>{escape(head)}</th>'
        for head, is_number in zip(table.heads, numbers, strict=True)
    )
    rows = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return f"<table>\n<caption>{escape(table.caption)}</caption>\n<tr>{heads}</tr>\n{rows}\n</table>"


def _cell(cell: Cell) -> str:
    names = [*(["number"] if cell.is_number else []), *([] if cell.tone is Tone.PLAIN else [cell.tone])]
    return f"<td{_class(*names) if names else ''}>{escape(cell.text)}</td>"


def _class(*names: str) -> str:
    return f' class="{" ".join(names)}"'
