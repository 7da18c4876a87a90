"""What is written to people outside: a question, a decision, a reminder."""

from dataclasses import dataclass
from datetime import datetime

from asset_map.model.words import WordEnum

__all__ = ["LINK", "Message", "MessageKind"]

# Stands in a message's text for the private link, which is made anew when it is read or sent:
# what is kept of a link is its hash alone.
LINK = "{link}"


class MessageKind(WordEnum):
    """Why somebody is written to."""

    RECEIPT = "receipt"
    QUESTION = "question"
    DECISION = "decision"
    REMINDER = "reminder"
    # What came of a roadshow, to somebody who asked for it.
    ROUND_UP = "round_up"
    # How does it go? To the owner of something that was agreed.
    CHECK_IN = "check_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """
    One message, to copy by hand or to be sent when a council set a mail server.

    ``to_email`` is empty where nobody left an address. ``key`` is the same for what
    must not be written twice ("reminder of the tenth month of this check").
    ``fault`` says why the last try to send it failed.
    """

    id: str
    key: str
    kind: MessageKind
    subject: str
    body: str
    made_at: datetime
    to_email: str = ""
    submission_id: str | None = None
    asset_id: str | None = None
    sent_at: datetime | None = None
    fault: str = ""
