"""The first start: try the demonstration, or set up your own."""

from functools import partial
from pathlib import Path

import streamlit as st

from asset_map.demo.load import load_demonstration
from asset_map.model.role import Action, Actor, Role
from asset_map.usecases.accounts import NewAccount
from asset_map.usecases.begin_own import begin_own
from asset_map.usecases.fill_register import is_untouched
from asset_map.usecases.first_admin import add_first_admin, may_add_first_admin
from asset_map.usecases.first_start import SetUpStep, set_up_steps
from asset_map.usecases.house import House
from asset_map.usecases.sign_in import issue_officer_link
from asset_map.web.account_link import invitation_to_give, keep_invitation
from asset_map.web.frame import PLACES, page_file
from asset_map.web.messages import attempt, tell_next
from asset_map.web.state import actor, may_switch_roles, now, who_came

__all__ = ["draw_begin_own", "draw_steps", "draw_two_ways", "draw_way_in"]

_TITLES = {place.address: place for place in PLACES}
_WAY_IN = "way-in"
_BESIDE = "ASSET_MAP_DATABASE_URL=sqlite:///demonstration.sqlite asset-map demo"


def draw_two_ways(house: House) -> None:
    """Draw the two ways to begin with an empty register."""
    st.markdown("**This register is empty.** There are two ways to begin.")
    ours, trying = st.columns(2, border=True)
    with ours:
        st.subheader("Set up ours", anchor=False)
        st.write(
            "Your council's name, your wards, your people. An afternoon is enough, and nothing has "
            "to be complete before you look round."
        )
        st.page_link(page_file("setting_up"), label="Open Setting up")
    with trying:
        st.subheader("Try the demonstration", anchor=False)
        if not is_untouched(house):
            st.write(
                "Somebody has begun to set this register up already, and what is made up must not "
                "mix with what is yours. Start the demonstration in a register of its own:"
            )
            st.code(_BESIDE, language="sh", wrap_lines=True)
            return
        st.write(
            "A made-up district with its wards, groups, offers and roadshows, to look round in. "
            "You can begin your own afterwards: then all that was made up is taken away first."
        )
        if st.button("Fill it with the demonstration"):
            with st.spinner("Making up a district. This takes a minute …"):
                done = load_demonstration(house, now=now())
            house.read_details()
            tell_next(done)
            st.rerun()


def draw_begin_own(house: House) -> None:
    """Offer to put an empty register in the demonstration's place."""
    st.write(
        "You are looking at the demonstration. When you have seen enough, begin your own: the "
        "made-up district goes, with everything that anybody typed into it, accounts too. You "
        "start with an empty register. Nothing of the one gets into the other."
    )
    st.caption("A copy of the demonstration is kept in the folder of the backups.")
    is_sure = st.checkbox("Yes, take the demonstration away")
    st.button(
        "Begin our own register",
        type="primary",
        disabled=not is_sure,
        on_click=partial(attempt, partial(_begin, house)),
    )


def _begin(house: House) -> str:
    # Who looks round by the demonstration's switch has nothing to come in by afterwards.
    needs_link = may_switch_roles() and not who_came().may(Action.CHANGE_BOUNDARIES)
    begin_own(house, actor=actor(), now=now())
    if needs_link:
        token = issue_officer_link(Path(house.settings.cache_dir), now=now())
        st.session_state[_WAY_IN] = f"/officer/{token}"
    return "The register is empty now, and yours."


def draw_way_in() -> None:
    """Give whoever has just begun their own register the way into it: their switch is gone."""
    if address := st.session_state.pop(_WAY_IN, None):
        st.title("Your own register", anchor=False)
        st.write(
            "It is empty now, and nothing of the demonstration is left in it. The switch at the "
            "side is gone with the demonstration: this link lets you in as an officer, once."
        )
        st.markdown(f"[Come in, and set up ours]({address})")
        st.stop()


def draw_steps(house: House, who: Actor) -> None:
    """Draw what is brought in once, what of it is done, and where to do the rest."""
    steps = set_up_steps(house, actor=who)
    done = sum(step.is_done for step in steps)
    st.progress(done / len(steps), f"{done} of {len(steps)} done")
    invitation_to_give()
    for number, step in enumerate(steps, start=1):
        with st.container(border=True, key=f"step-{step.page}", gap="xsmall"):
            state = "done ✓" if step.is_done else "not yet"
            st.markdown(f"**{number}. {step.title}**: {state}")
            st.caption(step.why)
            _draw_way(house, step, who)


def _draw_way(house: House, step: SetUpStep, who: Actor) -> None:
    place = _TITLES[step.page]
    if step.page == "people_here" and may_add_first_admin(house, actor=who):
        _draw_first_admin(house)
    elif who.may(place.action):
        st.page_link(page_file(step.page), label=f"Open {place.title}")
    else:
        st.write(f"An admin does this, on the page {place.title}.")
    if not step.is_done:
        with st.expander("Or by a command"):
            st.code(step.command, language=None, wrap_lines=True)


def _draw_first_admin(house: House) -> None:
    with st.expander("Make your own account"):
        st.text_input("Your name, as the history shows it", key="first-name", max_chars=80)
        st.text_input("Your email address", key="first-email", max_chars=254)
        st.button("Make my account", on_click=partial(attempt, partial(_make_first, house)))


def _make_first(house: House) -> str:
    typed = st.session_state
    new = NewAccount(name=typed["first-name"], email=typed["first-email"], role=Role.ADMIN)
    invited = add_first_admin(house, new, actor=actor(), now=now())
    keep_invitation(invited, is_own=True)
    return "Your account is made."
