"""Committee packs: choose a meeting, look at the draft, release it and take it away."""

import streamlit as st

from asset_map.model.committee_pack import PackState
from asset_map.model.role import Action
from asset_map.usecases.release_pack import pack_seen
from asset_map.web import pack_parts, pack_shown
from asset_map.web.door import admitted
from asset_map.web.messages import refusals
from asset_map.web.pack_template_part import template_part
from asset_map.web.state import the_house, today

house = the_house()
who = admitted("Committee packs", Action.BUILD_PACK)
with refusals():
    if not (pack_id := st.query_params.get("pack", "")):
        st.write(
            "What an area committee reads before it meets: what is there, what is missing and "
            "what has changed. Only what anybody may know is in it."
        )
        pack_parts.new_pack(house, who=who, today=today())
        pack_parts.every_pack(house, who=who)
        template_part(house, who=who)
        st.stop()
    pack = pack_seen(house, pack_id, actor=who)
    pack_shown.heading(pack)
    if pack.state is PackState.DRAFT:
        pack_shown.to_release(house, pack)
    else:
        pack_shown.address(house, pack)
    pack_shown.take_away(house, pack, who=who)
    if pack.state is PackState.RELEASED:
        pack_shown.to_correct(house, pack)
    pack_shown.preview(house, pack, who=who)
