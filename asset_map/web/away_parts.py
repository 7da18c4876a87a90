"""Away from the office: the part of a roadshow's page that packs it, lists and merges its files."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from asset_map.model.pack_out import PackOut
from asset_map.model.roadshow import Roadshow, RoadshowState
from asset_map.model.role import Action, Actor
from asset_map.model.words import counted, long_date
from asset_map.usecases.away_register import pack_here
from asset_map.usecases.house import House
from asset_map.usecases.merge_roadshow import merge_roadshow
from asset_map.usecases.pack_roadshow import Packing, end_pack, pack_roadshow, packs_of, where_it_is
from asset_map.usecases.return_roadshow import return_roadshow
from asset_map.usecases.roadshow_file import opened_file, sealed_file
from asset_map.web.messages import attempt, refusals, tell_next
from asset_map.web.state import now
from asset_map.web.text import plain

__all__ = ["away_part"]

_HELP = "At least 12 letters: four or five words that do not belong together."


def away_part(house: House, roadshow: Roadshow, who: Actor) -> None:
    """Offer to take a roadshow away and bring it home, and list the files that are out."""
    if not who.may(Action.TAKE_AWAY):
        return
    st.header("Away from the office", anchor=False)
    if pack := pack_here(house):
        if pack.roadshow_id == roadshow.id:
            _take_home(house, roadshow, who)
        return
    st.write(
        "No internet in the hall? Take this roadshow's part of the register along on a laptop as "
        "one sealed file, and bring the session home afterwards."
    )
    if _download(_kept(roadshow), f"{roadshow.code}.away"):
        st.caption(
            f"Carry it to the laptop, and there run: asset-map roadshow unpack {roadshow.code}.away"
        )
    files = packs_of(house, roadshow.id, actor=who)
    for out in files:
        _one_file(house, out, who)
    if roadshow.state is RoadshowState.PLANNED:
        with st.expander("Take it away"):
            _pack(house, roadshow, who)
    else:
        st.caption("Its session has begun here, so it cannot be taken away any more.")
    if any(out.ended_at is None for out in files):
        with st.expander("Bring it home"):
            _merge(house, roadshow, who)


def _kept(roadshow: Roadshow) -> str:
    """Return where the file that was just written waits to be saved."""
    return f"packed-{roadshow.id}"


def _one_file(house: House, out: PackOut, who: Actor) -> None:
    with st.container(border=True):
        st.write(plain(where_it_is(out)))
        if out.ended_at or out.returned_at:
            return
        with st.popover("It was lost"):
            st.write(
                "Then this file ends for good: nothing that is said to come from it can be "
                "brought home any more."
            )
            st.button(
                "Yes, end this file",
                on_click=partial(_lost, house, out, who),
                key=f"lost-{out.id}",
            )


def _lost(house: House, out: PackOut, who: Actor) -> None:
    def do() -> str:
        end_pack(house, out.id, actor=who, now=now())
        return "The file has ended: nothing of it can be merged any more."

    attempt(do)


def _pack(house: House, roadshow: Roadshow, who: Actor) -> None:
    st.write(
        "The file holds what partners may see in these wards and 3 km round them. Nothing "
        "withheld and no private contact is in it. Keep the passphrase apart from the file."
    )
    kept = _kept(roadshow)

    def write(passphrase: str) -> None:
        packing = Packing(roadshow_id=roadshow.id, passphrase=passphrase)
        out, sealed = pack_roadshow(house, packing, actor=who, now=now())
        st.session_state[kept] = sealed
        records = counted(out.assets, "record")
        tell_next(f"The file holds {records} and is good until {long_date(out.expires_at)}.")
        st.rerun()

    _sealing("Write the file", key=f"pack-{roadshow.id}", do=write)


def _take_home(house: House, roadshow: Roadshow, who: Actor) -> None:
    st.write(
        "This laptop holds a copy. When you are done, write what is new to a file and merge it at "
        "the office. You can write it as often as you like."
    )
    kept = f"home-{roadshow.id}"

    def write(passphrase: str) -> None:
        home = return_roadshow(house, actor=who)
        st.session_state[kept] = sealed_file(home.file, passphrase)
        tell_next(f"{counted(home.cards, 'card')} and all else that is new are in the file.")
        st.rerun()

    _sealing("Write what is new", key=f"return-{roadshow.id}", do=write)
    _download(kept, f"{roadshow.code}-home.away")


def _sealing(label: str, *, key: str, do: Callable[[str], None]) -> None:
    """Ask twice for the passphrase that seals a file."""
    with st.form(key, border=False):
        first = st.text_input("Passphrase", type="password", help=_HELP)
        again = st.text_input("The passphrase again", type="password")
        is_pressed = st.form_submit_button(label, type="primary")
    if not is_pressed:
        return
    if first != again:
        st.error("The two passphrases are not the same. Type them again.")
        return
    with refusals(), st.spinner("Sealing the file …"):
        do(first)


def _download(kept: str, name: str) -> bool:
    """Offer to save the file that was just written; whether there is one."""
    sealed = st.session_state.get(kept)
    if sealed:
        st.download_button(
            "Save the file",
            sealed,
            file_name=name,
            type="primary",
            on_click="ignore",
            key=f"{kept}-save",
        )
    return bool(sealed)


def _merge(house: House, roadshow: Roadshow, who: Actor) -> None:
    st.write("Choose the file that the laptop wrote. Merging it again changes nothing.")
    with st.form(f"merge-{roadshow.id}", border=False):
        file = st.file_uploader("The file from the laptop", type=["away"])
        passphrase = st.text_input("Its passphrase", type="password")
        is_pressed = st.form_submit_button("Merge it", type="primary")
    if not is_pressed:
        return
    if file is None:
        st.error("Choose the file first.")
        return
    with refusals(), st.spinner("Bringing it home …"):
        read = opened_file(file.getvalue(), passphrase, is_coming_back=True)
        report = merge_roadshow(house, read, actor=who, now=now())
        tell_next(plain(" ".join((report.headline, *report.lines))))
        st.rerun()
