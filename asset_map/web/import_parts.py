"""The steps of the import page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from asset_map.model.asset import AssetKind
from asset_map.model.look import KIND_LOOK
from asset_map.model.role import Actor
from asset_map.model.words import counted
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import (
    FIELD_NAMES,
    ImportReport,
    ImportRequest,
    Preview,
    Table,
    guess_mapping,
    import_assets,
    meaning_of,
    open_file,
    problem_row,
)
from asset_map.web.frame import page_file
from asset_map.web.state import now
from asset_map.web.text import plain

__all__ = ["choose", "first_rows", "import_all", "match", "opened", "report", "the_kind"]

_LEFT_OUT = "leave this column out"
_SAID = "Leave it to the file"
ENDINGS = ["csv", "tsv", "txt", "xlsx", "ods", "geojson", "json", "gpkg"]
EXAMPLES = 3
FIRST_ROWS = 8


def choose() -> tuple[str, UploadedFile | None]:
    """Ask for the source's name and the file."""
    source = st.text_input(
        "What is this source called?",
        key="import_source",
        placeholder="Such as: Libraries 2025",
    )
    st.caption("Use the same name when the file comes again: then only what changed is proposed.")
    file = st.file_uploader("Your file", type=ENDINGS, key="import_file")
    return source.strip(), file


def opened(house: House, file: UploadedFile) -> Table:
    """Return the file's table, read once for all the steps; of several sheets the one chosen."""
    table = _read_once(house, file, None)
    if not table.sheets:
        return table
    sheet = st.selectbox(
        "Which sheet?",
        table.sheets,
        table.sheets.index(table.sheet),
        key=f"import_sheet_{file.file_id}",
    )
    return table if sheet == table.sheet else _read_once(house, file, sheet)


def _read_once(house: House, file: UploadedFile, sheet: str | None) -> Table:
    kept: dict[tuple[str, str | None], Table] = st.session_state.get("import_tables", {})
    which = (file.file_id, sheet)
    if which not in kept:
        with st.spinner("Reading the file …"):
            table = open_file(house, file.getvalue(), file_name=file.name, sheet=sheet)
        # The first reading says which sheets there are; of the others one is kept at a time.
        of_file = {key: one for key, one in kept.items() if key == (file.file_id, None)}
        kept = st.session_state["import_tables"] = of_file | {which: table}
    return kept[which]


def match(table: Table) -> Mapping[str, str | None]:
    """Ask which column holds what; the guesses are made already."""
    for note in table.notes:
        st.caption(plain(note))
    sample = table.sample()
    guessed = guess_mapping(table.headings, sample)
    known = sum(field is not None for field in guessed.values())
    st.write(
        f"The file has {counted(len(table.rows), 'row')} and "
        f"{counted(len(table.headings), 'column')}; {known:,} understood. Put right what is wrong."
    )
    sides = st.columns(2)
    mapping: dict[str, str | None] = {}
    for number, heading in enumerate(table.headings):
        with sides[number % 2]:
            mapping[heading] = _field_of(table, heading, guessed[heading], sample)
    return mapping


def _field_of(
    table: Table, heading: str, guessed: str | None, sample: Sequence[Sequence[str]]
) -> str | None:
    examples = [row[table.column(heading)] for row in sample]
    shown = ", ".join([one for one in dict.fromkeys(examples) if one][:EXAMPLES])
    choices = ["", *FIELD_NAMES]
    st.markdown(
        f"**{plain(heading)}**" + (f": {plain(shown[:60])}" if shown else " (empty)"),
        help=meaning_of(guessed) or None,
    )
    # A label that is drawn is read out with its marks of Markdown; this one is read as typed.
    chosen = st.selectbox(
        heading,
        choices,
        choices.index(guessed or ""),
        format_func=lambda field: field.replace("_", " ") or _LEFT_OUT,
        key=f"import-{table.file_name}-{table.sheet}-{heading}",
        label_visibility="collapsed",
    )
    return chosen or None


def the_kind() -> AssetKind | None:
    """Ask what the rows are where the file does not say."""
    kinds = ["", *[kind.value for kind in AssetKind]]
    chosen = st.selectbox(
        "What are the rows, where the file does not say?",
        kinds,
        format_func=lambda one: KIND_LOOK[AssetKind(one)].plural if one else _SAID,
        key="import_kind",
    )
    return AssetKind(chosen) if chosen else None


def first_rows(look: Preview) -> None:
    """Show the first rows as they will be read, and how many are refused."""
    st.write(look.in_words)
    if look.rows:
        st.dataframe(
            pd.DataFrame(look.rows[:FIRST_ROWS]),
            hide_index=True,
            alt="The first rows as they will be read",
        )
    _problems(look.problems)


def import_all(house: House, request: ImportRequest, *, who: Actor) -> ImportReport:
    """Import every row, showing how far it has come."""
    bar = st.progress(0.0, "Reading the rows …")
    return import_assets(
        house,
        replace(request, is_dry_run=False),
        actor=who,
        now=now(),
        progress=lambda share, doing: bar.progress(share, f"{doing} …"),
    )


def report(done: ImportReport) -> None:
    """Show what became of the rows, and what to do next."""
    st.header("5. Read the report", anchor=False)
    st.success(done.headline)
    st.markdown("\n".join(f"- {plain(line)}" for line in done.lines))
    _problems([problem_row(problem) for problem in done.problems])
    if done.problems_csv:
        st.download_button(
            "Download the rows to mend",
            done.problems_csv,
            file_name="rows-to-mend.csv",
            mime="text/csv",
            type="primary",
            on_click="ignore",
        )
        st.caption("Mend them there and import that file under the same source name.")
    st.page_link(page_file("review"), label="Go to Review")


def _problems(rows: list[dict[str, str]]) -> None:
    if rows:
        st.markdown("**What to mend**")
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Rows with a fault and the remedy")
