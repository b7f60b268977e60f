"""Trends as Markdown: the tables of words."""

from collections.abc import Iterable, Sequence

from mentortui.core.text import fit
from mentortui.core.word_tables import Table
from mentortui.formats.markdown import plain


def trends_markdown(title: str, about: Sequence[str], tables: Iterable[Table]) -> str:
    """The tables of words as Markdown; nothing anybody typed is Markdown in it."""
    lines = [f"# {plain(title)}", *(line for said in about if said for line in ("", plain(said)))]
    for table in tables:
        lines += ["", f"## {plain(table.title)}"]
        lines += [line for said in table.said for line in ("", plain(said))]
        if table.rows:
            kept = [place for place, column in enumerate(table.columns) if not column.bar]
            lines += ["", _pipes([table.columns[place].head for place in kept])]
            lines.append("|" + "|".join(" ---: " if table.columns[place].right else " --- " for place in kept) + "|")
            lines += [_pipes([row.cells[place] for place in kept]) for row in table.rows]
        lines += [line for said in table.below for line in ("", plain(said))]
    return "\n".join(lines) + "\n"


def _pipes(cells: Sequence[str]) -> str:
    return "| " + " | ".join(plain(fit(cell, 120)) or " " for cell in cells) + " |"
