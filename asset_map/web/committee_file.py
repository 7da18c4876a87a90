"""Committees from a file: a row for each area that one looks after."""

from functools import partial

from streamlit.runtime.uploaded_file_manager import UploadedFile

from asset_map.model.words import counted
from asset_map.usecases.committees import import_committees
from asset_map.usecases.house import House
from asset_map.web.state import actor, now
from asset_map.web.text import plain
from asset_map.web.uploaded import ask_for_table

__all__ = ["brought_in"]


def brought_in(house: House) -> None:
    """Bring committees in from a table; one of the same name gets the new list."""
    ask_for_table(
        words="A row for each area: its code and its committee. Where known also from, to, "
        "officer, council, basis, meetings, and the boundary set. A committee of the same name "
        "gets the new list; the file is taken whole or not at all.",
        button="Bring these committees in",
        key="committee-file",
        bring=partial(_bring, house),
    )


def _bring(house: House, file: UploadedFile) -> str:
    done = import_committees(house, file.getvalue(), actor=actor(), now=now(), file_name=file.name)
    areas = sum(len(one.members) for one in done.committees)
    over = f" {counted(len(done.replaced), 'list')} replaced." if done.replaced else ""
    return (
        f"{counted(len(done.committees), 'committee')} with {counted(areas, 'area')} "
        f"from {plain(file.name)}.{over}"
    )
