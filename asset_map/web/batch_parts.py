"""The rows of one import on the review page: let in at once, and made public."""

from functools import partial

import streamlit as st

from asset_map.model.role import Actor
from asset_map.model.submission import ImportBatch
from asset_map.model.words import counted
from asset_map.usecases.confirm_source import confirm_source, is_confirmed
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import batches_waiting
from asset_map.usecases.review_submission import BulkApproval, approve_batch, batch_waiting
from asset_map.usecases.take_back import take_back_batch
from asset_map.web.choice_words import distinct
from asset_map.web.messages import attempt, refusals, tell_next
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["choose_batch", "confirm", "last_let_in", "let_in"]

_LET_IN = "review_batch_let_in"


def choose_batch(house: House, who: Actor) -> ImportBatch | None:
    """Ask whose proposals to look at: one import's, or everybody's."""
    batches = {batch.id: batch for batch, _ in batches_waiting(house, actor=who)}
    if not batches:
        return None

    labels = distinct(
        {"": "Everybody"}
        | {
            # The same words as long as any row waits: Streamlit knows the choice again by them.
            batch.id: f"{batch.source} ({batch.file_name})"
            for batch in batches.values()
        }
    )
    chosen = st.selectbox("From", list(labels), format_func=labels.__getitem__, key="review_batch")
    return batches[chosen] if chosen else None


def let_in(house: House, batch: ImportBatch, who: Actor) -> None:
    """Offer to approve all rows of an import, those with a flag only when they are asked for."""
    with st.container(border=True, key="batch"):
        rows, flagged = batch_waiting(house, batch.id, actor=who)
        st.write(_beforehand(rows, flagged))
        with_flags = st.checkbox("Also those with a flag", key=f"flagged-{batch.id}")
        if st.button("Approve all rows of this import", type="primary", key=f"bulk-{batch.id}"):
            bulk = BulkApproval(batch_id=batch.id, actor=who, now=now(), include_flagged=with_flags)
            with refusals():
                _approve(house, bulk)
                st.rerun()
        confirm(house, batch.source)


def _beforehand(rows: int, flagged: int) -> str:
    clean = counted(rows - flagged, "row") + (" is" if rows - flagged == 1 else " are")
    if not flagged:
        return f"{clean} ready to be let in; none has a flag."
    have = counted(flagged, "row") + (" has" if flagged == 1 else " have")
    wait = "It waits for a look of its own" if flagged == 1 else "They wait for a look each"
    return (
        f"{clean} ready to be let in. {have} a flag, such as “may be a prison”. "
        f"{wait} unless you tick the box."
    )


def _approve(house: House, bulk: BulkApproval) -> None:
    bar = st.progress(0.0, "Letting them in …")
    approved, left = approve_batch(
        house,
        bulk,
        progress=lambda done, of: bar.progress(done / of, f"{done:,} of {of:,} let in"),
    )
    still = f" {counted(left, 'row')} still waiting." if left else ""
    st.session_state[_LET_IN] = (bulk, approved)
    tell_next(f"{counted(approved, 'record')} let in.{still}")


def last_let_in(house: House) -> None:
    """Offer to take all rows back that this officer let in last by one press."""
    bulk, count = st.session_state.get(_LET_IN, (None, 0))
    if bulk is None:
        return
    with st.popover(f"Take back the import that you let in: {counted(count, 'row')}"):
        st.write("They wait for a decision again, and leave the register until then.")
        if st.button(f"Take back {counted(count, 'row')}", key="take-back-batch"):
            with refusals():
                _take_back(house, bulk)
                st.rerun()


def _take_back(house: House, bulk: BulkApproval) -> None:
    bar = st.progress(0.0, "Taking them back …")
    back, left = take_back_batch(
        house,
        bulk,
        actor=actor(),
        now=now(),
        progress=lambda done, of: bar.progress(done / of, f"{done:,} of {of:,} taken back"),
    )
    del st.session_state[_LET_IN]
    changed = counted(left, "row") + (" was" if left == 1 else " were")
    stay = f" {changed} changed since, and stay as they are." if left else ""
    tell_next(f"{counted(back, 'row')} taken back: they wait again.{stay}")


def confirm(house: House, source: str) -> None:
    """Offer to vouch for a source, so that its contacts and places may be public."""
    if is_confirmed(house, source):
        st.caption("An officer confirmed that this source's contacts and places may be public.")
        return
    with st.expander("Make this source's contacts and places public"):
        st.write(
            "Contacts from a file are for officers only, and places that may be homes show no "
            "more than their ward. If the source published them itself, say so here. "
            "Places that read like somebody's home, and withheld ones, stay as they are: open "
            "those one by one, on their own pages."
        )
        key = f"confirm-{source}"
        st.text_input("Why may they be public?", key=key)
        st.button("Make them public", on_click=partial(_confirmed, house, source, key))


def _confirmed(house: House, source: str, key: str) -> None:
    def do() -> str:
        opened = confirm_source(
            house, source, reason=st.session_state[key], actor=actor(), now=now()
        )
        return (
            f"{plain(source)}: {counted(opened.assets, 'record')} and "
            f"{counted(opened.submissions, 'proposal')} opened to the public."
        )

    attempt(do, typed=st.session_state[key])
