"""Offers and needs: who could give what, who would like what, and who could help whom."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.offer_things import offers_seen, whose
from asset_map.web import offer_parts, suggestion_parts
from asset_map.web.address import in_address, one_of, write
from asset_map.web.choice_words import ward_labels
from asset_map.web.door import admitted
from asset_map.web.messages import refusals
from asset_map.web.offer_form import offer_form
from asset_map.web.shared_use_parts import shared_use_part
from asset_map.web.state import the_house, today

VIEWS = {
    "all": "Offers and needs",
    "ideas": "Who could help whom",
    "shared": "Shared without knowing",
}

house = the_house()
who = admitted("Offers and needs", Action.SEE_PARTNER_VIEW)
st.write(
    "What groups and places could give or lend, and what they would like. Unless somebody "
    "chose otherwise, partners and officers read it, and nobody else."
)
with refusals():
    view = st.segmented_control(
        "Show", list(VIEWS), format_func=VIEWS.__getitem__, label_visibility="collapsed",
        **in_address("view", one_of(tuple(VIEWS))),
    )  # fmt: skip
    write("view")
    if view == "ideas":
        names = whose(house, actor=who, today=today())
        held = suggestion_parts.of_which_roadshow(house, who=who)
        chosen = suggestion_parts.why_none_part(house, names, roadshow_id=held, who=who)
        suggestion_parts.suggestions_part(house, roadshow_id=held, who=who, asset_id=chosen)
        suggestion_parts.fared(house, roadshow_id=held, who=who)
    elif view == "shared":
        wards = ward_labels(ward_names(house))
        ward = st.selectbox(
            "Ward", ["", *wards], format_func=lambda code: wards.get(code, "every ward"),
            **in_address("ward", one_of(("", *wards))),
        )  # fmt: skip
        write("ward")
        shared_use_part(house, ward_code=ward or "", who=who)
    else:
        if who.may(Action.CONNECT):
            with st.expander("Add an offer or a need"):
                offer_form(house, who=who, names=whose(house, actor=who, today=today()))
        asked = offer_parts.offer_filters(house)
        said = offers_seen(house, actor=who, today=today(), asked=asked)
        offer_parts.offers_listed(house, said, who=who)
