"""The council's own Word template for packs: put in, looked at, left again."""

from functools import partial

import streamlit as st

from asset_map.model.errors import UnreadableFileError
from asset_map.model.pack_template import PackTemplate
from asset_map.model.role import Actor
from asset_map.model.words import long_date
from asset_map.usecases.house import House
from asset_map.usecases.pack_template import leave_template, put_template, template_in_use
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["template_part"]

_FILE = "pack-template"


def template_part(house: House, *, who: Actor) -> None:
    """Say which template the Word files are written into, and take another one."""
    with st.expander("The Word template"):
        template = template_in_use(house, actor=who)
        if template is None:
            st.write("Word files have this program's own layout. Put in your council's template:")
        else:
            _tell(template)
            st.button(
                "Go back to the plain layout",
                on_click=partial(attempt, partial(_leave, house)),
            )
        st.file_uploader("A Word file (.docx) with your headings and styles", ["docx"], key=_FILE)
        st.caption(
            "Write {{pack}} on a line of its own where the pack should go; without it, it goes to "
            "the end. Headings with nothing under them are marked for you to fill in."
        )
        st.button("Use this template", on_click=partial(attempt, partial(_put, house)))


def _tell(template: PackTemplate) -> None:
    day = long_date(template.put_in_at)
    st.write(
        f"In use: {plain(template.file_name)}, put in on {day} by {plain(template.put_in_by)}."
    )
    if not template.has_mark:
        st.write("It does not say where the pack goes, so that it goes to the end.")
    if template.standing:
        headings = ", ".join(plain(one) for one in template.standing)
        st.write(f"Headings that wait for you in every pack: {headings}.")


def _put(house: House) -> str:
    file = st.session_state.get(_FILE)
    if file is None:
        message = "No file is chosen yet; choose a Word file (.docx) first."
        raise UnreadableFileError(message)
    template = put_template(house, file.getvalue(), file.name, actor=actor(), now=now())
    return f"Packs are written into {plain(template.file_name)} from now on."


def _leave(house: House) -> str:
    leave_template(house, actor=actor(), now=now())
    return "Packs have the plain layout again."
