"""Ward mapping: how well each ward is known, who said so, and what was looked for in vain."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.map_wards import wards_said
from asset_map.web import mapping_parts
from asset_map.web.door import admitted
from asset_map.web.mapping_asked import chosen_set, narrowed
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import the_house

house = the_house()
who = admitted("Ward mapping", Action.MEASURE_GAPS)
st.write(
    "How well is each ward known? None recorded does not mean none, so a ward is called a gap "
    "only once somebody has mapped it."
)
with refusals():
    if wards_said(house, actor=who)[0] is None:
        nothing_yet("No wards are here yet.", then="An officer brings them in, on Boundaries.")
        st.stop()
    left, right = st.columns(2)
    with left:
        set_name = chosen_set(house)
    ward_set, every = wards_said(house, actor=who, set_name=set_name)
    with right:
        wards = narrowed(house, every, set_id=ward_set.id if ward_set else "", who=who)
    mapping_parts.summary(wards)
    may_set = who.may(Action.MAP_WARDS) and not set_name
    if set_name:
        st.caption(
            "You say things of the wards in use. They are carried over to the areas of other sets "
            "by share of residents; what was said of these themselves stands above that."
        )
    else:
        mapping_parts.proposals(house, wards, who=who)
    if may_set:
        mapping_parts.set_many(house, wards)
    mapping_parts.all_wards(wards)
    ward = mapping_parts.one_ward(house, wards, who=who, set_name=set_name)
    if may_set:
        mapping_parts.looked_for(house, ward)
