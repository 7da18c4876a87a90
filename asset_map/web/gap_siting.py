"""Where would the next one help most? Sites as words, table and map, beside doing nothing."""

from functools import partial

import streamlit as st

from asset_map.model.asset import AssetKind
from asset_map.model.gap import GapRun
from asset_map.model.location import GridPoint
from asset_map.model.role import Actor
from asset_map.model.words import counted
from asset_map.usecases.gap_answer_files import sites_csv
from asset_map.usecases.gap_pictures import counted_places
from asset_map.usecases.gap_sought import ANCHOR
from asset_map.usecases.house import House
from asset_map.usecases.site_next import Aim, Sites, SitingAnswer, SitingRequest, site_next
from asset_map.usecases.what_if import Pin, pins_to_try
from asset_map.web.address import in_address, one_of, some_of, write
from asset_map.web.choice_words import distinct
from asset_map.web.gap_map import class_focus, gap_base
from asset_map.web.gap_words import distance_words
from asset_map.web.giving_out import noted
from asset_map.web.map import MapPoint, place_picture
from asset_map.web.state import now
from asset_map.web.text import plain
from asset_map.web.wide_table import wide_table

__all__ = ["next_sites"]

_MOST_SITES, _MOST_OWN = 10, 5
_SITES = {
    Sites.SPACES.value: "In a space that is recorded",
    Sites.POINTS.value: "Anywhere that people live",
}
_AIMS = {
    Aim.REACH.value: "Most residents within reach",
    Aim.DISTANCE.value: "The shortest way on average (approximate)",
}
_SITE = "site"


def next_sites(house: House, run: GapRun, *, who: Actor) -> None:
    """Ask how many, among which sites and to what end; tell where they would help most."""
    if run.conditions.sought == ANCHOR:
        st.markdown(
            "**Anchor organisations are grown, not sited.** They come about where local people "
            "take something on, so no map can say where to put one. Choose something else under "
            "“Looked for”: a place to meet, a service, a function."
        )
        return
    st.write(
        f"If there were more {plain(run.conditions.sought_words)}, where would they help most of "
        "the people who live in the wards chosen above? Nothing is changed in the register."
    )
    request = _asked(house, run, who=who)
    if request is None:
        return
    # Some sites are tried in an instant, thousands take seconds.
    with st.spinner("Trying every site …"):
        answer = site_next(house, request, actor=who, now=now())
    st.markdown(f"**{plain(answer.words)}**")
    if answer.chosen:
        _table(answer)
        _beside(answer, run)
        _on_map(house, run, answer, who=who)
        st.download_button(
            "Take these sites away (CSV)",
            noted(house, "sites to try", partial(sites_csv, answer, request), who=who),
            file_name="sites.csv",
            mime="text/csv",
            on_click="ignore",
        )
    st.caption(_said_of(request, run))


def _asked(house: House, run: GapRun, *, who: Actor) -> SitingRequest | None:
    many, sites, aim = st.columns([1, 2, 2])
    numbers = [str(number) for number in range(1, _MOST_SITES + 1)]
    count = many.selectbox("How many new ones", numbers, **in_address("new", one_of(numbers)))
    among = sites.selectbox(
        "Where could they be", list(_SITES), format_func=_SITES.__getitem__,
        **in_address("among", one_of(list(_SITES))),
    )  # fmt: skip
    best = aim.selectbox(
        "What is best", list(_AIMS), format_func=_AIMS.__getitem__,
        **in_address("aim", one_of(list(_AIMS))),
    )  # fmt: skip
    own = _own(house, run, who=who)
    write("new", "among", "aim", "own")
    # Among thousands of points it takes seconds: only when it is asked for.
    is_quick = among == Sites.SPACES.value
    if not is_quick and not st.toggle("Work out the best sites", key="site-go"):
        return None
    return SitingRequest(
        sought=run.conditions.sought,
        count=int(count),
        sites=Sites(among),
        aim=Aim(best),
        codes=tuple(sorted(row.code for row in run.rows)),
        set_id=run.conditions.set_id,
        reach_m=run.conditions.settings.reach_m,
        own=own,
        audience=run.conditions.audience,
    )


def _own(house: House, run: GapRun, *, who: Actor) -> tuple[GridPoint, ...]:
    """Ask for sites of the officer's own choice, among the places that are recorded."""
    found = pins_to_try(house, run, actor=who, now=now())
    pins: dict[str, Pin] = {pin.asset_id: pin for pin in found}
    labels = distinct({key: f"{pin.name} ({pin.ward_name})" for key, pin in pins.items()})
    chosen = st.multiselect(
        "Your own choice, to hold beside it",
        list(labels),
        format_func=labels.__getitem__,
        max_selections=_MOST_OWN,
        placeholder="Choose places that are recorded",
        **in_address("own", some_of(list(labels))),
    )
    return tuple(pins[key].at for key in chosen)


def _table(answer: SitingAnswer) -> None:
    wide_table(
        [
            {
                "Site": f"{number}. {one.name or 'Among homes'}",
                "Ward": one.ward_name or "outside the wards",
                "By itself": f"{counted(one.by_itself, 'resident')} more",
            }
            for number, one in enumerate(answer.chosen, start=1)
        ],
        label="The sites that help most",
    )


def _beside(answer: SitingAnswer, run: GapRun) -> None:
    """Hold doing nothing, the sites found, and the officer's own beside each other."""
    best = answer.best
    lines = [
        ("Doing nothing", best.beyond_before, 0, best.mean_m_before),
        ("These sites", best.beyond_after, best.newly_within, best.mean_m_after),
    ]
    if own := answer.own:
        lines.append(("Your own choice", own.beyond_after, own.newly_within, own.mean_m_after))
    wide_table(
        [
            {
                "With": name,
                "Beyond reach": f"{beyond:,}",
                "More within reach": f"{more:,}",
                "On average": distance_words(mean_m if mean_m < float("inf") else None, run),
            }
            for name, beyond, more, mean_m in lines
        ],
        label="Beside doing nothing",
    )


def _on_map(house: House, run: GapRun, answer: SitingAnswer, *, who: Actor) -> None:
    there = [
        MapPoint(one.asset_id, one.kind, one.name, one.lon, one.lat)
        for one in counted_places(house, run, actor=who)
    ]
    sites = [
        MapPoint(_SITE, AssetKind.SPACE, _named(number, one.name), one.lon, one.lat)
        for number, one in enumerate(answer.chosen, start=1)
    ]
    place_picture(
        [*there, *sites],
        base=gap_base(house, run),
        focus=class_focus(run, asset_id=_SITE),
        key="site-map",
        label="Map of the sites that help most, ringed; the table says the same in words",
        height="26rem",
    )
    st.caption("Ringed: the sites that were found. The others are there already.")


def _named(number: int, name: str) -> str:
    return f"{number}. {name or 'Among homes'}"


def _said_of(request: SitingRequest, run: GapRun) -> str:
    among = "spaces that are recorded" if request.sites is Sites.SPACES else "points of residents"
    said = (
        f"For {plain(run.conditions.area)}, among {among}, with "
        f"{run.conditions.settings.reach_words}."
    )
    if request.aim is Aim.DISTANCE:
        return f"{said} By greedy choice and swaps: a good answer, and not surely the best."
    return f"{said} Where two sites reach the same people, those are counted once."
