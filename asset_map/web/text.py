"""
Typed text on its way into Streamlit's Markdown.

Labels, captions and ``st.write`` read Markdown, and more: colours, icons, formulas.
What a person typed must appear as typed, so every mark that could mean something
is escaped here, and nothing typed reaches Streamlit by another way than this, a
cell of ``st.dataframe``, an option of a select box (both show text as it is), or
JSON for the map.
"""

import re
from urllib.parse import quote

__all__ = ["link", "plain", "sentence"]

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
# Emoji and icon names are looked for after Markdown was read, so escaping cannot stop them.
_SHORTCODE = re.compile(r":(?=[\w+/-]+:)")
_WORD_JOINER = "\u2060"
# What an address may hold as it is; the rest of it is percent-encoded.
_IN_ADDRESSES = ":/?#[]@!$&'*+,;=%~-._"


def plain(text: str) -> str:
    """Return the text so that Markdown shows it as it was typed, on one line."""
    unbroken = " ".join(_SHORTCODE.sub(f":{_WORD_JOINER}", text).split())
    return _MARKS.sub(r"\\\1", unbroken)


def sentence(text: str) -> str:
    """Return the text as ``plain`` does, with a capital where it begins."""
    return plain(text[:1].upper() + text[1:])


def link(text: str, address: str) -> str:
    """Return a link in Markdown; both may have been typed."""
    return f"[{plain(text)}](<{quote(address, safe=_IN_ADDRESSES)}>)"
