"""What goes wrong is logged by where it went wrong; what somebody typed is in no log."""

import logging
import traceback
from typing import Any

__all__ = ["keep_values_out_of_logs", "where_it_went_wrong"]


def where_it_went_wrong(error: BaseException) -> str:
    """Return the kind of an error and the lines that led to it, without what it says."""
    lines = traceback.format_tb(error.__traceback__)
    cause = error.__cause__ or error.__context__
    before = f"{where_it_went_wrong(cause)}\nwhich led to:\n" if cause else ""
    return f"{before}{''.join(lines)}{type(error).__name__}"


def keep_values_out_of_logs() -> None:
    """
    Let every log of this process say where an error came up, and not its words.

    The words of an error repeat what was being worked on: a row that the database refused, a
    text that could not be read. Whichever program logs it, its record is made here.
    """
    made = logging.getLogRecordFactory()

    def record(*said: Any, **more: Any) -> logging.LogRecord:  # noqa: ANN401 - logging's own
        one = made(*said, **more)
        error = one.exc_info[1] if one.exc_info else None
        if error is not None:
            one.exc_info, one.exc_text = None, where_it_went_wrong(error)
        return one

    logging.setLogRecordFactory(record)
