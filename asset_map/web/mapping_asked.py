"""Which wards are looked at where their mapping is told: of which set, and where."""

from collections.abc import Sequence

import streamlit as st

from asset_map.model.role import Actor
from asset_map.usecases.boundaries import list_boundaries
from asset_map.usecases.committees import list_committees, members_on
from asset_map.usecases.house import House
from asset_map.usecases.map_wards import WardSaid
from asset_map.web.address import in_address, one_of, write
from asset_map.web.choice_words import distinct
from asset_map.web.state import today

__all__ = ["chosen_set", "narrowed"]


def chosen_set(house: House) -> str:
    """Ask for a boundary set; "" is the wards in use."""
    others = {one.id: one.name for one, _, _ in list_boundaries(house)}
    in_use = {one.id for one, _, is_in_use in list_boundaries(house) if is_in_use}
    labels = {"": "The wards in use"} | distinct(
        {key: f"{name}, in use" if key in in_use else name for key, name in others.items()}
    )
    chosen = st.selectbox(
        "Boundary set", list(labels), format_func=labels.__getitem__,
        **in_address("set", one_of(list(labels))),
    )  # fmt: skip
    write("set")
    return chosen or ""


def narrowed(house: House, wards: Sequence[WardSaid], *, set_id: str, who: Actor) -> list[WardSaid]:
    """Ask for a committee or a district, and return its wards alone."""
    day = today()
    committees = {
        f"committee:{one.id}": (one.name, set(members_on(one, day).get(set_id, ())))
        for one in list_committees(house, actor=who, on=day)
    }
    districts = sorted({one.district_name for one in wards if one.district_name})
    labels = {"": "Everywhere"}
    labels |= {key: name for key, (name, codes) in committees.items() if codes}
    labels |= {f"district:{name}": name for name in districts if len(districts) > 1}
    labels = distinct(labels)
    chosen = st.selectbox(
        "Where", list(labels), format_func=labels.__getitem__,
        **in_address("where", one_of(list(labels))),
    )  # fmt: skip
    write("where")
    part, _, name = (chosen or "").partition(":")
    if part == "committee":
        return [one for one in wards if one.code in committees[chosen][1]]
    return [one for one in wards if not name or one.district_name == name]
