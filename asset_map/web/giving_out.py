"""Files that leave the workroom: that somebody took one is written down when it is pressed."""

from collections.abc import Callable

from asset_map.model.role import Actor, Audience
from asset_map.usecases.exports_made import GivenOut, note_export
from asset_map.usecases.house import House
from asset_map.web.state import now

__all__ = ["noted"]


def noted(
    house: House,
    what: str,
    write: Callable[[], bytes | str],
    *,
    who: Actor,
    audience: Audience | None = None,
) -> Callable[[], bytes]:
    """
    Return what writes a file when it is pressed, and keeps who took it.

    It is called outside the page's run, where nobody knows who looks: so ``who`` is given.
    """

    def written() -> bytes:
        content = write()
        whole = content.encode() if isinstance(content, str) else content
        given = GivenOut(what=what, audience=audience or who.audience, content=whole)
        note_export(house, given, actor=who, now=now())
        return whole

    return written
