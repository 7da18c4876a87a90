"""What is asked of the gap figures: where, for what, how far; each choice stands in the address."""

from datetime import date

import streamlit as st

from asset_map.model.role import Actor, Audience
from asset_map.usecases.gap_choices import gap_choices
from asset_map.usecases.house import House
from asset_map.usecases.measure_gaps import GapRequest
from asset_map.web.address import a_tick, in_address, one_of, write
from asset_map.web.choice_words import distinct

__all__ = ["asked", "view_chosen"]

VIEWS = ("map", "table", "grid", "whatif", "next", "kept", "files")
_VIEW_WORDS = {
    "map": "Map and why",
    "table": "Table",
    "grid": "Deprivation",
    "whatif": "What if",
    "next": "Where next",
    "kept": "Kept figures",
    "files": "Take it away",
}
USUAL = "usual"
_REACHES = (
    USUAL,
    *(str(metres) for metres in (*range(200, 2_000, 100), *range(2_000, 5_001, 500))),
)


def view_chosen() -> str:
    """Ask what to look at."""
    chosen = st.segmented_control(
        "Show",
        VIEWS,
        format_func=_VIEW_WORDS.__getitem__,
        label_visibility="collapsed",
        **in_address("view", one_of(VIEWS)),
    )
    write("view")
    return chosen or VIEWS[0]


def asked(house: House, *, who: Actor, today: date) -> GapRequest:
    """Ask for an area, what is looked for, and how far is near."""
    offered = gap_choices(house, actor=who, today=today)
    where = {"": "Everywhere"}
    where |= {f"committee:{one}": name for one, name in offered.committees}
    where |= {f"district:{code}": name or code for code, name in offered.districts}
    where, sought = distinct(where), dict(offered.sought)
    area, kind, far = st.columns([2, 3, 3])
    with area:
        chosen = st.selectbox(
            "Where", list(where), format_func=where.__getitem__,
            **in_address("where", one_of(list(where))),
        )  # fmt: skip
    with kind:
        wanted = st.selectbox(
            "Looked for", list(sought), format_func=lambda name: sought[name].capitalize(),
            **in_address("sought", one_of(list(sought))),
        )  # fmt: skip
    with far:
        reach = st.select_slider(
            "How far is near, in a straight line", _REACHES, format_func=_reach_words,
            help=f"Usual: {offered.usual_reach}.", **in_address("reach", one_of(_REACHES)),
        )  # fmt: skip
        st.caption(offered.walk_words(None if reach == USUAL else float(reach)))
    is_public = who.audience is Audience.PUBLIC or st.checkbox(
        "Only what the public may see", **in_address("public", a_tick)
    )
    write("where", "sought", "reach", *(() if who.audience is Audience.PUBLIC else ("public",)))
    part, _, name = chosen.partition(":")
    return GapRequest(
        sought=wanted,
        committee=name if part == "committee" else "",
        district=name if part == "district" else "",
        audience=Audience.PUBLIC if is_public else who.audience,
        reach_m=None if reach == USUAL else float(reach),
    )


def _reach_words(reach: str) -> str:
    return "Usual" if reach == USUAL else f"{int(reach):,} m"
