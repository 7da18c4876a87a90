"""A table of many columns: where the page is narrow each row is a card of its own."""

from collections.abc import Mapping, Sequence
from html import escape
from statistics import fmean

import streamlit as st

__all__ = ["wide_table"]

# A column whose cells hold so many letters on average gets room, so that rows do not grow tall.
_LONG = 30
_BROAD = ' class="broad"'


def wide_table(rows: Sequence[Mapping[str, str]], *, label: str) -> None:
    """
    Show rows of text under their headings; nothing in them is read as Markdown or HTML.

    The first cell of a row is its heading. ``label`` names the table to those who hear it.
    """
    if not rows:
        return
    broad = {name for name in rows[0] if fmean(len(row[name]) for row in rows) > _LONG}
    heads = "".join(
        f'<th scope="col"{_BROAD if name in broad else ""}>{escape(name)}</th>' for name in rows[0]
    )
    lines = "".join(map(_line, rows))
    st.html(
        f'<div class="wide-table" role="region" tabindex="0" aria-label="{escape(label)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _line(row: Mapping[str, str]) -> str:
    first, *rest = row.items()
    # On a card no heading stands above, so that each cell brings its own.
    cells = "".join(f'<td data-under="{escape(name)}">{escape(cell)}</td>' for name, cell in rest)
    return f'<tr><th scope="row">{escape(first[1])}</th>{cells}</tr>'
