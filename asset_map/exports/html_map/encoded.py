"""The one way by which typed text enters the page."""

__all__ = ["encoded"]

# What is neither letter nor digit may mean something to HTML, to a script or to a template.
_PLAIN = frozenset(" .,()!?")


def encoded(text: str) -> str:
    """
    Return the text as HTML that means it: all but letters, digits and stops as ``&#N;``.

    Half a character, which no file can hold, becomes a question mark.
    """
    whole = text.encode("utf-8", "replace").decode()
    return "".join(one if one.isalnum() or one in _PLAIN else f"&#{ord(one)};" for one in whole)
