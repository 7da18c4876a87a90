"""
Typed text on its way into Streamlit's Markdown.

Labels, captions and ``st.write`` read Markdown, and more: colours, icons, formulas.
What a person typed must appear as typed, so every mark that could mean something
is escaped here, and nothing typed reaches Streamlit by another way than this, a
table cell, or JSON for the map.
"""

import re

__all__ = ["plain"]

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
# Emoji and icon names are looked for after Markdown was read, so escaping cannot stop them.
_SHORTCODE = re.compile(r":(?=[\w+/-]+:)")
_WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """Return the text so that Markdown shows it as it was typed, on one line."""
    unbroken = " ".join(_SHORTCODE.sub(f":{_WORD_JOINER}", text).split())
    return _MARKS.sub(r"\\\1", unbroken)
