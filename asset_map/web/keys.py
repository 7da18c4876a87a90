"""What shortcuts of Streamlit's buttons cannot do: go to a box, and back to the top."""

import streamlit as st

__all__ = ["keyboard"]

# Letters that are typed into a field stay letters, and so do those held with Ctrl or Alt.
_SCRIPT = """
let shown = "";
export default ({ data }) => {
  if (shown && shown !== data.shown) {
    document.querySelector(`.st-key-${data.top}`)?.scrollIntoView({ block: "start" });
  }
  shown = data.shown;
  const listen = (event) => {
    const typing = event.composedPath()[0].closest?.("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() !== data.key) return;
    const box = document.querySelector(`.st-key-${data.box} textarea`);
    if (!box) return;
    event.preventDefault();
    box.focus();
  };
  document.addEventListener("keydown", listen);
  document.documentElement.dataset.listensTo = data.key;
  return () => {
    document.removeEventListener("keydown", listen);
    delete document.documentElement.dataset.listensTo;
  };
};
"""
_listening = st.components.v2.component("keyboard", js=_SCRIPT)


def keyboard(key: str, *, box: str, shown: str, top: str) -> None:
    """
    Let one key lead to the text area in the container ``box``.

    When another thing is ``shown`` than before, the page goes back to the container ``top``.
    """
    with st.container(key="keyboard"):
        _listening(
            key=f"{box}-keyboard",
            data={"key": key, "box": box, "shown": shown, "top": top},
            height=1,
        )
