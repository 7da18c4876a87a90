"""Two records that may be one: side by side, with the answers an officer can give."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from asset_map.model.asset import Asset
from asset_map.model.errors import ConflictError
from asset_map.model.role import Actor
from asset_map.usecases.find_duplicates import Pair, find_duplicates, keep_apart
from asset_map.usecases.house import House
from asset_map.usecases.merge_assets import merge_assets, undo_merge
from asset_map.web.asset_facts import summary_of
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["compare_again", "pairs_to_decide", "side_by_side", "take_back"]

_PAIRS = "pairs_to_decide"
_AGAIN = "pairs_again"


def pairs_to_decide(house: House, *, who: Actor) -> list[Pair]:
    """Return the pairs that wait: compared once a visit to the page, fewer with each decision."""
    # Streamlit forgets the button when the page is left: who comes back sees all compared anew.
    if _PAIRS not in st.session_state or _AGAIN not in st.session_state:
        with st.spinner("Comparing the records …"):
            st.session_state[_PAIRS] = find_duplicates(house, actor=who)
    pairs: list[Pair] = st.session_state[_PAIRS]
    return pairs


def compare_again() -> None:
    """Offer to compare the records anew."""
    st.button("Compare the records again", key=_AGAIN, on_click=_forget)


def _forget() -> None:
    st.session_state.pop(_PAIRS, None)


def _drop(*asset_ids: str) -> None:
    """Leave out the pairs in which a record changed; the comparison of the others stands."""
    st.session_state[_PAIRS] = [
        pair
        for pair in st.session_state.get(_PAIRS, [])
        if not {pair.first.id, pair.second.id} & set(asset_ids)
    ]


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
    try:
        merge_assets(house, kept, other, actor=actor(), now=now())
    except ConflictError:
        _forget()
        raise
    _drop(kept.id, other.id)
    return f"{plain(other.name)} was merged into {plain(kept.name)}."


def _kept_apart(house: House, pair: Pair) -> str:
    keep_apart(house, pair.likeness, actor=actor())
    st.session_state[_PAIRS] = [one for one in st.session_state[_PAIRS] if one != pair]
    return "Noted: they are not the same, and nobody is asked again."


def _taken_back(house: House, merge_id: str) -> str:
    undo_merge(house, merge_id, actor=actor(), now=now())
    _forget()
    return "Taken back: both records stand again."
