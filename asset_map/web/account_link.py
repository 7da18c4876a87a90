"""The link by which somebody chooses a password: shown once, kept nowhere."""

import streamlit as st

from asset_map.usecases.accounts import Invited
from asset_map.web.state import the_house
from asset_map.web.text import plain

__all__ = ["invitation_to_give", "keep_invitation"]

_LINK = "account-link"


def keep_invitation(invited: Invited, *, is_own: bool = False) -> None:
    """Keep a link for the next drawing of the page, which shows it this once."""
    address = invited.address(the_house().settings)
    st.session_state[_LINK] = (invited.account.name, address, is_own)


def invitation_to_give() -> None:
    """Show the link that was just made: it is kept nowhere."""
    if kept := st.session_state.pop(_LINK, None):
        name, address, is_own = kept
        with st.container(border=True):
            if is_own:
                st.markdown(f"**[Choose your password]({address})**, and you are in.")
                st.caption("To open it later, keep this link: it is shown only now.")
            else:
                st.markdown(
                    f"**Give this link to {plain(name)}, and to nobody else.** It works once, "
                    "within seven days. It is shown only now."
                )
            st.code(address, language=None, wrap_lines=True)
