"""The parts of the page Market place: who has a stall, where it stands, and who signed up."""

from dataclasses import replace
from functools import partial

import streamlit as st

from asset_map.model.market import Stall
from asset_map.model.words import counted, long_date
from asset_map.usecases.hold_market import (
    MarketView,
    Proposed,
    change_stall,
    floor_plan,
    plan_of,
    remove_stall,
    set_up_stalls,
    stall_path,
    stall_sheets,
)
from asset_map.usecases.house import House
from asset_map.usecases.sign_up import hand_over_csv, list_link
from asset_map.web.giving_out import noted
from asset_map.web.messages import attempt, nothing_yet
from asset_map.web.state import actor, now
from asset_map.web.text import link, plain

__all__ = ["head", "new_stalls", "paper", "stalls", "the_plan"]

_LIST_LINK = "stall-list-link"


def head(view: MarketView) -> None:
    """Say what there is, in a sentence."""
    roadshow = view.roadshow
    st.header(plain(roadshow.title), anchor=False)
    where = ", ".join(part for part in (roadshow.place, long_date(roadshow.held_on)) if part)
    confirmed = sum(stall.is_confirmed for stall in view.stalls)
    power = sum(stall.needs_power for stall in view.stalls)
    st.write(
        f"{plain(where)}. {counted(len(view.stalls), 'stall')}, {confirmed} confirmed, "
        f"{power} with power. {counted(view.signed_up, 'visitor')} signed up."
    )


def new_stalls(house: House, view: MarketView) -> None:
    """Offer a stall to each group that was asked or spoken of, and to any other."""
    with st.expander("Give out stalls", expanded=not view.stalls):
        if view.proposed:
            names = [one.name for one in view.proposed]
            said = {one.name: one.why for one in view.proposed}
            st.pills(
                "Groups that were asked, or are on a card of the session",
                names,
                format_func=lambda name: f"{plain(name)} ({said[name]})",
                selection_mode="multi",
                default=names,
                key="stall-names",
            )
            st.button(
                "Give these a stall",
                type="primary",
                on_click=partial(_give, house, view, view.proposed),
            )
            st.caption("What they offer and ask for comes along from their cards.")
        with st.form("other-stall", clear_on_submit=True, border=False):
            st.text_input("Another group", key="other-stall-name", max_chars=120)
            st.form_submit_button("Give it a stall", on_click=partial(_give_other, house, view))


def _give(house: House, view: MarketView, proposed: tuple[Proposed, ...]) -> None:
    chosen = set(st.session_state.get("stall-names") or [])
    some = [one for one in proposed if one.name in chosen]
    _set_up(house, view, some)


def _give_other(house: House, view: MarketView) -> None:
    name = " ".join(str(st.session_state.get("other-stall-name", "")).split())
    _set_up(house, view, [Proposed(name=name, why="")])


def _set_up(house: House, view: MarketView, some: list[Proposed]) -> None:
    def made() -> str:
        new = set_up_stalls(house, view.roadshow.id, some, actor=actor())
        return f"{counted(len(new), 'new stall')}."

    attempt(made)


def stalls(house: House, view: MarketView) -> None:
    """Show each stall, to change it and to hand its list over."""
    if not view.stalls:
        nothing_yet("No stall is set up yet.", then="Give out stalls above.")
    for stall in view.stalls:
        signed = view.sign_ups.get(stall.id, 0)
        marks = [
            f"spot {stall.spot}" if stall.spot else "",
            counted(signed, "sign-up") if signed else "",
        ]
        marks.append("confirmed" if stall.is_confirmed else "not confirmed yet")
        title = f"**{stall.number}** {plain(stall.name)}: " + ", ".join(
            plain(mark) for mark in marks if mark
        )
        with st.expander(title, key=f"fold-{stall.id}"):
            _form(house, stall)
            _list_of(house, view, stall, signed=signed)


def _form(house: House, stall: Stall) -> None:
    key = f"stall-{stall.id}"
    with st.form(key, border=False):
        st.text_input("Name", stall.name, key=f"{key}-name", max_chars=120)
        st.text_area("What it shows", stall.shows, key=f"{key}-shows", max_chars=280, height=80)
        st.text_area(
            "Who they want to meet",
            stall.wants_to_meet,
            key=f"{key}-wants",
            max_chars=280,
            height=80,
        )
        st.text_input(
            "Spot in the hall",
            stall.spot,
            key=f"{key}-spot",
            max_chars=12,
            help="A letter for the row and a number for the table, such as A1, draw a plan.",
        )
        with st.container(horizontal=True):
            st.checkbox("Needs a table", stall.needs_table, key=f"{key}-table")
            st.checkbox("Needs power", stall.needs_power, key=f"{key}-power")
            st.checkbox("Confirmed", stall.is_confirmed, key=f"{key}-confirmed")
        st.form_submit_button("Save this stall", on_click=partial(_save, house, stall))


def _save(house: House, stall: Stall) -> None:
    typed = {name: st.session_state[f"stall-{stall.id}-{name}"] for name in _TYPED}

    def saved() -> str:
        changed = replace(
            stall,
            name=typed["name"],
            shows=typed["shows"],
            wants_to_meet=typed["wants"],
            spot=typed["spot"],
            needs_table=typed["table"],
            needs_power=typed["power"],
            is_confirmed=typed["confirmed"],
        )
        kept = change_stall(house, changed, actor=actor())
        return f"Saved: {plain(kept.name)}."

    attempt(saved)


_TYPED = ("name", "shows", "wants", "spot", "table", "power", "confirmed")


def _list_of(house: House, view: MarketView, stall: Stall, *, signed: int) -> None:
    page = stall_path(view.roadshow, stall)
    st.markdown(f"Visitors sign up at {link(page, page)}.")
    with st.container(horizontal=True):
        if signed:
            st.button(
                "Make the group's link to its list",
                key=f"link-{stall.id}",
                on_click=partial(_make_link, house, stall),
            )
            st.button(
                "Hand the list over as a file",
                key=f"hand-{stall.id}",
                on_click=partial(_hand_over, house, stall),
            )
        else:
            st.button(
                "Take this stall away",
                key=f"remove-{stall.id}",
                on_click=partial(_remove, house, stall),
            )
    if path := st.session_state.get(f"{_LIST_LINK}-{stall.id}"):
        st.write("Give this link to the group. It opens for thirty days and shows the list once.")
        st.code(f"{house.settings.public_url.rstrip('/')}{path}", language=None)
    if content := st.session_state.get(f"handed-{stall.id}"):
        st.download_button(
            "Download the list now: it is not given out again",
            content,
            file_name=f"stall-{stall.number}.csv",
            mime="text/csv",
            key=f"file-{stall.id}",
            on_click="ignore",
        )


def _make_link(house: House, stall: Stall) -> None:
    def made() -> str:
        path = list_link(house, stall.id, actor=actor(), now=now())
        st.session_state[f"{_LIST_LINK}-{stall.id}"] = path
        return f"The link for {plain(stall.name)} is ready, below its stall."

    attempt(made)


def _hand_over(house: House, stall: Stall) -> None:
    def handed() -> str:
        who = actor()
        write = partial(hand_over_csv, house, stall.id, actor=who, now=now())
        content = noted(house, f"the visitors of stall {stall.number}", write, who=who)()
        st.session_state[f"handed-{stall.id}"] = content
        return f"The list of {plain(stall.name)} is handed over. Download it below its stall."

    attempt(handed)


def _remove(house: House, stall: Stall) -> None:
    def removed() -> str:
        remove_stall(house, stall.id, actor=actor())
        return f"{plain(stall.name)} has no stall any more."

    attempt(removed)


def the_plan(view: MarketView) -> None:
    """Draw where the stalls stand, where their spots say so."""
    plan = plan_of(view.stalls)
    if not plan:
        return
    st.subheader("The hall, from the door", anchor=False)
    head_row = "| | " + " | ".join(str(n + 1) for n in range(len(plan[0]))) + " |"
    lines = [head_row, "|---" * (len(plan[0]) + 1) + "|"]
    for letter, row in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", plan, strict=False):
        cells = [f"{one.number} {plain(one.name)}" if one else " " for one in row]
        lines.append(f"| **{letter}** | " + " | ".join(cells) + " |")
    st.markdown("\n".join(lines))


def paper(house: House, view: MarketView) -> None:
    """Offer what is printed: a sheet for each table, and the plan for the door."""
    if not view.stalls:
        return
    # A file is made when it is asked for, outside the page's run: who asks is known here only.
    who = actor()
    st.subheader("To print", anchor=False)
    with st.container(horizontal=True):
        st.download_button(
            "A sheet for each table, with its code (PDF)",
            data=noted(
                house,
                "sheets for stalls",
                lambda: stall_sheets(house, view.roadshow.id, actor=who),
                who=who,
            ),
            file_name="stall-sheets.pdf",
            mime="application/pdf",
            on_click="ignore",
        )
        st.download_button(
            "Who is where, for the door (PDF)",
            data=noted(
                house,
                "who is where in the hall",
                lambda: floor_plan(house, view.roadshow.id, actor=who),
                who=who,
            ),
            file_name="who-is-where.pdf",
            mime="application/pdf",
            on_click="ignore",
        )
