"""How fresh the register is, ward by ward, and whom to ask next."""

import pandas as pd
import streamlit as st

from asset_map.model.query import Listing
from asset_map.model.role import Actor
from asset_map.model.words import long_date
from asset_map.usecases.house import House
from asset_map.usecases.still_right import WardFreshness, freshness_by_ward
from asset_map.web.choice_words import distinct
from asset_map.web.frame import page_file
from asset_map.web.state import today
from asset_map.web.text import plain

__all__ = ["by_ward"]


def by_ward(house: House, *, who: Actor) -> None:
    """Show what grows old in each ward, the ward with most to check first."""
    found = freshness_by_ward(house, actor=who, today=today())
    wards = sorted(found, key=lambda one: (-one.stale, -one.ageing, one.name))
    if not wards:
        return
    st.header("Whom to ask next", anchor=False)
    st.write(
        "A record is fresh for six months after somebody checked it, then ageing, and stale "
        "after a year."
    )
    labels = distinct({one.code: one.name for one in wards})
    chosen = st.selectbox(
        "Ward", list(labels), format_func=labels.__getitem__, key="register-fresh-ward"
    )
    _ask_next(next(one for one in wards if one.code == chosen))
    with st.expander("Every ward as a table"):
        _table(wards)


def _ask_next(ward: WardFreshness) -> None:
    if not ward.ask_next:
        st.write(f"Everything that is recorded in {plain(ward.name)} was checked lately.")
    for one in ward.ask_next:
        with st.container(key=f"line-ask-{one.asset_id}", gap="xxsmall"):
            query = {"record": one.asset_id}
            st.page_link(page_file("register"), label=plain(one.name), query_params=query)
            st.caption(_checked(one))


def _checked(listing: Listing) -> str:
    if listing.verified_on is None:
        return "Never checked."
    return f"Last checked on {long_date(listing.verified_on)}."


def _table(wards: list[WardFreshness]) -> None:
    st.dataframe(
        pd.DataFrame(
            [
                {
                    "Ward": one.name,
                    "Fresh": one.fresh,
                    "Ageing": one.ageing,
                    "Stale": one.stale,
                    "Ask next": "; ".join(listing.name for listing in one.ask_next),
                }
                for one in wards
            ]
        ),
        hide_index=True,
        alt="How fresh the records of each ward are, and whom to ask next",
    )
