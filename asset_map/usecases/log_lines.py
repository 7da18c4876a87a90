"""
The log as one JSON line for each request, command and event, for whoever collects them.

A line says when, how grave, what, and of which route or command by its name: never an address,
what was typed, or who it was.
"""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from asset_map.settings import Settings

__all__ = ["JsonLines", "note_line", "set_up_logs"]

_TOLD: Final = "told"
# Those that write for themselves, each in its own way.
_WORDY: Final = ("uvicorn", "streamlit")
_log = logging.getLogger("asset_map.lines")


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what an error led through is in it, and not what it said."""
        line = {
            "when": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "by": record.name,
            **getattr(record, _TOLD, {}),
        }
        if record.exc_text:
            line["trace"] = record.exc_text
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up_logs(settings: Settings) -> None:
    """Write the log of this process as JSON where the council wants it; else leave it plain."""
    if settings.log_format != "json":
        return
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(JsonLines())
    logging.basicConfig(handlers=[lines], level=logging.WARNING, force=True)
    for name in [one for one in logging.root.manager.loggerDict if one.startswith(_WORDY)]:
        wordy = logging.getLogger(name)
        wordy.handlers, wordy.propagate = [], True
    # Its lines repeat the address, and the address may be somebody's private link.
    logging.getLogger("uvicorn.access").disabled = True
    _log.setLevel(logging.INFO)


def note_line(event: str, told: Mapping[str, object]) -> None:
    """Note that something happened; in a plain log there is no such line."""
    _log.info(event, extra={_TOLD: dict(told)})
