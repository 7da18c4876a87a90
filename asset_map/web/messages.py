"""How pages say what was done, what was refused, and that there is nothing yet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from asset_map.model.errors import AssetMapError, LocationNotFoundError, Problem, RegisterAwayError
from asset_map.web.register_away import stand_by
from asset_map.web.text import plain

__all__ = ["attempt", "nothing_yet", "refusal_of", "refusals", "tell", "tell_next"]

_TOLD = "told"


def refusal_of(error: AssetMapError) -> str:
    """Return what the program refuses in Markdown: every problem, and what to do."""
    if isinstance(error, LocationNotFoundError):
        near = ", ".join(plain(one) for one in error.candidates)
        is_told = all(one in str(error) for one in error.candidates)
        return plain(str(error)) + ("" if is_told or not near else f" Did you mean {near}?")
    problems: tuple[Problem, ...] = getattr(error, "problems", ())
    if len(problems) > 1:
        return "\n".join(f"- {plain(str(problem))}" for problem in problems)
    return plain(str(problems[0])) if problems else plain(str(error))


@contextmanager
def refusals(*, title: str = "") -> Iterator[None]:
    """Show what the program refuses as one message, under a title where the page has none yet."""
    try:
        yield
    except RegisterAwayError as error:
        stand_by(error)
    except AssetMapError as error:
        if title:
            st.title(title, anchor=False)
        st.error(refusal_of(error))


def attempt(doing: Callable[[], str], *, typed: str = "") -> None:
    """
    Do what a button was pressed for, before the page is drawn anew, and keep what to tell.

    As a button's callback it acts on what the page showed when it was pressed, and not
    on what somebody else made of it since. What was ``typed`` is told back if it was refused.
    """
    try:
        tell_next(doing())
    except AssetMapError as error:
        kept = f"\n\nYou had written: {plain(typed)}" if typed.strip() else ""
        st.session_state[_TOLD] = ("warning", refusal_of(error) + kept)


def tell_next(text: str) -> None:
    """Keep what was done, in Markdown, to tell it when the page is drawn anew."""
    st.session_state[_TOLD] = ("success", text)


def tell() -> None:
    """Tell what the last press of a button came to, once."""
    if kept := st.session_state.pop(_TOLD, None):
        kind, text = kept
        {"success": st.success, "warning": st.warning}[kind](text)


def nothing_yet(what: str, *, then: str) -> None:
    """Say that nothing is recorded here yet, and what to do next."""
    st.markdown(f"**{what}**")
    st.write(then)
