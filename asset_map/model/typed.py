"""Texts as people type and paste them: what nobody can see, or no database keeps, is left out."""

import re
import unicodedata
from urllib.parse import urlsplit

__all__ = ["as_code", "as_lines", "as_one_line", "as_words", "is_blank", "web_address"]

# Control characters, halves of a character, spaces of no width, and marks that turn round the
# direction of all that follows. Joiners stay: Persian and many an emoji are written with them.
_UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufff9-\ufffb\ufffe\uffff]"
)


def as_lines(text: str) -> str:
    """Return a text of any number of lines without what cannot be seen or kept."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def as_one_line(text: str) -> str:
    """Return a text in one line, without what cannot be seen or kept."""
    return re.sub(r"[\n\t]+", " ", as_lines(text)).strip()


def as_words(text: str) -> str:
    """Return a text as words with one space between them, without what cannot be seen or kept."""
    return " ".join(as_lines(text).split())


def as_code(text: str) -> str:
    """Return the code of a roadshow as it is kept, however it was typed."""
    return "".join(as_lines(text).split()).replace("-", "").upper()


def is_blank(text: str) -> bool:
    """Whether a text shows nothing at all: spaces, joiners, marks of direction."""
    return all(
        (kind := unicodedata.category(character))[0] == "Z" or kind in {"Cc", "Cf", "Cs"}
        for character in text
    )


def web_address(typed: str) -> str:
    """Return the address that a typed website names; "" where it is none that is safe to open."""
    address = typed.strip()
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_safe = parts.scheme in {"http", "https"} and "." in parts.netloc and " " not in address
    return address if is_safe else ""
