"""Looking over the list of who was erased, which lies in the register and beside it."""

from asset_map.model.finding import Finding, Verdict
from asset_map.model.words import counted
from asset_map.register.engine import Connection
from asset_map.settings import Settings
from asset_map.usecases.erased_list import UNREADABLE, kept_list, list_beside

__all__ = ["look_at_erased"]

_NAME = "who was erased"


def look_at_erased(connection: Connection, settings: Settings) -> Finding:
    """Return whether those who were erased stay away when a backup is put back."""
    kept = kept_list(connection)
    file = list_beside(settings, kept.register)
    unread = file.with_suffix(UNREADABLE)
    if unread.exists():
        return Finding(
            name=_NAME,
            verdict=Verdict.BAD,
            said=f"'{unread}' was damaged, and was set aside.",
            remedy=f"Put a whole copy of it back as '{file.name}', or delete it if there is none.",
        )
    if kept.is_empty:
        return Finding(name=_NAME, verdict=Verdict.OK, said="Nobody yet.")
    if not file.exists():
        return Finding(
            name=_NAME,
            verdict=Verdict.WARN,
            said=f"There is no '{file}': a backup from before would bring them back.",
            remedy="Run 'asset-map retention' once: it is written anew.",
        )
    known = counted(len(kept.known.subjects), "name or address", "names or addresses")
    said = f"{known} as hashes, here and in '{file}'."
    return Finding(name=_NAME, verdict=Verdict.OK, said=said)
