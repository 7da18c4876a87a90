"""What waits to be sent to people outside: to copy, to take away, or to go by the mail server."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asset_map.model.cells import neutralised
from asset_map.model.errors import (
    InvalidSubmissionError,
    MailError,
    NotAllowedError,
    SettingsError,
)
from asset_map.model.mailer import Letter, Mailer, mail_address
from asset_map.model.message import LINK, Message, MessageKind
from asset_map.model.role import Action, Actor, require
from asset_map.outside.mail import SmtpMailer
from asset_map.register import messages, roadshows, submissions
from asset_map.register.engine import Connection
from asset_map.usecases.conversing import link_text, status_path
from asset_map.usecases.going_links import going_path
from asset_map.usecases.house import House
from asset_map.usecases.join_roadshow import participant_path
from asset_map.usecases.still_right import reminder_path

__all__ = ["Outgoing", "council_mailer", "mail_merge_csv", "note_sent", "outbox", "send_due"]

_COLUMNS = ("to", "subject", "body", "link", "reference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message as its reader gets it: the link is in ``body``, and alone in ``link``."""

    id: str
    kind: MessageKind
    to: str
    subject: str
    body: str
    link: str
    reference: str
    made_at: datetime
    fault: str


def outbox(house: House, *, actor: Actor, with_address: bool = True) -> list[Outgoing]:
    """
    Return what was not sent yet, the oldest first.

    What is for people who left no address they read on their private page; it is
    here only when asked for.
    """
    require(actor, Action.REVIEW)
    with house.register.reading() as connection:
        waiting = messages.unsent(connection, with_address=with_address)
        return [_outgoing(house, connection, one) for one in waiting]


def _outgoing(house: House, connection: Connection, message: Message) -> Outgoing:
    reference = ""
    if message.submission_id is not None:
        reference = submissions.get(connection, message.submission_id).reference
    link = link_text(house, _path_of(house, connection, message))
    return Outgoing(
        id=message.id,
        kind=message.kind,
        to=message.to_email,
        subject=message.subject,
        body=message.body.replace(LINK, link),
        link=link,
        reference=reference,
        made_at=message.made_at,
        fault=message.fault,
    )


def _path_of(house: House, connection: Connection, message: Message) -> str:
    """Return the private page that a message leads to, from the first slash on."""
    if message.submission_id is not None:
        return status_path(house, message.submission_id)
    # What a key names last is whom, or what, the message is about.
    about = message.key.rpartition(":")[2]
    if message.kind is MessageKind.ROUND_UP:
        return participant_path(house, roadshows.participant(connection, about))
    if message.kind is MessageKind.CHECK_IN:
        return going_path(house, about)
    return reminder_path(house, message)


def council_mailer(house: House) -> Mailer | None:
    """
    Return what carries letters for the council; None where it set no mail server.

    Raises
    ------
    SettingsError
        When a server is set and something that it needs is not.
    """
    settings = house.settings
    if not settings.smtp_host:
        return None
    if not settings.public_url:
        message = "The setting 'public_url' is empty; messages need it for their links."
        raise SettingsError(message)
    try:
        sender = mail_address(settings.mail_from)
    except InvalidSubmissionError:
        sender = ""
    if not sender:
        message = "The setting 'mail_from' is not an email address; write one that takes answers."
        raise SettingsError(message)
    return SmtpMailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        sender=sender,
        sender_name=settings.council_name,
        user=settings.smtp_user,
        password=settings.smtp_password,
    )


def send_due(house: House, mailer: Mailer, *, actor: Actor, now: datetime) -> tuple[int, int]:
    """
    Send what waits, one by one; return how many went and how many did not.

    Each is noted as sent as soon as the server took it. A letter that is refused keeps
    its fault and is tried next time; a server that takes none is not asked again now.

    Raises
    ------
    NotAllowedError
        On the demonstration register: its people do not exist.
    """
    waiting = outbox(house, actor=actor)
    if house.is_demonstration():
        message = "This is the demonstration: its people are made up, so nothing is ever sent."
        raise NotAllowedError(message)
    sent = 0
    for one in waiting:
        if not _still_waits(house, one):
            continue
        letter = Letter(id=one.id, to=one.to, subject=one.subject, body=one.body, at=now)
        try:
            mailer.send(letter)
        except (MailError, InvalidSubmissionError) as error:
            with house.register.writing() as connection:
                messages.failed(connection, one.id, fault=str(error))
            if isinstance(error, MailError) and error.is_away:
                break
        else:
            note_sent(house, [one.id], actor=actor, now=now)
            sent += 1
    return sent, len(outbox(house, actor=actor))


def _still_waits(house: House, one: Outgoing) -> bool:
    """Whether nobody sent it, and no decision was taken back, since the list was read."""
    with house.register.reading() as connection:
        return any(message.id == one.id for message in messages.unsent(connection))


def note_sent(house: House, message_ids: Sequence[str], *, actor: Actor, now: datetime) -> None:
    """Note that messages have gone out, by the server or by hand."""
    require(actor, Action.REVIEW)
    with house.register.writing() as connection:
        for message_id in message_ids:
            messages.sent(connection, message_id, at=now)


def mail_merge_csv(house: House, *, actor: Actor) -> bytes:
    """Return what waits as a CSV file for a mail merge; what could be a formula is made text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for one in outbox(house, actor=actor):
        writer.writerow(neutralised(str(getattr(one, name))) for name in _COLUMNS)
    # With its mark, so that Excel does not take it for cp1252.
    return text.getvalue().encode("utf-8-sig")
