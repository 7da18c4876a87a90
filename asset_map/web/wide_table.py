"""A table of many columns: it scrolls by itself where the page is narrow, by keyboard too."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

__all__ = ["wide_table"]


def wide_table(rows: Sequence[Mapping[str, str]], *, label: str) -> None:
    """
    Show rows of text under their headings; nothing in them is read as Markdown or HTML.

    The first cell of a row is its heading. ``label`` names the table to those who hear it.
    """
    if not rows:
        return
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in rows[0])
    lines = "".join(_line(list(row.values())) for row in rows)
    st.html(
        f'<div class="wide-table" role="region" tabindex="0" aria-label="{escape(label)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _line(cells: Sequence[str]) -> str:
    rest = "".join(f"<td>{escape(cell)}</td>" for cell in cells[1:])
    return f'<tr><th scope="row">{escape(cells[0])}</th>{rest}</tr>'
