"""Who is asked to a roadshow, and what they said."""

from dataclasses import replace
from functools import partial

import streamlit as st

from asset_map.model.roadshow import Invitation, Reply, Roadshow
from asset_map.usecases.house import House
from asset_map.usecases.set_up_roadshow import to_invite
from asset_map.web.messages import nothing_yet
from asset_map.web.roadshow_forms import save
from asset_map.web.state import actor, today
from asset_map.web.text import plain

__all__ = ["invitations"]

_REPLIES = {
    Reply.INVITED: "asked, no answer yet",
    Reply.COMING: "coming",
    Reply.NOT_COMING: "cannot come",
    Reply.CAME: "came",
}


def invitations(house: House, roadshow: Roadshow) -> None:
    """Find groups to ask, and note what each said."""
    key = f"ask-{roadshow.id}"
    looked_for = st.text_input("Find a group or place in the register", key=f"{key}-find")
    if looked_for.strip():
        _found(house, roadshow, looked_for.strip())
    if not roadshow.invitations:
        nothing_yet("Nobody is asked yet.", then="Find a group above, or write in one that is new.")
        return
    for number, one in enumerate(roadshow.invitations):
        _line(house, roadshow, number, one)


def _found(house: House, roadshow: Roadshow, words: str) -> None:
    asked = {one.asset_id for one in roadshow.invitations}
    found = to_invite(house, words, actor=actor(), today=today())
    with st.container(horizontal=True):
        for listing in found:
            if listing.asset_id not in asked:
                ward = f" ({listing.ward_name})" if listing.ward_name else ""
                fresh = Invitation(name=listing.name, asset_id=listing.asset_id)
                _ask(house, roadshow, fresh, f"Ask {listing.name}{ward}")
        _ask(house, roadshow, Invitation(name=words), f"Ask “{words}”, not in the register")


def _ask(house: House, roadshow: Roadshow, fresh: Invitation, label: str) -> None:
    changed = replace(roadshow, invitations=(*roadshow.invitations, fresh))
    st.button(
        plain(label),
        key=f"ask-{fresh.asset_id or 'new'}",
        on_click=save,
        args=(house, lambda: changed, f"{plain(fresh.name)} is on the list."),
    )


def _line(house: House, roadshow: Roadshow, number: int, one: Invitation) -> None:
    key = f"reply-{roadshow.id}-{roadshow.version}-{number}"

    def with_line(*lines: Invitation) -> Roadshow:
        every = roadshow.invitations
        return replace(roadshow, invitations=(*every[:number], *lines, *every[number + 1 :]))

    def replied() -> Roadshow:
        return with_line(replace(one, reply=Reply(st.session_state[key])))

    with st.container(key=f"line-{key}"):
        name, reply, away = st.columns([0.5, 0.35, 0.15], vertical_alignment="bottom")
        name.write(f"**{plain(one.name)}**")
        reply.selectbox(
            f"What {plain(one.name)} said",
            list(_REPLIES),
            list(_REPLIES).index(one.reply),
            format_func=_REPLIES.__getitem__,
            key=key,
            label_visibility="collapsed",
            on_change=save,
            args=(house, replied, f"{plain(one.name)}: noted."),
        )
        away.button(
            "Take off",
            key=f"{key}-off",
            type="tertiary",
            on_click=partial(save, house, with_line, f"{plain(one.name)} is off the list."),
        )
