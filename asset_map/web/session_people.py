"""Check in, introductions and silent writing: the first three screens."""

from functools import partial
from html import escape

import streamlit as st

from asset_map.model.card import CardKind
from asset_map.model.roadshow import Roadshow
from asset_map.model.words import counted
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.hold_session import SessionView, begin
from asset_map.usecases.house import House
from asset_map.usecases.introduce import Introduction, introduce, take_out
from asset_map.usecases.reach_phones import can_be_reached, join_address, scannable
from asset_map.usecases.set_up_roadshow import Noted, note_down
from asset_map.web.people_parts import skill_words
from asset_map.web.session_cards import card_line
from asset_map.web.session_frame import do, once
from asset_map.web.session_timer import countdown
from asset_map.web.state import actor, now
from asset_map.web.text import plain

__all__ = ["check_in", "introductions", "open_first", "writing"]

_MOST_PEOPLE = 500


def open_first(house: House, view: SessionView) -> None:
    """Say that phones cannot join yet, and open the session at a press."""
    st.warning("This roadshow is not open: phones cannot join, and it cannot be ended.")
    st.button(
        "Open it now",
        type="primary",
        on_click=once,
        args=(partial(begin, house, view.roadshow.id, actor=actor(), now=now()),),
    )


def check_in(house: House, view: SessionView) -> None:
    """Show the code to join, the privacy words, and how many people are here."""
    roadshow = view.roadshow
    address = join_address(house, roadshow.code)
    code, words = st.columns([0.46, 0.54], gap="large")
    with code, st.container(key="session-code"):
        st.image(scannable(address), alt=f"A code to scan that opens {address}")
    with words:
        if can_be_reached(house):
            st.markdown(f"Scan this, or open **{plain(address.partition('://')[2])}**")
        else:
            st.warning(
                "Phones cannot reach this laptop yet: start the server for the hall's network, or "
                "use paper cards."
            )
        st.html(f'<p>The code is</p><p class="session-code">{escape(roadshow.code)}</p>')
        heads, phones = st.columns(2)
        heads.number_input(
            "People in the room",
            0,
            _MOST_PEOPLE,
            roadshow.head_count,
            key=f"heads-{roadshow.version}",
            on_change=lambda: note_heads(house, view),
        )
        joined = [one for one in view.people if one.token_hash]
        phones.metric("Phones that joined", len(joined))
    st.markdown(plain(roadshow.privacy_words))


def note_heads(house: House, view: SessionView) -> None:
    """Keep the head count as it was typed; undo puts back what it was."""
    roadshow = view.roadshow
    count = int(st.session_state[f"heads-{roadshow.version}"])

    def noted() -> partial[Roadshow]:
        note_down(house, roadshow.id, Noted(head_count=count), actor=actor())
        before = Noted(head_count=roadshow.head_count)
        return partial(note_down, house, roadshow.id, before, actor=actor())

    do(roadshow.id, noted, words=f"{count} people")


def introductions(house: House, view: SessionView) -> None:
    """Keep who somebody is and what they can do, as far as they like."""
    st.markdown("**First name, what I do, one thing I can do at work, one at home.** All free.")

    def add() -> None:
        state = st.session_state
        said = Introduction(
            first_name=state["who-name"],
            role_words=state["who-role"],
            can_do=(state["who-work"], state["who-home"]),
            may_leave_room=state["who-leave"],
            may_be_counted=state["who-counted"],
            ward_code=state["who-ward"],
            tags=(state["who-skill"],) if state["who-skill"] else (),
        )

        def kept() -> partial[None]:
            one = introduce(house, view.roadshow.id, said, actor=actor(), now=now())
            return partial(take_out, house, one.id, actor=actor(), now=now())

        do(view.roadshow.id, kept, words=f"{said.first_name or 'somebody'} said hello")

    with st.form("who", clear_on_submit=True, border=False):
        name, role = st.columns(2)
        name.text_input("First name", key="who-name", autocomplete="off", max_chars=60)
        role.text_input("What I do here", key="who-role", autocomplete="off", max_chars=60)
        work, home = st.columns(2)
        work.text_input("At work I can …", key="who-work", autocomplete="off", max_chars=280)
        home.text_input("At home I can …", key="who-home", autocomplete="off", max_chars=280)
        st.checkbox(
            "This may leave the room: partners may read it with my first name", key="who-leave"
        )
        _counted(house)
        st.form_submit_button("Add", type="primary", on_click=add)
    skills = view.of_kind(CardKind.SKILL)
    named = sum(1 for one in view.people if one.first_name)
    st.write(
        f"{counted(named, 'person', 'people')} said hello; "
        f"{counted(len(skills), 'thing')} we can do between us."
    )
    st.markdown("\n\n".join(card_line(card) for card in reversed(skills[-12:])))
    _taking_back(house, view)


def _counted(house: House) -> None:
    """Ask whether what somebody can do may be counted for their ward, in words to read out."""
    wards = {ward.code: ward.name for ward in ward_names(house)}
    skills = skill_words(house)
    st.checkbox(
        "I am 18 or over, and what I can do may be counted for my ward, without my name",
        key="who-counted",
    )
    ward, skill = st.columns(2)
    ward.selectbox("My ward", list(wards), None, format_func=wards.__getitem__, key="who-ward")
    skill.selectbox(
        "Counted as", list(skills), None, format_func=skills.__getitem__, key="who-skill"
    )


def _taking_back(house: House, view: SessionView) -> None:
    """Let those without a phone take back everything that was typed for them."""
    typed = [one for one in view.people if not one.token_hash]
    if not typed:
        return
    with st.expander("Somebody takes back what they said"):
        st.write("Everything typed for them goes, from every screen at once. It cannot be undone.")
        for one in typed:
            st.button(
                f"Take out {plain(one.first_name or one.role_words or 'somebody')}",
                key=f"out-{one.id}",
                on_click=once,
                args=(partial(take_out, house, one.id, actor=actor(), now=now()),),
            )


def writing(house: House, view: SessionView) -> None:
    """Show the time that is left and how many cards have come."""
    del house
    minutes = next(
        (line.minutes for line in view.roadshow.agenda if line.step and line.step == "writing"), 15
    )
    st.markdown("**What have we got?** Groups, places, what we can do, stories. One on each card.")
    time_left, cards = st.columns(2)
    with time_left:
        countdown(minutes, key=f"writing-{view.roadshow.id}")
    with cards:
        st.write(f"Cards so far (the code is **{view.roadshow.code}**)")
        st.html(f'<p class="session-count">{len(view.cards)}</p>')
