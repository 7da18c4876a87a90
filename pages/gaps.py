"""Gaps: which wards go without, who lives beyond reach, and what the figures stand on."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.measure_gaps import measure_gaps
from asset_map.web import gap_kept, gap_map, gap_more, gap_siting, gap_words
from asset_map.web.door import admitted
from asset_map.web.gap_asked import asked, view_chosen
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import now, the_house, today

house = the_house()
who = admitted("Gaps", Action.MEASURE_GAPS)
st.write(
    "Which wards have nothing of a kind near, who lives beyond reach, and what nobody has "
    "recorded yet. None recorded does not mean none: a ward is a gap only once it is mapped."
)
with refusals():
    request = asked(house, who=who, today=today())
    run = measure_gaps(house, request, actor=who, now=now())
    if not run.rows:
        nothing_yet("No wards are here yet.", then="An officer brings them in, on Boundaries.")
        st.stop()
    gap_words.summary(run)
    match view_chosen():
        case "table":
            gap_words.table(run)
        case "grid":
            gap_more.grid(house, run, who=who)
        case "whatif":
            gap_more.tried_pins(house, run, who=who)
        case "next":
            gap_siting.next_sites(house, run, who=who)
        case "kept":
            gap_kept.kept(house, run, who=who)
        case "files":
            gap_kept.take_away(house, run, who=who)
        case _:
            words, place = st.columns([3, 4], gap="large")
            with place, st.container(key="map-side"):
                gap_map.class_map(house, run, who=who)
            with words:
                gap_words.why_this_ward(run)
    gap_more.conditions(run)
