"""The parts of a ward's page: strengths first, what is not recorded yet last."""

from dataclasses import replace
from datetime import date
from itertools import groupby

import streamlit as st

from asset_map.model.asset import AssetKind
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK, Look
from asset_map.model.query import Listing
from asset_map.model.role import Action, Actor
from asset_map.model.words import counted, long_date
from asset_map.usecases.happenings import Happening
from asset_map.usecases.house import House
from asset_map.usecases.view_ward import WardView
from asset_map.usecases.ward_gap import ward_gap
from asset_map.usecases.where_to_help import help_in_ward
from asset_map.web.asset_list import listed
from asset_map.web.frame import page_file
from asset_map.web.map import MapFocus, place_picture
from asset_map.web.map_base import map_base, points_of
from asset_map.web.offer_words import SIDE_WORDS
from asset_map.web.state import now
from asset_map.web.symbols import symbol
from asset_map.web.text import plain

__all__ = [
    "anchors",
    "asked_for",
    "gap",
    "in_one_sentence",
    "not_recorded_yet",
    "on_map",
    "people",
    "strengths",
    "whats_on",
]

FIRST = 8
HAPPENINGS = 20
# How long the page waits for figures that nobody asked for yet.
_PATIENCE_S = 3.0


def in_one_sentence(view: WardView) -> None:
    """Say what the ward has got."""
    said = [
        _so_many(len(view.by_kind[AssetKind.GROUP]), "group"),
        _so_many(len(view.by_kind[AssetKind.SPACE]), "place to meet", "places to meet"),
    ]
    st.write(
        f"{plain(view.ward.name)} has {', '.join(said)} and "
        f"{_so_many(len(view.anchors), 'recognised anchor organisation')} that we know of."
    )
    if view.candidates:
        names = ", ".join(plain(one.name) for one in view.candidates)
        st.caption(f"May become an anchor organisation: {names}.")


def _so_many(number: int, one: str, many: str | None = None) -> str:
    return counted(number, one, many) if number else f"no {one}"


def anchors(view: WardView) -> None:
    """List what the ward's life hangs on."""
    _section(ANCHOR_LOOK, view.anchors)


def strengths(view: WardView, *kinds: AssetKind) -> None:
    """List these kinds, without the anchors that stand above them."""
    for kind in kinds:
        others = tuple(one for one in view.by_kind[kind] if one not in view.anchors)
        _section(KIND_LOOK[kind], others)


def _section(look: Look, listings: tuple[Listing, ...]) -> None:
    if not listings:
        return
    st.header(f"{symbol(look)} {look.plural}", anchor=False)
    # The page is about one ward: its lines need not name it.
    lines = [replace(listing, ward_name="") for listing in listings]
    for line in lines[:FIRST]:
        listed(line, key=f"{look.shape}-")
    if len(lines) > FIRST:
        with st.expander(f"{len(lines) - FIRST:,} more"):
            for line in lines[FIRST:]:
                listed(line, key=f"{look.shape}-")


def whats_on(view: WardView) -> None:
    """List the next fortnight, day by day."""
    st.header("What is on in the next two weeks", anchor=False)
    if not view.whats_on:
        st.write("Nothing with a time is recorded here yet.")
    shown = view.whats_on[:HAPPENINGS]
    for day, happenings in groupby(shown, key=lambda happening: happening.day):
        with st.container(gap=None, key=f"day-{day.isoformat()}"):
            st.markdown(f"**{day:%A} {long_date(day)}**")
            for happening in happenings:
                _happening(happening)
    if len(view.whats_on) > len(shown):
        st.caption(f"And {len(view.whats_on) - len(shown):,} more in these two weeks.")


def _happening(happening: Happening) -> None:
    said = ", ".join(
        plain(part) for part in (happening.at, happening.name, happening.place_name) if part
    )
    st.page_link(page_file("asset"), label=said, query_params={"id": happening.asset_id})


def people(view: WardView) -> None:
    """Tell languages, and skills as counts."""
    if view.languages:
        st.header("Languages", anchor=False)
        st.write(", ".join(plain(one) for one in view.languages))
    if view.skills:
        look = KIND_LOOK[AssetKind.SKILL]
        st.header(f"{symbol(look)} {look.plural}", anchor=False)
        st.markdown(
            "\n".join(
                f"- {plain(family).capitalize() or 'Other skills'}: {number} people"
                for family, number in view.skills
            )
        )
        st.caption("People are counted, never named or put on a map.")


def gap(house: House, view: WardView, *, who: Actor) -> None:
    """Say how near an anchor organisation is; officers can go on to why."""
    with st.spinner("Working out how far people live from one …"):
        found = ward_gap(house, view.ward.code, actor=who, now=now(), patience_s=_PATIENCE_S)
    if found is None:
        return
    st.header("How near is an anchor organisation?", anchor=False)
    if found.is_told:
        st.write(plain(found.row.why))
    else:
        st.write(
            f"{plain(view.ward.name)} is not yet mapped ({found.row.mapping_status.label}): this "
            "page says what we know of, and nothing about what may be missing."
        )
    if who.may(Action.MEASURE_GAPS):
        code = view.ward.code
        st.page_link(page_file("gaps"), label="See it on Gaps", query_params={"ward": code})


def asked_for(house: House, view: WardView, *, today: date) -> None:
    """List what groups of the ward ask of everybody, and offer to everybody."""
    helps = help_in_ward(house, view.ward.code, today=today)
    if not helps:
        return
    st.header("Where people can help, and what is on offer", anchor=False)
    for number, one in enumerate(helps[:FIRST]):
        with st.container(key=f"help-{number}", gap="xxsmall"):
            st.page_link(
                page_file("asset"), label=plain(one.name), query_params={"id": one.offer.asset_id}
            )
            st.caption(f"{SIDE_WORDS[one.offer.side]}: {plain(one.offer.text)}")
    if len(helps) > FIRST:
        st.caption(f"And {len(helps) - FIRST:,} more, under “Where can I help?”.")


def not_recorded_yet(view: WardView) -> None:
    """Tell what nobody has recorded, which does not mean that there is none."""
    if view.not_recorded:
        st.header("Not recorded here yet", anchor=False)
        st.write(", ".join(function.label for function in view.not_recorded).capitalize() + ".")
        st.caption(
            "That does not mean there is none: nobody has written it down. "
            "If you know of one, tell the council."
        )


def on_map(view: WardView, house: House) -> None:
    """Draw the ward with what is in it."""
    st.header("On the map", anchor=False)
    everything = [one for listings in view.by_kind.values() for one in listings]
    place_picture(
        points_of(everything),
        base=map_base(house),
        focus=MapFocus(ward_codes=(view.ward.code,)),
        key=f"ward-{view.ward.code}",
        label=f"Map of {view.ward.name} ward; the lists say the same in words",
        height="24rem",
    )
    st.caption(plain(view.boundary_set.name))
