"""Who could help whom: each suggestion with its reasons, and what a person makes of it."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from asset_map.model.connection import Connection, ConnectionKind, ConnectionState
from asset_map.model.role import Action, Actor
from asset_map.model.suggestion import DismissReason
from asset_map.model.words import counted
from asset_map.usecases.connect_assets import connect, said_of
from asset_map.usecases.find_roadshow import every_roadshow
from asset_map.usecases.house import House, random_id
from asset_map.usecases.suggest_matches import (
    Suggested,
    accept,
    acceptance,
    dismiss,
    suggested,
    why_none,
)
from asset_map.web.address import in_address, one_of, write
from asset_map.web.choice_words import distinct
from asset_map.web.messages import attempt
from asset_map.web.paging import PAGE, offset_of, turn_pages
from asset_map.web.state import now, today
from asset_map.web.text import plain

__all__ = [
    "fared",
    "known_pair",
    "note_known",
    "of_which_roadshow",
    "suggestions_part",
    "why_none_part",
]

REASONS = {
    DismissReason.KNOW_EACH_OTHER: "They know each other already",
    DismissReason.NOT_SUITABLE: "It does not suit",
    DismissReason.NOT_NOW: "Not now",
    DismissReason.NO_LONGER_TRUE: "No longer true",
    DismissReason.OTHER: "Something else",
}
_KNOWN = "suggestion-known"


def suggestions_part(
    house: House, *, roadshow_id: str | None, who: Actor, asset_id: str = ""
) -> None:
    """Show what could be suggested now, of one roadshow or asset where given."""
    known_pair(lambda link: attempt(partial(_record, house, link, who)))
    ideas = [
        one
        for one in suggested(house, actor=who, today=today(), roadshow_id=roadshow_id)
        if not asset_id or asset_id in (one.idea.giver_id, one.idea.taker_id)
    ]
    if not ideas:
        if not asset_id:
            st.write("No offer answers a need yet. The more people say, the more fits together.")
        return
    st.write(
        f"{counted(len(ideas), 'idea')}, those who are not linked yet first. "
        "Nothing comes of one until somebody says so."
    )
    offset = offset_of(len(ideas), key="ideas")
    for one in ideas[offset : offset + PAGE]:
        _one(house, one, roadshow_id=roadshow_id, who=who)
    turn_pages(len(ideas), key="ideas")


def of_which_roadshow(house: House, *, who: Actor) -> str | None:
    """Ask whether only what touches one roadshow's room is looked at."""
    if not who.may(Action.RUN_ROADSHOW):
        return None
    held = {one.id: one.title for one in every_roadshow(house, actor=who)}
    labels = distinct(held)
    chosen = st.selectbox(
        "Of which roadshow?", ["", *held], format_func=lambda one: labels.get(one, "all there is"),
        **in_address("roadshow", one_of(("", *held))),
    )  # fmt: skip
    write("roadshow")
    return chosen or None


def why_none_part(
    house: House, names: Mapping[str, str], *, who: Actor, roadshow_id: str | None = None
) -> str:
    """Ask for whom to look, and say how many suggestions there are or why there is none."""
    labels = distinct(names)
    order = sorted(names, key=lambda key: names[key].casefold())
    asset_id = st.selectbox(
        "For whom?", order, None, format_func=labels.__getitem__, key="ideas-for",
        placeholder="Everybody",
    )  # fmt: skip
    if asset_id:
        st.write(
            plain(why_none(house, asset_id, actor=who, today=today(), roadshow_id=roadshow_id))
        )
    return asset_id or ""


def fared(house: House, *, roadshow_id: str | None, who: Actor) -> None:
    """Say how many suggestions people took up."""
    counts = acceptance(house, actor=who, roadshow_id=roadshow_id)
    where = "in this session" if roadshow_id else "so far"
    if counts.decided:
        share = round(100 * counts.accepted / counts.decided)
        st.caption(
            f"Of {counted(counts.decided, 'suggestion')} decided {where}, "
            f"{counts.accepted} {'was' if counts.accepted == 1 else 'were'} taken up ({share} %)."
        )
    else:
        st.caption(f"Nobody has decided on a suggestion {where}.")


def _one(house: House, one: Suggested, *, roadshow_id: str | None, who: Actor) -> None:
    with st.container(border=True, key=f"idea-{one.id}"):
        st.markdown(f"**{plain(one.giver)}** and **{plain(one.taker)}**  \n{plain(one.sentence)}")
        if not who.may(Action.CONNECT):
            return
        with st.container(horizontal=True):
            st.button(
                "Put them in touch", key=f"accept-{one.id}", on_click=attempt,
                args=(partial(_accept, house, one, roadshow_id, who),),
            )  # fmt: skip
            with st.popover("Not this one…", key=f"dismiss-{one.id}"):
                because = st.radio(
                    "Why not?", list(REASONS), format_func=REASONS.__getitem__,
                    key=f"because-{one.id}",
                )  # fmt: skip
                words = st.text_input("In your words (may stay empty)", key=f"words-{one.id}")
                st.button(
                    "Put it aside for good", key=f"aside-{one.id}", on_click=attempt,
                    args=(partial(_dismiss, house, one, (because, words), roadshow_id, who),),
                )  # fmt: skip


def _accept(house: House, one: Suggested, roadshow_id: str | None, who: Actor) -> str:
    accept(house, one, actor=who, now=now(), roadshow_id=roadshow_id)
    return (
        f"{plain(one.giver)} and {plain(one.taker)} are to be put in touch. "
        "Tell them both; once it is going on, say so on the page Connections."
    )


def _dismiss(
    house: House,
    one: Suggested,
    why: tuple[DismissReason, str],
    roadshow_id: str | None,
    who: Actor,
) -> str:
    because, words = why
    dismiss(house, one, because, actor=who, now=now(), words=words, roadshow_id=roadshow_id)
    note_known(one, because, roadshow_id=roadshow_id)
    return "Put aside. It will not come again for these two."


def note_known(one: Suggested, because: DismissReason, *, roadshow_id: str | None) -> None:
    """Remember two of whom somebody just said that they know each other already."""
    if because is DismissReason.KNOW_EACH_OTHER:
        st.session_state[_KNOWN] = (one, roadshow_id)


def known_pair(record: Callable[[Connection], object]) -> None:
    """Offer to record how two know each other; ``record`` keeps what was chosen."""
    if _KNOWN not in st.session_state:
        return
    one, roadshow_id = st.session_state[_KNOWN]
    with st.container(border=True, key="idea-known"):
        st.markdown("**They know each other: shall that be recorded?**")
        with st.container(horizontal=True):
            for kind in dict.fromkeys((one.idea.kind, ConnectionKind.KNOWS)):
                st.button(
                    plain(f"{one.giver} {said_of(kind)} {one.taker}"), key=f"known-{kind}",
                    on_click=_known, args=(record, one, kind, roadshow_id),
                )  # fmt: skip
            st.button("No, leave it", key="known-not", on_click=_forget)


def _known(
    record: Callable[[Connection], object],
    one: Suggested,
    kind: ConnectionKind,
    roadshow_id: str | None,
) -> None:
    _forget()
    link = Connection(
        id=random_id(),
        from_id=one.idea.giver_id,
        to_id=one.idea.taker_id,
        kind=kind,
        state=ConnectionState.ACTIVE,
        source="Said when it was suggested",
        roadshow_id=roadshow_id,
    )
    record(link)


def _record(house: House, link: Connection, who: Actor) -> str:
    connect(house, link, actor=who, now=now())
    return "Recorded: it is on the page Connections."


def _forget() -> None:
    st.session_state.pop(_KNOWN, None)
