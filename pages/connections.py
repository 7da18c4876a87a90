"""Connections: who is linked with whom, what rests on whom, and who is not linked yet."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.look_at_network import network_seen
from asset_map.web import network_parts as parts
from asset_map.web.door import admitted
from asset_map.web.link_form import add_link
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.network_filters import around_whom, filters, view_chosen
from asset_map.web.network_map import on_map
from asset_map.web.state import the_house, today

house, day = the_house(), today()
who = admitted("Connections", Action.SEE_PARTNER_VIEW)
st.write(
    "Who does what for whom, as people have said. Nobody is linked by counting or guessing: "
    "each line here was put in by a person, and can be confirmed by both sides."
)
with refusals():
    whole = network_seen(house, actor=who, today=day)
    names = parts.names_of(whole)
    if not names:
        nothing_yet("Nothing is recorded here yet.", then="Add a group or a place first.")
        st.stop()
    if who.may(Action.CONNECT):
        with st.expander("Add a connection", key="add-link", on_change="rerun"):
            add_link(house, names, who=who)
    chosen = around_whom(filters(house, today=day), names)
    graph = network_seen(house, actor=who, today=day, chosen=chosen)
    match view_chosen():
        case "map":
            parts.chosen_one(house, graph, on_map(house, graph), "", who=who)
        case "table":
            parts.table(graph)
        case "whatif":
            parts.what_if(graph)
        case "change":
            parts.change_view(house, who=who)
        case "files":
            parts.take_away(house, graph, who=who)
        case _:
            parts.not_linked(graph)
            asset_id, link_id = parts.drawn(graph, chosen=chosen.around_id)
            parts.chosen_one(house, graph, asset_id or chosen.around_id, link_id, who=who)
            parts.in_words(graph)
