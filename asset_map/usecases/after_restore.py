"""What a backup must not take back: carried from the register into what takes its place."""

from asset_map.register import erasures, marks
from asset_map.register.backups import REGISTER_MARK
from asset_map.register.engine import Connection, Register, go_beyond

__all__ = ["after_restore"]


def after_restore(register: Register, current: Connection, restored: Connection) -> None:
    """
    Carry over into what was in a backup what was settled since, before it is put back.

    ``current`` sees the register as it stands; both have the tables of this version.
    """
    # Whoever was erased since is not known to be: they are erased again when it is opened.
    if marks.get(current, REGISTER_MARK) == marks.get(restored, REGISTER_MARK):
        gone = erasures.erased_list(current)
        erasures.remember(restored, gone.subjects, gone.rows)
    # Whatever a running server remembers by this number is out of date from now on.
    go_beyond(restored, register.change_count(current))
