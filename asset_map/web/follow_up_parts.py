"""The parts of the page Follow up: what is due, how it goes, and asking the owners."""

from functools import partial

import streamlit as st

from asset_map.model.agreement import ActionState, BarrierKind, CheckIn
from asset_map.model.words import counted, long_date
from asset_map.usecases.ask_owners import ask_owners, to_be_asked
from asset_map.usecases.follow_up import (
    NOTE_MAX,
    Followed,
    Saying,
    say_how_it_goes,
)
from asset_map.usecases.going_links import going_link
from asset_map.usecases.house import House
from asset_map.usecases.tidy_roadshows import tidy_roadshows
from asset_map.web.frame import page_file
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now, today
from asset_map.web.text import plain

__all__ = ["ask", "in_brief", "one_action", "tidied"]

_STATES = {
    ActionState.DONE: "Done",
    ActionState.DOING: "Going",
    ActionState.STUCK: "Stuck",
    ActionState.LET_GO: "Let go",
}
_HOW = {**_STATES, ActionState.PLANNED: "Agreed"}


def ask(house: House) -> None:
    """Offer to write to the owners whose day has come and who left an email address."""
    waiting = to_be_asked(house, actor=actor(), today=today())
    if not waiting:
        return
    st.write(
        f"{counted(len(waiting), 'owner')} left an email address and can be asked by a letter. "
        "It carries a link: they answer with one press and need no account."
    )

    def written() -> str:
        letters = ask_owners(house, actor=actor(), now=now())
        return f"{counted(letters, 'letter')} written. An officer sends them from Messages."

    st.button("Write to the owners", type="primary", on_click=partial(attempt, written))


def one_action(house: House, one: Followed, *, is_due: bool = False) -> None:
    """Show one thing that was agreed, and take how it goes; folded until its day is here."""
    action = one.action
    when = f", to be asked on {long_date(one.due_on)}" if one.due_on else ""
    title = f"**{plain(action.title)}**: {_HOW[action.state].lower()}{when}"
    with st.expander(title, expanded=is_due, key=f"fold-{action.id}"):
        st.markdown(_in_words(one))
        for said in one.check_ins:
            st.markdown(f"- {_said(said)}")
        if action.owner_contact:
            st.caption(f"Their contact: {plain(action.owner_contact)}. Erased after twelve weeks.")
        _form(house, one)


def _in_words(one: Followed) -> str:
    action = one.action
    owner = plain(action.owner) or "A group"
    parts = [f"**{owner}** took it on"]
    if one.roadshow_title:
        parts[0] += f" at {plain(one.roadshow_title)}"
    parts[0] += f", {long_date(action.made_at)}."
    if action.due:
        parts.append(f"By {long_date(action.due)}.")
    if action.first_step:
        parts.append(f"First step: {plain(action.first_step)}.")
    parts.append(f"Now: {_HOW[action.state].lower()}{_why(action.barrier)}.")
    if one.week and one.due_on:
        parts.append(f"Check-in after {one.week} weeks: {long_date(one.due_on)}.")
    return " ".join(parts)


def _why(barrier: BarrierKind | None) -> str:
    return f" ({barrier.label})" if barrier else ""


def _said(said: CheckIn) -> str:
    note = f": “{plain(said.note)}”" if said.note else ""
    return f"{long_date(said.at)}, {plain(said.by)}: {_HOW[said.state].lower()}{note}"


def _form(house: House, one: Followed) -> None:
    key = f"going-{one.action.id}"
    with st.form(key, border=False):
        st.radio(
            "How does it go?",
            list(_STATES),
            format_func=_STATES.__getitem__,
            index=None,
            horizontal=True,
            key=f"{key}-state",
        )
        st.selectbox(
            "If it is stuck: what stops it?",
            list(BarrierKind),
            format_func=lambda barrier: barrier.label,
            index=None,
            placeholder="Nothing",
            key=f"{key}-barrier",
        )
        st.text_input("What they said", key=f"{key}-note", max_chars=NOTE_MAX)
        st.form_submit_button("Note how it goes", on_click=partial(_note, house, one))
    with st.container(horizontal=True):
        st.button(
            "Make a link for its owner",
            key=f"{key}-link",
            on_click=partial(_make_link, house, one),
        )
        if one.action.state is ActionState.DONE:
            st.page_link(
                page_file("stories"), label="Tell the story", query_params={"of": one.action.id}
            )
    if path := st.session_state.get(f"{key}-path"):
        st.code(f"{house.settings.public_url.rstrip('/')}{path}", language=None)


def _note(house: House, one: Followed) -> None:
    key = f"going-{one.action.id}"
    state = st.session_state[f"{key}-state"]
    note = st.session_state[f"{key}-note"]

    def noted() -> str:
        saying = Saying(
            state=state or one.action.state,
            barrier=st.session_state[f"{key}-barrier"],
            note=note,
        )
        kept = say_how_it_goes(house, one.action.id, saying, actor=actor(), now=now())
        return f"Noted: {plain(kept.title)} is {_HOW[kept.state].lower()}."

    attempt(noted, typed=note)


def _make_link(house: House, one: Followed) -> None:
    def made() -> str:
        path = going_link(house, one.action.id, actor=actor(), now=now())
        st.session_state[f"going-{one.action.id}-path"] = path
        return f"The link for {plain(one.action.title)} is ready: copy it below."

    attempt(made)


def in_brief(some: tuple[Followed, ...]) -> None:
    """List things in a line each."""
    for one in some:
        where = f" ({plain(one.roadshow_title)})" if one.roadshow_title else ""
        st.markdown(f"- **{plain(one.action.title)}**{where}")


def tidied(house: House) -> None:
    """Erase what may not be kept any longer; say so where something was."""
    erased = tidy_roadshows(house, actor=actor(), now=now())
    if total := sum(erased.values()):
        kept = counted(total, "old entry", "old entries")
        st.caption(f"Erased today, as people were told: {kept} (names, contacts, cards).")
