"""What stands round every screen of a session: its look, the way on, undo, and what follows."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from asset_map.model.errors import AssetMapError
from asset_map.model.roadshow import DEFAULT_AGENDA, Roadshow, Step
from asset_map.usecases.hold_session import moved_since
from asset_map.usecases.house import House
from asset_map.web.frame import page_file
from asset_map.web.messages import refusal_of
from asset_map.web.text import plain

__all__ = ["END", "bar", "do", "follow", "look", "once", "screens_of", "title_of", "told"]

END = "end"
STYLE = Path(__file__).parent / "session.css"
_SECONDS = 2
_UNDO_MAX = 24
_TITLES = {line.step.value: line.title for line in DEFAULT_AGENDA if line.step}

Undo = Callable[[], object]


def screens_of(roadshow: Roadshow) -> dict[str, str]:
    """Return the titles of the screens, in the order of the plan; those left out are not there."""
    planned = {
        line.step.value: line.title
        for line in roadshow.agenda
        if line.step and not line.is_left_out
    }
    return planned | {END: "Read back, and end"}


def title_of(screens: dict[str, str], screen: str) -> str:
    """Return the title of a screen, also of one that the plan leaves out."""
    return screens.get(screen) or _TITLES.get(screen) or _TITLES[Step.CHECK_IN.value]


def follow(house: House, roadshow_id: str, seq: int) -> None:
    """Draw the screen anew soon after a phone or another laptop changed something."""

    @st.fragment(run_every=_SECONDS)
    def watch() -> None:
        if moved_since(house, roadshow_id, seq):
            # What is half typed stays: its field is the same one.
            st.rerun()

    watch()


def bar(roadshow: Roadshow, screens: dict[str, str], screen: str) -> None:
    """Draw the way back and on, every screen by name, and undo."""
    names = list(screens)
    at = names.index(screen) if screen in names else 0
    with st.container(key="session-bar", horizontal=True, vertical_alignment="center"):
        if at > 0:
            _step("Back", names[at - 1], "Alt+P")
        _chooser(screens, screen)
        if at + 1 < len(names):
            _step(f"Next: {plain(screens[names[at + 1]])}", names[at + 1], "Alt+N", is_next=True)
        _undo_button(roadshow.id)
        st.page_link(page_file("roadshow"), label="Leave", query_params={"id": roadshow.id})


def _step(label: str, screen: str, shortcut: str, *, is_next: bool = False) -> None:
    st.button(
        label,
        key=f"step-{'next' if is_next else 'back'}",
        type="primary" if is_next else "secondary",
        shortcut=shortcut,
        on_click=_go,
        args=(screen,),
    )


def _go(screen: str) -> None:
    st.query_params["step"] = screen


def _chooser(screens: dict[str, str], screen: str) -> None:
    names = list(screens)
    st.session_state["session-step"] = screen if screen in screens else names[0]
    st.selectbox(
        "Screen",
        names,
        format_func=screens.__getitem__,
        key="session-step",
        label_visibility="collapsed",
        on_change=lambda: _go(st.session_state["session-step"]),
        width=340,
    )


def do(roadshow_id: str, doing: Callable[[], Undo], *, words: str) -> None:
    """Do something for a button, as ``once`` does, and remember how to undo it."""
    once(lambda: _done(roadshow_id).append((words, doing())))


def once(doing: Callable[[], object]) -> None:
    """Do something for a button; keep why it was refused, to tell it on the next screen."""
    try:
        doing()
    except AssetMapError as error:
        st.session_state["session-refused"] = refusal_of(error)


def told() -> None:
    """Tell what was refused, once."""
    if refused := st.session_state.pop("session-refused", None):
        st.warning(refused)


def _done(roadshow_id: str) -> list[tuple[str, Undo]]:
    return st.session_state.setdefault(f"session-done-{roadshow_id}", [])  # type: ignore[no-any-return]


def _undo_button(roadshow_id: str) -> None:
    done = _done(roadshow_id)
    words = f"Undo: {plain(done[-1][0][:_UNDO_MAX])}" if done else "Undo"
    st.button(
        words,
        key="undo",
        disabled=not done,
        shortcut="Alt+U",
        on_click=partial(_undo, done),
    )


def _undo(done: list[tuple[str, Undo]]) -> None:
    _, undo = done.pop()
    once(undo)


def look() -> None:
    """Give the page the look of a screen in a hall."""
    st.html(STYLE)
