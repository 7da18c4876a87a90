"""Who will do what, by when: fruit with an owner, buds without."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import streamlit as st

from asset_map.model.agreement import ActionState, AgreedAction, BarrierKind
from asset_map.model.words import long_date
from asset_map.usecases.agree_actions import agree, change_action
from asset_map.usecases.hold_session import SessionView, session_of
from asset_map.usecases.house import House, random_id
from asset_map.usecases.join_dots import room_names
from asset_map.web.session_frame import do
from asset_map.web.session_links import add_connection, with_records
from asset_map.web.state import actor, now, today
from asset_map.web.text import plain

__all__ = ["agreeing", "names_in_room"]

_NO_BARRIER = "nothing"


def names_in_room(view: SessionView) -> dict[str, str]:
    """Return the records that were spoken of, by id, with the names that people used."""
    return {
        card.asset_id: card.for_group or card.text for card in reversed(view.cards) if card.asset_id
    }


def agreeing(house: House, view: SessionView) -> None:
    """Draw the form and what was agreed so far."""
    with_records(house, view)
    names = names_in_room(view)
    st.markdown("**What will we do together?** With a name to it, it is fruit; without, a bud.")
    with st.form("agree", clear_on_submit=True, border=False):
        _fields(names)
        st.form_submit_button("Agree on this", type="primary", on_click=_agree, args=(house, view))
    standing = [one for one in view.actions if one.state is not ActionState.LET_GO]
    for one in standing:
        with st.container(key=f"card-{one.id}"):
            words, change = st.columns([0.84, 0.16], vertical_alignment="center")
            words.markdown(_said(one, names))
            with change.popover("Change", key=f"change-{one.id}"):
                _change(house, view, one, names)
    add_connection(house, view, room_names(house, view, actor=actor(), today=today()))


def _fields(names: dict[str, str]) -> None:
    what, who = st.columns([0.6, 0.4])
    what.text_input("What?", key="agree-title", max_chars=160, autocomplete="off")
    who.text_input(
        "Who sees to it? (first name or role)", key="agree-owner", max_chars=160, autocomplete="off"
    )
    st.multiselect(
        "Which groups and places? Two or more",
        list(names),
        format_func=names.__getitem__,
        key="agree-assets",
        placeholder="Choose",
    )
    step, due = st.columns([0.6, 0.4])
    step.text_input("The first step", key="agree-step", max_chars=300, autocomplete="off")
    due.date_input("By when?", today() + timedelta(days=14), format="DD/MM/YYYY", key="agree-due")
    helpers, barrier, contact = st.columns(3)
    helpers.text_input("Who helps? (commas between)", key="agree-helpers", autocomplete="off")
    barrier.selectbox(
        "What stands in the way?",
        [_NO_BARRIER, *(kind.value for kind in BarrierKind)],
        key="agree-barrier",
    )
    contact.text_input(
        "Their email, if they like",
        key="agree-contact",
        autocomplete="off",
        help="To ask how it goes after 2, 6 and 12 weeks; then it is erased.",
    )


def _agree(house: House, view: SessionView) -> None:
    state = st.session_state
    barrier = state["agree-barrier"]
    wanted = AgreedAction(
        id=random_id(),
        title=state["agree-title"],
        made_at=now(),
        roadshow_id=view.roadshow.id,
        asset_ids=tuple(state["agree-assets"]),
        owner=state["agree-owner"],
        owner_contact=state["agree-contact"].strip(),
        helpers=tuple(state["agree-helpers"].split(",")),
        first_step=state["agree-step"],
        due=state["agree-due"],
        barrier=None if barrier == _NO_BARRIER else BarrierKind(barrier),
    )

    def agreed() -> partial[AgreedAction]:
        made = agree(house, wanted, actor=actor(), now=now())
        return partial(_let_go, house, view.roadshow.id, made.id)

    do(view.roadshow.id, agreed, words=wanted.title)


def _let_go(house: House, roadshow_id: str, action_id: str) -> AgreedAction:
    actions = session_of(house, roadshow_id, actor=actor()).actions
    standing = next(one for one in actions if one.id == action_id)
    return change_action(house, replace(standing, state=ActionState.LET_GO), actor=actor())


def _drop(house: House, view: SessionView, one: AgreedAction) -> None:
    def dropped() -> partial[AgreedAction]:
        now_at = _let_go(house, view.roadshow.id, one.id).version
        return partial(change_action, house, replace(one, version=now_at), actor=actor())

    do(view.roadshow.id, dropped, words=f"took off {one.title}")


def _said(one: AgreedAction, names: dict[str, str]) -> str:
    """Return an action in Markdown: what, who, with whom, first step, by when."""
    with_whom = " with ".join(
        filter(
            None,
            (
                plain(one.owner) if one.owner else "nobody's name yet",
                ", ".join(map(plain, one.helpers)),
            ),
        )
    )
    lines = [f"**{plain(one.title)}**" + (" (a bud)" if one.is_bud else "")]
    places = ", ".join(plain(names[asset_id]) for asset_id in one.asset_ids if asset_id in names)
    due = f"by {long_date(one.due)}" if one.due else ""
    barrier = f"in the way: {one.barrier.label}" if one.barrier else ""
    about = [with_whom, places, plain(one.first_step), due, barrier]
    lines.append(":small[" + " · ".join(one for one in about if one) + "]")
    return "  \n".join(lines)


def _change(house: House, view: SessionView, one: AgreedAction, names: dict[str, str]) -> None:
    key = f"{one.id}-{one.version}"
    places = {asset_id: names.get(asset_id, "a record") for asset_id in (*names, *one.asset_ids)}

    def keep() -> None:
        state = st.session_state
        changed = replace(
            one,
            owner=state[f"owner-{key}"],
            first_step=state[f"first-{key}"],
            due=state[f"due-{key}"],
            asset_ids=tuple(state[f"assets-{key}"]),
        )

        def kept() -> partial[AgreedAction]:
            now_at = change_action(house, changed, actor=actor()).version
            return partial(change_action, house, replace(one, version=now_at), actor=actor())

        do(view.roadshow.id, kept, words=f"changed {one.title}")

    with st.form(f"change-form-{one.id}", border=False):
        st.text_input("Who sees to it?", one.owner, key=f"owner-{key}")
        st.text_input("The first step", one.first_step, key=f"first-{key}")
        st.date_input("By when?", one.due, format="DD/MM/YYYY", key=f"due-{key}")
        st.multiselect(
            "Which groups and places?",
            list(places),
            list(one.asset_ids),
            format_func=places.__getitem__,
            key=f"assets-{key}",
        )
        st.form_submit_button("Save", type="primary", on_click=keep)
    st.button(
        "Take it off the list",
        key=f"off-{key}",
        on_click=_drop,
        args=(house, view, one),
    )
