"""The accounts as a table, and what can be done with one of them."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from asset_map.model.account import AccountEvent, AccountState
from asset_map.model.register_event import RegisterEvent
from asset_map.model.role import Actor
from asset_map.model.words import LONDON, counted, long_date
from asset_map.usecases.accounts import (
    AccountSeen,
    account_history,
    end_account,
    invite_again,
    reset_account,
)
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.committees import list_committees
from asset_map.usecases.house import House
from asset_map.usecases.register_history import changes_of_register
from asset_map.web import account_form
from asset_map.web.account_link import keep_invitation
from asset_map.web.messages import attempt, nothing_yet
from asset_map.web.state import actor, now, the_house
from asset_map.web.text import plain
from asset_map.web.wide_table import wide_table

__all__ = ["changed", "listed", "what_was_changed"]

_CHOSEN, _SURE = "account-chosen", "account-sure"


def listed(house: House, there: Sequence[AccountSeen], *, actor: Actor) -> None:
    """Show who may come in."""
    st.header("Who may come in", anchor=False)
    if not there:
        nothing_yet("Nobody has an account yet.", then="Make the first one below: an admin's.")
        return
    names = {ward.code: ward.name for ward in ward_names(house)}
    names |= {one.id: one.name for one in list_committees(house, actor=actor)}
    rows = [
        {
            "Name": one.account.name,
            "Address": one.account.email,
            "Role": one.account.role.label,
            "Only for": ", ".join(
                names.get(area, area)
                for area in (*one.account.area_codes, *one.account.committee_ids)
            ),
            "State": one.account.state.label,
            "Codes": "yes" if one.has_codes else "no",
            "Signed in by": counted(len(one.open_sessions), "browser"),
        }
        for one in there
    ]
    wide_table(rows, label="Who may come in")


def changed(house: House, there: Sequence[AccountSeen], *, actor: Actor) -> None:
    """Change, invite again, reset or end the account that is chosen."""
    living = {
        one.account.email: one.account
        for one in there
        if one.account.state is not AccountState.ENDED
    }
    if not living:
        return
    st.header("Change an account", anchor=False)
    email = st.selectbox(
        "Whose account?",
        list(living),
        format_func=lambda one: f"{living[one].name} ({one})",
        index=None,
        placeholder="Choose somebody",
        key=_CHOSEN,
    )
    if email is None:
        return
    account_form.changing(house, living[email])
    _other_ways(email)
    with st.expander("What happened to this account"):
        _tell(account_history(house, email, actor=actor))


def what_was_changed(house: House, *, actor: Actor) -> None:
    """Show who changed what of the register itself, its areas and its accounts."""
    st.header("What was changed, and by whom", anchor=False)
    st.write("The council's details, its areas and committees, and who may come in.")
    changes = changes_of_register(house, actor=actor)
    if not changes:
        nothing_yet("Nothing was changed yet.", then="What is changed from now on stands here.")
        return
    with st.expander(f"{counted(len(changes), 'change')}, the newest first"):
        _tell(changes)


def _tell(events: Sequence[AccountEvent] | Sequence[RegisterEvent]) -> None:
    for event in events:
        at = event.at.astimezone(LONDON)
        said = f": {plain(event.said)}" if event.said else ""
        by = plain(event.actor_name)
        st.markdown(f"- **{long_date(at)}, {at:%H:%M}:** {plain(event.did)}{said} (by {by})")


def _other_ways(email: str) -> None:
    st.subheader("A new link, or the end", anchor=False)
    st.button(
        "Make a new link",
        help="For a link that ran out, or a forgotten password.",
        on_click=partial(attempt, partial(_invite, email)),
    )
    is_sure = st.checkbox("Yes, sign them out everywhere", key=f"{_SURE}-{email}")
    with st.container(horizontal=True):
        st.button(
            "Take password and codes away",
            help="For a lost phone or a stolen laptop. They get a new link.",
            disabled=not is_sure,
            on_click=partial(attempt, partial(_reset, email)),
        )
        st.button(
            "End this account",
            help="They come in no more. What they did stays theirs.",
            disabled=not is_sure,
            on_click=partial(attempt, partial(_end, email)),
        )


def _invite(email: str) -> str:
    keep_invitation(invite_again(the_house(), email, actor=actor(), now=now()))
    return "There is a new link. The one from before works no more."


def _reset(email: str) -> str:
    keep_invitation(reset_account(the_house(), email, actor=actor(), now=now()))
    return "Password, codes and every session are gone. There is a new link."


def _end(email: str) -> str:
    ended = end_account(the_house(), email, actor=actor(), now=now())
    st.session_state[_CHOSEN] = None
    return f"{plain(ended.name)} can come in no more, in any open tab."
