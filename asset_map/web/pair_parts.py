"""Two records that may be one: side by side, with the answers an officer can give."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from asset_map.model.asset import Asset
from asset_map.usecases.find_duplicates import Pair, keep_apart
from asset_map.usecases.house import House
from asset_map.usecases.merge_assets import merge_assets, undo_merge
from asset_map.web.asset_facts import summary_of
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["side_by_side", "take_back"]


def side_by_side(house: House, pair: Pair) -> None:
    """Draw the two records and the three answers."""
    key = f"{pair.first.id}-{pair.second.id}"
    for side, column, kept, other in zip(
        ("first", "second"),
        st.columns(2),
        (pair.first, pair.second),
        (pair.second, pair.first),
        strict=True,
    ):
        with column:
            st.subheader(plain(kept.name), anchor=False)
            summary_of(kept)
            _answer(
                f"Keep the {side} one",
                f"{side}-{key}",
                partial(_merged, house, kept, other),
            )
    st.write("Why they may be the same: " + "; ".join(plain(one) for one in pair.likeness.reasons))
    _answer("They are not the same", f"apart-{key}", partial(_kept_apart, house, pair))


def take_back(house: House, merge_id: str) -> None:
    """Offer to undo a merge."""
    _answer("Take it back", f"undo-{merge_id}", partial(_taken_back, house, merge_id))


def _answer(label: str, key: str, doing: Callable[[], str]) -> None:
    st.button(label, key=key, on_click=attempt, args=(doing,))


def _merged(house: House, kept: Asset, other: Asset) -> str:
    merge_assets(house, kept, other, actor=actor(), now=now())
    return f"{plain(other.name)} was merged into {plain(kept.name)}."


def _kept_apart(house: House, pair: Pair) -> str:
    keep_apart(house, pair.likeness, actor=actor())
    return "Noted: they are not the same, and nobody is asked again."


def _taken_back(house: House, merge_id: str) -> str:
    undo_merge(house, merge_id, actor=actor(), now=now())
    return "Taken back: both records stand again."
