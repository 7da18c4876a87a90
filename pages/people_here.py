"""Accounts: who may come in, as what, and where; an admin adds, changes and ends them."""

import streamlit as st

from asset_map.model.role import Action
from asset_map.usecases.accounts import list_accounts
from asset_map.web import account_form, account_parts
from asset_map.web.account_link import invitation_to_give
from asset_map.web.door import admitted
from asset_map.web.messages import refusals
from asset_map.web.state import now, the_house

house = the_house()
who = admitted("Accounts", Action.KEEP_ACCOUNTS)

with refusals():
    there = list_accounts(house, actor=who, now=now())
    st.write(
        "Residents need no account. Partners and officers sign in with one, and nobody else "
        "knows their password: you give them a link, and they choose it themselves."
    )
    invitation_to_give()
    account_parts.listed(house, there, actor=who)
    account_form.added(house)
    account_parts.changed(house, there, actor=who)
    account_parts.what_was_changed(house, actor=who)
