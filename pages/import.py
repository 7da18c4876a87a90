"""Import a spreadsheet in five steps: choose, match, look, import, read the report."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.model.words import counted
from asset_map.usecases.import_assets import ImportRequest, preview
from asset_map.web import import_parts
from asset_map.web.door import admitted
from asset_map.web.messages import refusals
from asset_map.web.state import now, the_house

house = the_house()
who = admitted("Import a spreadsheet", Action.IMPORT)
st.write(
    "Bring in places and groups from a CSV, Excel, OpenDocument, GeoJSON or GeoPackage file. "
    "Nothing becomes public: every row waits for an officer, and rows with a fault come back "
    "to you with the remedy."
)

if report := st.session_state.get("import_report"):
    import_parts.report(report)
    if st.button("Import another file"):
        del st.session_state["import_report"]
        st.rerun()
    st.stop()

st.header("1. Choose the file", anchor=False)
source, file = import_parts.choose()
if file is None or not source:
    st.caption("Give the source a name and choose a file to go on.")
    st.stop()

with refusals():
    table = import_parts.opened(house, file)

    st.header("2. Match the columns", anchor=False)
    mapping = import_parts.match(table)
    request = ImportRequest(
        table=table,
        content=file.getvalue(),
        source=source,
        mapping=mapping,
        kind=import_parts.the_kind(),
    )

    st.header("3. Look at the first rows", anchor=False)
    import_parts.first_rows(preview(house, request, actor=who, now=now()))

    st.header("4. Import", anchor=False)
    if st.button(f"Import {counted(len(table.rows), 'row')}", type="primary"):
        st.session_state["import_report"] = import_parts.import_all(house, request, who=who)
        st.rerun()
