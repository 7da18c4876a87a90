"""
Choices that stand in the page's address, under names and values that stay when words change.

Streamlit can bind a widget to the address itself, but then it writes the words that are
shown: a link would break when a label is mended, or a ward shares its name.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypedDict

import streamlit as st

__all__ = [
    "Bound",
    "a_number",
    "a_text",
    "a_tick",
    "in_address",
    "one_of",
    "some_of",
    "touched",
    "write",
]

Read = Callable[[Sequence[str]], object]

_WRITTEN = "address_written"
_TOUCHED = "address_touched"


class Bound(TypedDict):
    """What a widget is given so that it follows the address."""

    key: str
    on_change: Callable[[], None]


def in_address(name: str, read: Read) -> Bound:
    """
    Take a widget's value from the address where somebody opened a link or went back.

    After the widgets are drawn, ``write`` puts what they hold into the address.
    """
    standing = tuple(st.query_params.get_all(name))
    written: Mapping[str, tuple[str, ...]] = st.session_state.get(_WRITTEN, {})
    # When somebody just used a widget, the address may be a moment behind it.
    is_led = standing != written.get(name) and _TOUCHED not in st.session_state
    if is_led or name not in st.session_state:
        st.session_state[name] = read(standing)
    return {"key": name, "on_change": _touch}


def _touch() -> None:
    st.session_state[_TOUCHED] = True


def write(*names: str) -> None:
    """Put what the widgets of these names hold into the address."""
    st.session_state.pop(_TOUCHED, None)
    written = st.session_state.setdefault(_WRITTEN, {})
    for name in names:
        texts = _texts(st.session_state[name])
        if texts != tuple(st.query_params.get_all(name)):
            if texts:
                st.query_params[name] = list(texts)
            else:
                del st.query_params[name]
        written[name] = texts


def touched(names: Mapping[str, object]) -> None:
    """Set widgets from a button's callback, as somebody who used them would."""
    for name, value in names.items():
        st.session_state[name] = value
    _touch()


def _texts(value: object) -> tuple[str, ...]:
    match value:
        case None | False | "":
            return ()
        case True:
            return ("yes",)
        case list():
            return tuple(str(one) for one in value)
        case _:
            return (str(value),)


def a_text(standing: Sequence[str]) -> str:
    """Read a text."""
    return standing[-1] if standing else ""


def a_tick(standing: Sequence[str]) -> bool:
    """Read a box that is ticked, or not."""
    return bool(standing) and standing[-1] != "no"


def a_number(low: int, high: int) -> Read:
    """Read a whole number within its limits; None where there is none."""

    def read(standing: Sequence[str]) -> int | None:
        text = standing[-1] if standing else ""
        is_number = text.isdecimal() and len(text) <= len(str(high))
        return int(text) if is_number and low <= int(text) <= high else None

    return read


def one_of(options: Sequence[str]) -> Read:
    """Read one of these values; the first where the address has another."""
    return lambda standing: standing[-1] if standing and standing[-1] in options else options[0]


def some_of(options: Sequence[str]) -> Read:
    """Read those of these values that the address has."""
    return lambda standing: [one for one in dict.fromkeys(standing) if one in options]
