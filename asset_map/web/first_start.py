"""The first start: try the demonstration, or set up your own."""

import streamlit as st

from asset_map.model.role import Actor
from asset_map.usecases.first_start import set_up_steps
from asset_map.usecases.house import House
from asset_map.web.frame import PLACES, page_file

__all__ = ["draw_first_start"]


def draw_first_start(house: House, who: Actor) -> None:
    """Draw the two ways to begin, and for your own what is done and what is not."""
    st.write("This register is empty. There are two ways to begin.")
    ours, trying = st.tabs(["Set up ours", "Try the demonstration"])
    with trying:
        st.write(
            "A district that does not exist, with its wards, groups, offers and roadshows, to look "
            "round in. It does not belong in a register that shall be yours: give it its own."
        )
        st.code(
            "ASSET_MAP_DATABASE_URL=sqlite:///demonstration.sqlite asset-map demo\n"
            "ASSET_MAP_DATABASE_URL=sqlite:///demonstration.sqlite asset-map serve",
            language="sh",
        )
    with ours:
        _draw_steps(house, who)


def _draw_steps(house: House, who: Actor) -> None:
    titles = {place.address: place for place in PLACES}
    st.write("Each is brought in once, on its page or by its command, in this order.")
    for step in set_up_steps(house, actor=who):
        st.markdown(f"**{step.title}**: {'done ✓' if step.is_done else 'not yet'}")
        place = titles.get(step.page)
        if place and (place.action is None or who.may(place.action)):
            st.page_link(page_file(step.page), label=f"Open {place.title}")
        if not step.is_done:
            st.code(step.command, language=None)
