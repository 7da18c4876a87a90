"""How pages say that something was refused, or that there is nothing yet."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from asset_map.model.errors import AssetMapError, ConflictError, LocationNotFoundError, Problem
from asset_map.web.text import plain

__all__ = ["nothing_yet", "refusals"]


@contextmanager
def refusals() -> Iterator[None]:
    """Show what the program refuses as one message, with every problem and what to do."""
    try:
        yield
    except ConflictError as error:
        st.warning(f"{plain(str(error))} What you typed is still on this page.", icon="⚠️")
    except LocationNotFoundError as error:
        near = ", ".join(plain(one) for one in error.candidates)
        told = all(one in str(error) for one in error.candidates)
        st.error(plain(str(error)) + ("" if told or not near else f" Did you mean {near}?"))
    except AssetMapError as error:
        problems: tuple[Problem, ...] = getattr(error, "problems", ())
        lines = [f"- {plain(str(problem))}" for problem in problems] or [plain(str(error))]
        st.error("\n".join(lines))


def nothing_yet(what: str, *, then: str) -> None:
    """Say that nothing is recorded here yet, and what to do next."""
    st.markdown(f"**{what}**")
    st.write(then)
