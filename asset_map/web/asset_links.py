"""On an asset's page: what it does for others and they for it, and how to say more."""

from urllib.parse import quote

import streamlit as st

from asset_map.model.connection import ConnectionState
from asset_map.model.role import Action, Actor
from asset_map.model.words import counted
from asset_map.usecases.asset_links import AssetLink, links_of_asset
from asset_map.usecases.house import House
from asset_map.usecases.look_at_network import network_seen
from asset_map.usecases.view_asset import AssetView
from asset_map.web.frame import page_file
from asset_map.web.link_form import Names, add_link
from asset_map.web.link_parts import one_link
from asset_map.web.messages import tell
from asset_map.web.network_parts import names_of
from asset_map.web.state import today
from asset_map.web.text import link, plain

__all__ = ["connections"]


def connections(view: AssetView, house: House, *, who: Actor) -> None:
    """Show an asset's connections; whoever may can add one, move one and end one."""
    asset_id, name = view.asset.id, view.asset.name
    found = links_of_asset(house, asset_id, actor=who)
    is_partner = who.may(Action.SEE_PARTNER_VIEW)
    if not found and not is_partner:
        return
    st.header("Connections", anchor=False)
    if not found:
        st.write("Nothing recorded here yet.")
    names = {asset_id: name} | {one.other_id: one.other_name for one in found}
    going = [one for one in found if one.link.state is not ConnectionState.ENDED]
    over = [one for one in found if one.link.state is ConnectionState.ENDED]
    if is_partner:
        for one in going:
            one_link(house, one.link, names, who=who)
        if over:
            with st.expander(f"{counted(len(over), 'connection')} that ended"):
                for one in over:
                    one_link(house, one.link, names, who=who)
        _more(house, asset_id, who=who)
    else:
        st.markdown("\n".join(f"- {_sentence(name, one)}" for one in going))


def _sentence(name: str, one: AssetLink) -> str:
    other = link(one.other_name, f"asset?id={quote(one.other_id)}")
    first, second = (plain(name), other) if one.is_from else (other, plain(name))
    return f"{first} {one.said} {second}"


def _more(house: House, asset_id: str, *, who: Actor) -> None:
    everybody: Names = names_of(network_seen(house, actor=who, today=today()))
    if asset_id not in everybody:
        st.caption("Once this record is let in, and while it is open, it can be connected.")
        return
    if who.may(Action.CONNECT):
        with st.expander("Add a connection", key="add-link", on_change="rerun"):
            add_link(house, everybody, who=who, from_id=asset_id)
        # Where the button is, and not further down the page: that may be out of sight.
        tell()
    st.page_link(
        page_file("connections"), label="See it in the network", query_params={"id": asset_id}
    )
