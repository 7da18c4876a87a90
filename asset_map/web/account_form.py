"""A new account, and another role for one that is there."""

from functools import partial

import streamlit as st

from asset_map.model.account import Account
from asset_map.model.role import Role, may_be_limited
from asset_map.usecases.accounts import NewAccount, add_account, change_account
from asset_map.usecases.boundaries import ward_names
from asset_map.usecases.committees import list_committees
from asset_map.usecases.house import House
from asset_map.web.account_link import keep_invitation
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now, the_house
from asset_map.web.text import plain

__all__ = ["added", "changing"]

_ROLES: list[Role] = [role for role in Role if role is not Role.PUBLIC]
_MAY = {
    Role.PARTNER: "runs roadshows, says who is connected, proposes; may be kept to some wards",
    Role.OFFICER: "looks after the register: reviews, edits, recognises anchors",
    Role.MODERATOR: "as an officer",
    Role.DATA_PROTECTION: "answers data requests, erasing too; sees withheld places",
    Role.ADMIN: "as an officer, keeps the accounts, and answers data requests",
}


def added(house: House) -> None:
    """Ask who is to come in, and make the link for them."""
    st.header("Let somebody in", anchor=False)
    st.text_input("Their name, as the history shows it", key="account-name", max_chars=80)
    st.text_input("Their email address", key="account-email", max_chars=254)
    role = _role("account-role", Role.PARTNER)
    if may_be_limited(role):
        _areas(house, "account", (), ())
    st.button("Make the account", type="primary", on_click=partial(attempt, _add))


def changing(house: House, account: Account) -> None:
    """Ask for another role, or a partner's other areas."""
    key = f"account-{account.id}"
    role = _role(f"{key}-role", account.role)
    if may_be_limited(role):
        _areas(house, key, account.area_codes, account.committee_ids)
    st.button("Change the role", on_click=partial(attempt, partial(_change, account.email, key)))


def _role(key: str, standing: Role) -> Role:
    chosen = st.selectbox(
        "What they may do",
        _ROLES,
        index=_ROLES.index(standing),
        format_func=lambda role: f"{role.label}: {_MAY[role]}",
        key=key,
    )
    return Role(chosen)


def _areas(house: House, key: str, areas: tuple[str, ...], committees: tuple[str, ...]) -> None:
    names = {ward.code: ward.name for ward in ward_names(house)}
    st.multiselect(
        "Only for these wards (everywhere if none is chosen)",
        list(names),
        default=[code for code in areas if code in names],
        format_func=lambda code: names[code],
        key=f"{key}-areas",
    )
    there = {one.id: one.name for one in list_committees(house, actor=actor())}
    if there:
        st.multiselect(
            "And for what these area committees look after",
            list(there),
            default=[one for one in committees if one in there],
            format_func=lambda one: there[one],
            key=f"{key}-committees",
        )


def _asked(key: str, *, name: str, email: str) -> NewAccount:
    state = st.session_state
    role = Role(state[f"{key}-role"])
    is_limited = may_be_limited(role)
    return NewAccount(
        name=name,
        email=email,
        role=role,
        areas=tuple(state.get(f"{key}-areas", ())) if is_limited else (),
        committees=tuple(state.get(f"{key}-committees", ())) if is_limited else (),
    )


def _add() -> str:
    state = st.session_state
    new = _asked("account", name=state["account-name"], email=state["account-email"])
    invited = add_account(the_house(), new, actor=actor(), now=now())
    keep_invitation(invited)
    state["account-name"] = state["account-email"] = ""
    return f"{plain(invited.account.name)} has an account, and no password before they choose one."


def _change(email: str, key: str) -> str:
    new = _asked(key, name="", email=email)
    changed = change_account(the_house(), email, new, actor=actor(), now=now())
    return f"{plain(changed.name)} is {changed.role.label} from their next action on."
