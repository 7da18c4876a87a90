"""The time that is left, large, counted by the browser."""

from datetime import timedelta

import streamlit as st

from asset_map.web.state import now

__all__ = ["countdown"]

_SCRIPT = """
export default ({ data, parentElement }) => {
  const face = parentElement.querySelector("output");
  const show = () => {
    const left = Math.max(0, Math.round(data.until - Date.now() / 1000));
    face.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  };
  show();
  const ticking = setInterval(show, 500);
  return () => clearInterval(ticking);
};
"""
_CSS = "output { font-size: 3rem; font-weight: 700; line-height: 1; font-family: inherit; }"
_clock = st.components.v2.component(
    "countdown", html='<output role="timer" aria-label="Time left"></output>', css=_CSS, js=_SCRIPT
)


def countdown(minutes: int, *, key: str) -> None:
    """Start the time at a press, and count it down."""
    until = st.session_state.get(key)
    st.write("Time left" if until else f"{minutes} quiet minutes")
    if until:
        _clock(key=f"clock-{key}", data={"until": until})

    def start() -> None:
        st.session_state[key] = (now() + timedelta(minutes=minutes)).timestamp()

    st.button("Start the time" if not until else "Start again", on_click=start, key=f"start-{key}")
