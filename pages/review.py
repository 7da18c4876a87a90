"""Review: what is proposed beside what stands, and an officer's decision."""

import streamlit as st

from asset_map.model.words import counted, long_date
from asset_map.usecases.import_assets import batches_waiting
from asset_map.usecases.review_submission import BulkApproval, approve_batch, look_at, queue
from asset_map.web import review_parts
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.state import actor, now, the_house
from asset_map.web.text import plain

PAGE = 20

house, who = the_house(), actor()
st.title("Review")
st.write("What people and spreadsheets propose. Nothing here is public until you let it in.")

if told := st.session_state.pop("review_told", None):
    st.success(told)

with refusals():
    batches = {batch.id: (batch, waiting) for batch, waiting in batches_waiting(house, actor=who)}
    batch_id = None
    if batches:
        batch_id = st.selectbox(
            "From",
            [None, *batches],
            format_func=lambda one: (
                f"{batches[one][0].source} ({batches[one][0].file_name}, "
                f"{counted(batches[one][1], 'row')} waiting)"
                if one
                else "Everybody"
            ),
        )
    if batch_id and st.button("Approve all rows of this import that carry no flag"):
        bar = st.progress(0.0, "Letting them in …")
        let_in, left = approve_batch(
            house,
            BulkApproval(batch_id=batch_id, actor=who, now=now()),
            progress=lambda done, of: bar.progress(done / of, f"{done:,} of {of:,} let in"),
        )
        st.session_state["review_told"] = (
            f"{counted(let_in, 'record')} let in. {counted(left, 'row')} with a flag still waiting."
        )
        st.rerun()

    page = st.session_state.get("review_page", 0)
    waiting, total = queue(house, actor=who, batch_id=batch_id, limit=PAGE, offset=page * PAGE)
    if not waiting:
        nothing_yet("Nothing is waiting.", then="New proposals appear here, the oldest first.")
        st.stop()
    st.header(f"{counted(total, 'proposal')} waiting", anchor=False)
    as_list, as_detail = st.columns([2, 5], gap="large")
    with as_list:
        by_id = {one.id: one for one in waiting}
        chosen = st.radio(
            "Choose one",
            list(by_id),
            format_func=lambda one: plain(review_parts.line_of(by_id[one])),
            key=f"review-chosen-{batch_id}-{page}",
        )
        review_parts.turn_pages(page, total, PAGE)
    with as_detail:
        look = look_at(house, chosen or waiting[0].id, actor=who)
        sent = look.submission
        st.subheader(plain(review_parts.line_of(sent)), anchor=False)
        st.caption(f"{sent.reference} · sent on {long_date(sent.made_at)} by {plain(sent.made_by)}")
        review_parts.flags(look)
        review_parts.beside(look)
        review_parts.where(look, house)
        review_parts.alike(look, house, who)
        review_parts.decide(look, house, who)
