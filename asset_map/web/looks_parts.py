"""The part of the page Data requests about withheld places: to look, and who has looked."""

import streamlit as st

from asset_map.model.role import Action, Actor
from asset_map.model.words import LONDON, long_date
from asset_map.usecases.house import House
from asset_map.usecases.withheld_looks import look_at_withheld, looks_made
from asset_map.web.messages import refusals
from asset_map.web.state import now
from asset_map.web.text import plain

__all__ = ["withheld"]


def withheld(house: House, who: Actor) -> None:
    """Show a withheld place to whoever may see it and says why, and who looked before."""
    st.header("Withheld places", anchor=False)
    st.write("A place that is withheld, a refuge say, is on no page. Each look is written down.")
    if who.may(Action.SEE_WITHHELD):
        with st.popover("Look at one"):
            with st.form("withheld", border=False):
                asset_id = st.text_input("The id of its record")
                reason = st.text_input("Why you look", max_chars=300)
                is_pressed = st.form_submit_button("Look, and have it written down")
            if is_pressed:
                with refusals():
                    _shown(house, asset_id.strip(), reason, who)
    looks = looks_made(house, actor=who)
    if not looks:
        st.write("Nobody has looked at a withheld place yet.")
        return
    rows = [
        {
            "When": f"{long_date(one.at)}, {one.at.astimezone(LONDON):%H:%M}",
            "Who": one.actor_name,
            "Role": one.actor_role.label,
            "Record": one.asset_id,
            "Why": one.reason,
        }
        for one in looks
    ]
    st.dataframe(rows, hide_index=True, width="stretch")


def _shown(house: House, asset_id: str, reason: str, who: Actor) -> None:
    seen = look_at_withheld(house, asset_id, reason=reason, actor=who, now=now())
    st.markdown(f"**{plain(seen.asset.name)}**")
    for place in seen.places:
        lines = (place.place_name, place.address, place.postcode)
        st.write(plain(", ".join(filter(None, lines)) or "No address is recorded."))
