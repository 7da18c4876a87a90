"""The parts of the page Unlikely posts: each post with the reasons, and clearing them away."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from asset_map.model.role import Actor
from asset_map.model.submission import Submission
from asset_map.model.words import LONDON, counted, long_date
from asset_map.usecases.house import House
from asset_map.usecases.tray import clear_tray, last_cleared, let_in_after_all
from asset_map.web.messages import attempt
from asset_map.web.review_parts import line_of
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["clear", "cleared_last", "one_post"]


def one_post(house: House, post: Submission) -> None:
    """Show one post, why it lies here, and the button that lets it in."""
    asset = post.proposed
    with st.container(border=True):
        st.subheader(plain(line_of(post)), anchor=False)
        at = post.made_at.astimezone(LONDON)
        st.caption(f"{post.reference} · sent on {long_date(at.date())} at {at:%H:%M}")
        for text in (asset.summary, asset.description) if asset else ():
            if text:
                st.write(plain(text))
        if " ".join(post.note.split()) not in line_of(post):
            st.write(plain(post.note))
        st.caption("Why it lies here: " + plain(" ".join(post.unlikely)))
        st.button(
            "Put it into Review",
            key=f"let-in-{post.id}",
            on_click=partial(attempt, partial(_let_in, house, post.id)),
        )


def _let_in(house: House, submission_id: str) -> str:
    kept = let_in_after_all(house, submission_id, actor=actor(), now=now())
    return f"{kept.reference} waits in Review now."


def clear(house: House, shown: Sequence[Submission], total: int) -> None:
    """Offer to remove those that are shown, or everything that lies here."""
    ids = [post.id for post in shown]
    until = max(post.made_at for post in shown)
    with st.popover("Clear them away"):
        st.write("What is cleared away is gone for good. Nobody is told.")
        st.button(
            f"Clear away the {len(ids)} on this page",
            on_click=partial(attempt, partial(_cleared, house, until, ids)),
        )
        if total > len(ids):
            st.button(
                f"Clear away all {total:,}",
                on_click=partial(attempt, partial(_cleared, house, now(), None)),
            )


def _cleared(house: House, until: datetime, ids: list[str] | None) -> str:
    count = clear_tray(house, actor=actor(), now=now(), until=until, ids=ids)
    return f"{counted(count, 'post')} cleared away."


def cleared_last(house: House, who: Actor) -> None:
    """Say who cleared the tray last, and of how much."""
    if last := last_cleared(house, actor=who):
        at, count, by = last
        day = long_date(at.astimezone(LONDON).date())
        st.caption(f"Last cleared on {day} by {plain(by)}: {counted(count, 'post')}.")
