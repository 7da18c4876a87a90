"""Hands stay on the keyboard: the field has the focus, and Alt with a number chooses."""

import streamlit as st

__all__ = ["hands_on_keyboard"]

_SCRIPT = """
let shown = "";
export default ({ data }) => {
  const field = () => document.querySelector(`.st-key-${data.box} input[type="text"]`);
  if (shown !== data.shown) {
    shown = data.shown;
    // The field is drawn a moment after this is.
    let tries = 60;
    const seek = setInterval(() => {
      const found = field();
      if (found && document.activeElement === document.body) found.focus();
      if (found || --tries < 0) clearInterval(seek);
    }, 50);
  }
  const choices = () => document.querySelectorAll(`.st-key-${data.choices} button`);
  const onKey = (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[1-9]$/.test(event.code)) return;
    const choice = choices()[Number(event.code.slice(5)) - 1];
    if (!choice) return;
    event.preventDefault();
    choice.click();
    setTimeout(() => field()?.focus(), 60);
  };
  const onClick = (event) => {
    if (event.detail > 0 && event.target.closest?.(`.st-key-${data.choices}`)) {
      setTimeout(() => field()?.focus(), 60);
    }
  };
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  return () => {
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("click", onClick);
  };
};
"""
_listening = st.components.v2.component("hands_on_keyboard", js=_SCRIPT)


def hands_on_keyboard(*, box: str, choices: str, shown: str) -> None:
    """
    Put the focus into the field of the container ``box`` when a screen comes up.

    Alt with a number presses that button of the container ``choices``.
    """
    with st.container(key="keyboard"):
        _listening(
            key="hands-on-keyboard",
            data={"box": box, "choices": choices, "shown": shown},
            height=1,
        )
