"""The steps of the import page."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from asset_map.model.words import counted
from asset_map.usecases.import_assets import (
    FIELD_NAMES,
    ImportReport,
    Preview,
    Table,
    guess_mapping,
    meaning_of,
    problem_row,
)
from asset_map.web.frame import page_file
from asset_map.web.text import plain

__all__ = ["choose", "first_rows", "match", "report"]

_LEFT_OUT = "leave this column out"
EXAMPLES = 3
FIRST_ROWS = 8


def choose() -> tuple[str, UploadedFile | None]:
    """Ask for the source's name and the file."""
    source = st.text_input(
        "What is this source called?",
        key="import_source",
        placeholder="Libraries 2025",
        help="Use the same name when the file comes again: then only what changed is proposed.",
    )
    file = st.file_uploader(
        "Your file", type=["csv", "tsv", "txt", "xlsx", "ods", "geojson", "json", "gpkg"]
    )
    return source or "", file


def match(table: Table) -> Mapping[str, str | None]:
    """Ask which column holds what; the guesses are made already."""
    for note in table.notes:
        st.caption(plain(note))
    guessed = guess_mapping(table.headings, table.sample())
    known = sum(field is not None for field in guessed.values())
    st.write(
        f"{counted(len(table.rows), 'row')}, {counted(len(table.headings), 'column')}; "
        f"{known} understood. Put right what is wrong."
    )
    mapping: dict[str, str | None] = {}
    for heading in table.headings:
        examples = [row[table.column(heading)] for row in table.sample()]
        shown = ", ".join([one for one in dict.fromkeys(examples) if one][:EXAMPLES])
        choices = ["", *FIELD_NAMES]
        mapping[heading] = (
            st.selectbox(
                f"**{plain(heading)}** \u2003 {plain(shown[:80])}",
                choices,
                choices.index(guessed[heading] or ""),
                format_func=lambda field: field.replace("_", " ") or _LEFT_OUT,
                help=meaning_of(guessed[heading]) or None,
                key=f"import-{table.file_name}-{heading}",
            )
            or None
        )
    return mapping


def first_rows(look: Preview) -> None:
    """Show the first rows as they will be read, and how many are refused."""
    if look.rows:
        st.dataframe(
            pd.DataFrame(look.rows[:FIRST_ROWS]),
            hide_index=True,
            alt="The first rows as they will be read",
        )
    st.write(look.in_words)
    _problems(look.problems)


def report(done: ImportReport) -> None:
    """Show what became of the rows, and what to do next."""
    st.success(done.headline)
    st.header("5. The report", anchor=False)
    st.markdown("\n".join(f"- {plain(line)}" for line in done.lines))
    _problems([problem_row(problem) for problem in done.problems])
    if done.problems_csv:
        st.download_button(
            "Download the rows to mend",
            done.problems_csv,
            file_name="rows-to-mend.csv",
            mime="text/csv",
            type="primary",
        )
        st.caption("Mend them there and import that file under the same source name.")
    st.page_link(page_file("review"), label="Go to Review")


def _problems(rows: list[dict[str, str]]) -> None:
    if rows:
        st.markdown("**What to mend**")
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Rows with a fault and the remedy")
