"""Letters by SMTP (RFC 5321), as the council's own mail server takes them."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Final

from asset_map.model.errors import MailError, SettingsError
from asset_map.model.mailer import Letter, mail_address

__all__ = ["SECURITIES", "SmtpMailer"]

SECURITIES: Final = ("starttls", "tls", "none")
_TIMEOUT_S = 20.0
_WORDS_KEPT = 200
# What a server says that would say it of the next letter too.
_TAKES_NONE: Final = (
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpMailer:
    """
    Sends each letter by a connection of its own.

    ``sender`` is the address in From, ``sender_name`` the name beside it; ``trust``
    says which certificates are believed, the system's own unless given.
    """

    host: str
    port: int
    security: str
    sender: str
    sender_name: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    def __post_init__(self) -> None:
        """Refuse settings that could not work, or would show the password on the way."""
        if self.security not in SECURITIES:
            message = (
                f"The setting 'smtp_security' is '{self.security}'; "
                f"it can be {', '.join(SECURITIES)}."
            )
            raise SettingsError(message)
        if self.user and self.security == "none":
            message = (
                "A password would cross the network in the clear; "
                "set 'smtp_security' to starttls or tls, or leave 'smtp_user' empty."
            )
            raise SettingsError(message)

    def send(self, letter: Letter) -> None:
        """
        Hand one letter over.

        Raises
        ------
        MailError
            When the server cannot be reached, does not let us in, or refuses the letter.
        """
        message = self._message(letter)
        try:
            with self._connection() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message, self.sender, [mail_address(letter.to)])
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise MailError(_refusal(code, said)) from error
        except _TAKES_NONE as error:
            raise MailError(_refusal(error.smtp_code, error.smtp_error), is_away=True) from error
        except smtplib.SMTPResponseException as error:
            raise MailError(_refusal(error.smtp_code, error.smtp_error)) from error
        except (OSError, smtplib.SMTPException) as error:
            # Its own words may hold the address or what was sent.
            fault = f"The mail server cannot be used ({type(error).__name__})."
            raise MailError(fault, is_away=True) from error

    def _connection(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_TIMEOUT_S, context=self.trust)
        server = smtplib.SMTP(self.host, self.port, timeout=_TIMEOUT_S)
        if self.security == "starttls":
            try:
                server.starttls(context=self.trust)
            except (OSError, smtplib.SMTPException):
                server.close()
                raise
        return server

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        # One line, whatever was typed: a line break would begin a header of its own.
        message["Subject"] = " ".join(letter.subject.split())
        message["From"] = Address(" ".join(self.sender_name.split()), addr_spec=self.sender)
        message["To"] = Address(addr_spec=mail_address(letter.to))
        message["Date"] = letter.at
        message["Message-ID"] = f"<{letter.id}@{self.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.body)
        return message


def _refusal(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"The mail server said {code}: {' '.join(words.split())[:_WORDS_KEPT]}"
