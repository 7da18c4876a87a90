"""Whether phones will reach this laptop, tried before people arrive."""

import streamlit as st

from asset_map.model.roadshow import Roadshow
from asset_map.model.words import LONDON
from asset_map.usecases.house import House
from asset_map.usecases.reach_phones import (
    can_be_reached,
    hello_addresses,
    join_address,
    reached_at,
    scannable,
)
from asset_map.web.text import plain

__all__ = ["reach_check"]

_OPEN_UP = (
    "This laptop answers only itself, so no phone can join yet. Stop the server and start it "
    'again with `asset-map serve --host 0.0.0.0`, or set `host = "0.0.0.0"` in '
    "`asset-map.toml`. Then open this page again."
)
_WHAT_TO_DO = """
1. **Is the phone on the same network as this laptop?** Mobile data does not lead here.
2. **Is it a guest network?** Many of them keep phones and laptops apart. Ask for the other one.
3. **Does this laptop block what comes in?** Its firewall may ask whether to let Python be reached:
   say yes for private networks.
4. **Switch on a hotspot**, on this laptop or on a phone, and let the laptop and the phones join it.
   Then start the server again. It needs no internet.
5. **Use the register on the internet**, if your council has one: phones join over mobile data.
6. **Use paper.** Print cards, and key them in afterwards: the result is the same.
"""


def reach_check(house: House, roadshow: Roadshow) -> None:
    """Show a code to scan, say when a phone has come through, and what to do if none does."""
    st.header("Can phones reach this laptop?", anchor=False)
    if not can_be_reached(house):
        st.warning(_OPEN_UP)
    else:
        _try_it(house, roadshow.code)
    with st.expander("If no phone comes through"):
        st.markdown(_WHAT_TO_DO)


@st.fragment(run_every="3s")
def _try_it(house: House, code: str) -> None:
    seen = reached_at(house, code)
    if seen is not None:
        at = seen.astimezone(LONDON)
        st.success(f"A phone has reached this laptop at {at.hour}:{at:%M}.")
        st.write(f"People join at **{plain(join_address(house, code))}**.")
        return
    address, *others = hello_addresses(house, code)
    picture, words = st.columns([1, 3], vertical_alignment="center")
    picture.image(scannable(address), alt="A code to scan with a phone", width=180)
    words.write(
        "Before people arrive, scan this with a phone that is on the hall's network. "
        f"Or type **{plain(address)}**. No phone has come through yet."
    )
    if others:
        words.caption(
            "This laptop is on several networks. If that one does not do, try "
            f"{', or '.join(map(plain, others))}. When it works, set `public_url` to its beginning."
        )
