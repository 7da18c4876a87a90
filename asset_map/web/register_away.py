"""While the register is away: the page stays as it is, and goes on when the register is back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from asset_map.model.errors import RegisterAwayError
from asset_map.usecases.health import is_ready
from asset_map.web.state import the_house
from asset_map.web.text import plain

__all__ = ["AWAY", "stand_by", "waited_out"]

AWAY = (
    "**We cannot reach the register just now.** Nothing is lost: what you typed stays on this "
    "page. Leave it open. It goes on by itself when the register is back; then press the button "
    "once more."
)
_PATIENCE_S = 600


@contextmanager
def waited_out() -> Iterator[None]:
    """Draw what may ask a register that is away, and stand by then."""
    try:
        yield
    except RegisterAwayError as error:
        st.set_page_config(page_title=the_house().settings.council_name)
        stand_by(error)


def stand_by(error: RegisterAwayError) -> None:
    """
    Say that the register is away, and draw the page anew when it is back.

    A page that is still being drawn keeps on the screen what somebody typed into it. Where
    the register answers, and only could not write, the page goes on as it is.
    """
    if is_ready(the_house()):
        st.error(plain(str(error)))
        return
    with st.container(key="register-away"):
        place = st.empty()
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        # Each time anew, so that somebody who leaves or clicks is noticed.
        place.error(AWAY)
        time.sleep(1)
        if is_ready(the_house()):
            st.rerun()
