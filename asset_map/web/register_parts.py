"""The officers' table of the register, and taking away what it shows."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from asset_map.model.look import KIND_LOOK
from asset_map.model.query import Listing, Query
from asset_map.model.role import Actor, Audience
from asset_map.usecases.export_assets import Format, export_assets
from asset_map.usecases.exports_made import GivenOut, note_export
from asset_map.usecases.house import House
from asset_map.web.address import touched
from asset_map.web.messages import refusals
from asset_map.web.state import now

__all__ = ["table", "take_away"]

_TABLE = "register-table"
_AUDIENCES = {
    Audience.PUBLIC: "What everybody may see",
    Audience.PARTNER: "What partners may see",
    Audience.OFFICER: "What officers may see",
}


def table(listings: Sequence[Listing]) -> None:
    """Draw the table; a row that is chosen becomes the record in the page's address."""
    rows = pd.DataFrame(
        [
            {
                "Name": one.name,
                "Kind": KIND_LOOK[one.kind].singular,
                "Ward": one.ward_name,
                "Freshness": one.freshness.label,
                "Last checked": one.verified_on,
                "Place": one.place_name,
                "Postcode": one.postcode,
                "State": one.record_state.label,
                "Is it going?": one.operating_status.label,
            }
            for one in listings
        ]
    )

    def choose() -> None:
        chosen = st.session_state[_TABLE]["selection"]["rows"]
        if chosen and chosen[0] < len(listings):
            touched({"record": listings[chosen[0]].asset_id})

    st.dataframe(
        rows,
        hide_index=True,
        key=_TABLE,
        on_select=choose,
        selection_mode="single-row",
        column_config={"Last checked": st.column_config.DateColumn(format="D MMMM YYYY")},
        alt="The records of the register, one a row",
    )


def take_away(house: House, query: Query, *, actor: Actor) -> None:
    """Offer what the table shows as a file."""
    with st.expander("Take this away as a file"):
        ranks = list(_AUDIENCES)
        audience = st.selectbox(
            "With",
            ranks[: ranks.index(actor.audience) + 1],
            format_func=_AUDIENCES.__getitem__,
            key="export-audience",
        )
        kind = st.selectbox(
            "As", list(Format), format_func=lambda one: one.label, key="export-format"
        )
        with refusals():
            if kind and audience and st.button("Make the file"):
                with st.spinner("Writing the file …"):
                    content, records = export_assets(
                        house, kind, query=query, audience=audience, actor=actor, now=now()
                    )
                    given = GivenOut(
                        what=f"the register as {kind.value}",
                        audience=audience,
                        records=records,
                        content=content,
                    )
                    note_export(house, given, actor=actor, now=now())
                st.download_button(
                    "Download",
                    content,
                    file_name=f"assets-{audience.value}.{kind.value}",
                    mime=kind.mime,
                    on_click="ignore",
                )
