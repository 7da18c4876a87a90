"""Review: what is proposed beside what stands, and an officer's decision."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.model.words import counted, long_date
from asset_map.usecases.review_submission import look_at, queue
from asset_map.web import batch_parts, decisions, review_parts
from asset_map.web.choice_words import distinct
from asset_map.web.conversation_parts import conversation
from asset_map.web.door import admitted
from asset_map.web.messages import nothing_yet, refusals
from asset_map.web.paging import PAGE, offset_of, turn_pages
from asset_map.web.state import the_house
from asset_map.web.text import plain

house = the_house()
who = admitted("Review", Action.REVIEW)
st.write("What people and spreadsheets propose. Nothing here is public until you let it in.")

with refusals():
    batch = batch_parts.choose_batch(house, who)
    if batch:
        batch_parts.let_in(house, batch, who)
    batch_parts.last_let_in(house)
    batch_id = batch.id if batch else None
    total = queue(house, actor=who, batch_id=batch_id, limit=1)[1]
    if not total:
        nothing_yet("Nothing is waiting.", then="New proposals appear here, the oldest first.")
        decisions.last_decision(house)
        decisions.decided_today(house, who)
        st.stop()
    offset = offset_of(total, key=f"review-{batch_id}")
    waiting = queue(house, actor=who, batch_id=batch_id, limit=PAGE, offset=offset)[0]

    st.header(f"{counted(total, 'proposal')} waiting", anchor=False)
    as_list, as_detail = st.columns([2, 5], gap="large")
    with as_list:
        lines = distinct({one.id: review_parts.line_of(one) for one in waiting})
        listed = decisions.Queue(ids=list(lines), key=f"review-chosen-{batch_id}-{offset}")
        listed.begin()
        chosen = st.radio(
            "Choose one",
            list(lines),
            format_func=lambda one: plain(lines[one]),
            key=listed.key,
        )
        turn_pages(total, key=f"review-{batch_id}")
    with as_detail, st.container(key=decisions.DETAIL):
        look = look_at(house, chosen or waiting[0].id, actor=who)
        sent = look.submission
        st.subheader(plain(review_parts.line_of(sent)), anchor=False)
        st.caption(f"{sent.reference} · sent on {long_date(sent.made_at)} by {plain(sent.made_by)}")
        review_parts.flags(look)
        conversation(house, sent, who=who)
        review_parts.beside(look)
        review_parts.where(look, house)
        review_parts.alike(look, house, who)
        decisions.decide(look, house, who, queue=listed)
    decisions.decided_today(house, who)
