"""The parts of the connections page: in words, as a picture, as a table, what if, since when."""

from collections import Counter
from datetime import date, timedelta
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from asset_map.model.connection import Connection
from asset_map.model.role import Actor
from asset_map.model.words import counted, long_date
from asset_map.usecases.connect_assets import said_of
from asset_map.usecases.connection_files import file_kinds, file_name_of, network_file
from asset_map.usecases.house import House
from asset_map.usecases.look_at_network import (
    before_and_after,
    figures_of,
    what_if_closed,
    what_if_ended,
)
from asset_map.usecases.picture_network import (
    Picture,
    picture,
    picture_svg,
    places_of,
    sentence_of,
)
from asset_map.web.frame import page_file
from asset_map.web.giving_out import noted
from asset_map.web.link_form import Names
from asset_map.web.link_parts import link_facts, links_listed
from asset_map.web.network_chart import CHART_HEIGHT, chart_of, clicked
from asset_map.web.state import today
from asset_map.web.text import plain

__all__ = [
    "change_view",
    "chosen_one",
    "drawn",
    "in_words",
    "names_of",
    "not_linked",
    "table",
    "take_away",
    "what_if",
]

Network = Any
_FIRST = 12
_MOST_ROWS = 2_000
_DAY = "DD/MM/YYYY"


def names_of(graph: Network) -> Names:
    """Return everybody's name by id; where several have it, with the ward."""
    members = dict(graph.nodes(data="member"))
    times = Counter(member.name for member in members.values())
    return {
        key: f"{member.name} ({member.ward_name})"
        if times[member.name] > 1 and member.ward_name
        else member.name
        for key, member in members.items()
    }


def _links(graph: Network) -> list[Connection]:
    return sorted((link for _, _, link in graph.edges(data="link")), key=lambda link: link.id)


def not_linked(graph: Network) -> None:
    """Name whoever is not linked yet: that is what to act on first."""
    names = names_of(graph)
    alone = sorted(figures_of(graph).not_linked.asset_ids, key=lambda key: names[key].casefold())
    st.header("Not linked to anyone yet", anchor=False)
    if not alone:
        st.write("Everybody here is linked with somebody.")
        return
    st.write(f"{counted(len(alone), 'place or group', 'places and groups')}. Whom could they meet?")
    with st.container(horizontal=True):
        for key in alone[:_FIRST]:
            st.page_link(page_file("asset"), label=plain(names[key]), query_params={"id": key})
    if len(alone) > _FIRST:
        st.caption(f"And {counted(len(alone) - _FIRST, 'other')}: the table names them all.")


def in_words(graph: Network) -> None:
    """Say every other figure in plain words."""
    st.header("What the network says", anchor=False)
    st.markdown("\n".join(f"- {plain(words)}" for words in figures_of(graph).sentences()[1:]))


def drawn(graph: Network, *, chosen: str) -> tuple[str, str]:
    """Draw the network; return the id of the asset, or of the link, that was clicked."""
    is_everybody = bool(chosen) or st.toggle("Draw those not linked yet too", key="network_all")
    shown: Picture = picture(graph, is_everybody=is_everybody)
    says = (
        f"{counted(len(shown.nodes), 'place or group', 'places and groups')}, "
        f"{counted(len(shown.edges), 'pair')} of them linked."
    )
    if not shown.nodes:
        st.write("Nobody here is linked yet.")
        return "", ""
    event = st.echarts_chart(
        chart_of(shown, chosen=chosen),
        height=CHART_HEIGHT,
        on_select="rerun",
        alt=f"The network drawn: {says} The table and the sentences say the same.",
        key=f"network_chart_{is_everybody}",
    )
    st.caption(
        f"{says} Whole lines go on, dashes are early, dots rest; thicker lines are several "
        "connections of the same two. Click one to see it below; drag to move the picture."
    )
    return clicked(event, shown)


def chosen_one(house: House, graph: Network, asset_id: str, link_id: str, *, who: Actor) -> None:
    """Show what was clicked, with what can be done."""
    names = names_of(graph)
    if link_id:
        links = [link for link in _links(graph) if link.id == link_id]
        pair = {end for link in links for end in (link.from_id, link.to_id)}
        links = [link for link in _links(graph) if {link.from_id, link.to_id} == pair]
        st.header("These two", anchor=False)
        links_listed(house, links, names, who=who)
    elif asset_id in names:
        st.header(plain(names[asset_id]), anchor=False)
        st.page_link(page_file("asset"), label="Its page", query_params={"id": asset_id})
        links = [link for link in _links(graph) if asset_id in (link.from_id, link.to_id)]
        if not links:
            st.write("Not linked to anyone yet.")
        links_listed(house, links[:_FIRST], names, who=who)
        if len(links) > _FIRST:
            st.caption(f"And {counted(len(links) - _FIRST, 'other')}: see the table.")


def table(graph: Network) -> None:
    """Show the same as rows: every connection, then who has none."""
    names = names_of(graph)
    wards = {key: member.ward_name for key, member in graph.nodes(data="member")}
    links = sorted(_links(graph), key=lambda link: names[link.from_id].casefold())
    rows = [
        {
            "From": names[link.from_id],
            "Ward": wards[link.from_id],
            "does what": said_of(link.kind),
            "For": names[link.to_id],
            "Ward of the other": wards[link.to_id],
            "How it goes": link_facts(link),
        }
        for link in links[:_MOST_ROWS]
    ]
    st.write(f"{counted(len(links), 'connection')}.")
    if len(links) > _MOST_ROWS:
        st.caption(f"The first {_MOST_ROWS:,} are shown; choose a part above, or take a file away.")
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Every connection, with its two ends")
    linked = {end for link in links for end in (link.from_id, link.to_id)}
    alone = [
        {"Not linked yet": name, "Ward": wards[key]}
        for key, name in sorted(names.items(), key=lambda one: one[1].casefold())
        if key not in linked
    ]
    if alone:
        st.dataframe(pd.DataFrame(alone[:_MOST_ROWS]), hide_index=True, alt="Who is not linked yet")


def what_if(graph: Network) -> None:
    """Ask what would be lost if a place closed, or a connection came to an end."""
    names = names_of(graph)
    linked = {end for link in _links(graph) for end in (link.from_id, link.to_id)}
    order = sorted(linked, key=lambda key: names[key].casefold())
    which = st.radio(
        "What if", ["a place closed", "a connection came to an end"], horizontal=True, key="what_if"
    )
    if which == "a place closed":
        asset_id = st.selectbox("Which place?", order, None, format_func=names.__getitem__)
        lost = what_if_closed(graph, asset_id) if asset_id else None
    else:
        links = {link.id: link for link in _links(graph)}
        link_id = st.selectbox(
            "Which connection?", list(links), None,
            format_func=lambda key: sentence_of(graph, links[key]),
        )  # fmt: skip
        lost = what_if_ended(graph, link_id) if link_id else None
    if lost is None:
        st.write("Choose one to see who would lose their room, and what would fall apart.")
        return
    for words in lost.sentences:
        st.write(plain(words))
    if lost.loses:
        st.markdown("**These connections would go**")
        st.markdown("\n".join(f"- {plain(sentence_of(graph, link))}" for link in lost.loses))


def change_view(house: House, *, who: Actor) -> None:
    """Show what changed between two days: in words, as a table, and as two pictures."""
    left, right = st.columns(2)
    first = left.date_input(
        "From the end of", today() - timedelta(days=90), format=_DAY, key="change_from"
    )
    last = right.date_input("to the end of", today(), format=_DAY, key="change_to")
    if not isinstance(first, date) or not isinstance(last, date) or first >= last:
        st.warning("Choose a first day that lies before the last one.")
        return
    then, now_, changed = before_and_after(house, first=first, last=last, actor=who, today=today())
    st.markdown("\n".join(f"- {plain(words)}" for words in changed.sentences))
    st.dataframe(
        pd.DataFrame(
            {"": row.label, long_date(first): row.before, long_date(last): row.after}
            for row in changed.rows
        ),
        hide_index=True,
        alt="The counts before and after",
    )
    touched = {
        end for link in (*changed.made, *changed.ended) for end in (link.from_id, link.to_id)
    }
    if touched:
        pictures = st.columns(2)
        for column, (part, day) in zip(pictures, ((then, first), (now_, last)), strict=True):
            svg = picture_svg(part, title=f"On {long_date(day)}", places=places_of(now_))
            column.image(
                svg, caption=f"On {long_date(day)}", alt=f"The network on {long_date(day)}"
            )


def _content(graph: Network, kind: str) -> bytes:
    return network_file(graph, kind).content


def take_away(house: House, graph: Network, *, who: Actor) -> None:
    """Offer the network in the files of other programs."""
    st.write(
        "What you see here, for other programs. Amounts of money are in it where both sides "
        "agreed to that, and in whatever officers take away."
    )
    for kind, label in file_kinds().items():
        st.download_button(
            label,
            noted(house, f"the network as {kind}", partial(_content, graph, kind), who=who),
            file_name=file_name_of(kind),
            key=f"take-{kind}",
            on_click="ignore",
        )
