"""
A command in a process of its own that is killed, as by `kill -9`, while it writes.

    python -m tests.cli.killed MOMENT roadshow merge home.away …

``MOMENT`` is the number of a statement that writes, or "commit" for the moment before all of
it is kept, or "kept" for the moment after.
"""

import os
import signal
import sys
from typing import Any

from sqlalchemy import Engine, Pool, event

from asset_map.cli import main

_WRITES = ("INSERT", "UPDATE", "DELETE")


class Writes:
    """Counts the statements that write, and ends the process at one moment."""

    def __init__(self, moment: str = "") -> None:
        self.count = 0
        self._moment = moment
        event.listen(Engine, "after_cursor_execute", self._written)
        event.listen(Engine, "commit", self._commits)
        event.listen(Pool, "checkin", self._kept)

    def _written(self, _connection: object, _cursor: object, statement: str, *_: Any) -> None:
        self.count += statement.startswith(_WRITES)
        self._end(str(self.count))

    def _commits(self, _connection: object) -> None:
        if self.count:
            self._end("commit")

    def _kept(self, *_: object) -> None:
        if self.count:
            self._end("kept")

    def _end(self, moment: str) -> None:
        if moment == self._moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def stop(self) -> None:
        """Count no more."""
        event.remove(Engine, "after_cursor_execute", self._written)
        event.remove(Engine, "commit", self._commits)
        event.remove(Pool, "checkin", self._kept)


if __name__ == "__main__":
    Writes(sys.argv.pop(1))
    main()
