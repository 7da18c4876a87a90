"""Letters to a real mail server on this machine."""

import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from asset_map.model.errors import InvalidSubmissionError, MailError, SettingsError
from asset_map.model.mailer import Letter
from asset_map.outside.mail import SmtpMailer
from asset_map.settings import Settings
from tests.outside.mail_server import certificate, mail_server
from tests.serving import free_port

LETTER = Letter(
    id="s1-2",
    to="ann@doggerby.example",
    subject="A question about what you sent (K7M-4QX-B2D)",
    body="Where to? Café Ølgod?\n\n.\nhttps://map.doggerby.example/status/abc\n",
    at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
)


def mailer(port: int, **more: Any) -> SmtpMailer:
    drawn = SmtpMailer(
        host="127.0.0.1",
        port=port,
        security="none",
        sender="map@doggerby.example",
        sender_name="Doggerby, District Council",
    )
    return replace(drawn, **more)


def test_a_letter_arrives_as_it_was_written() -> None:
    with mail_server() as server:
        mailer(server.port).send(LETTER)

    got = server.letters[0]
    assert got["To"] == "ann@doggerby.example"
    assert got["From"].addresses[0].addr_spec == "map@doggerby.example"
    assert got["From"].addresses[0].display_name == "Doggerby, District Council"
    assert got["Subject"] == LETTER.subject
    assert got["Message-ID"] == "<s1-2@doggerby.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Date"].datetime == LETTER.at
    assert got.get_content().replace("\r\n", "\n") == LETTER.body


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\u2028", "\x0b"])
def test_a_line_break_in_a_subject_begins_no_header(line_break: str) -> None:
    subject = f"Is this right? Knitters{line_break}Bcc: spy@doggerby.example"
    with mail_server() as server:
        mailer(server.port).send(replace(LETTER, subject=subject))

    assert server.letters[0]["Bcc"] is None
    assert server.letters[0]["Subject"] == "Is this right? Knitters Bcc: spy@doggerby.example"
    assert server.readers == [["ann@doggerby.example"]]


@pytest.mark.parametrize(
    "to", ["ann@doggerby.example\nBcc: spy@doggerby.example", "a@b.example, c@d.example", "ann"]
)
def test_what_is_no_address_is_sent_to_nobody(to: str) -> None:
    with mail_server() as server, pytest.raises(InvalidSubmissionError):
        mailer(server.port).send(replace(LETTER, to=to))
    assert server.letters == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_crosses_the_network_encrypted_after_a_login(
    tmp_path: Path, security: str
) -> None:
    shown, trust = certificate(tmp_path)
    with mail_server(**{security: shown}) as server:
        mailer(server.port, security=security, trust=trust, user="map", password="secret").send(
            LETTER
        )
    assert len(server.letters) == 1
    assert server.logins == [(b"map", b"secret")]


def test_a_wrong_password_is_told_without_the_password(tmp_path: Path) -> None:
    shown, trust = certificate(tmp_path)
    secure = {"security": "starttls", "trust": trust, "user": "map", "password": "mistyped"}
    with mail_server(starttls=shown) as server, pytest.raises(MailError) as refused:
        mailer(server.port, **secure).send(LETTER)
    assert refused.value.is_away
    assert "535" in str(refused.value)
    assert "mistyped" not in str(refused.value)


def test_a_server_that_nobody_vouches_for_gets_neither_login_nor_letter(tmp_path: Path) -> None:
    shown, _ = certificate(tmp_path)
    with mail_server(starttls=shown) as server, pytest.raises(MailError) as refused:
        mailer(server.port, security="starttls", user="map", password="secret").send(LETTER)
    assert refused.value.is_away
    assert (server.logins, server.letters) == ([], [])


def test_a_server_without_encryption_gets_nothing_where_it_is_asked_for() -> None:
    with mail_server() as server, pytest.raises(MailError):
        mailer(server.port, security="starttls").send(LETTER)
    assert server.letters == []


def test_a_refused_reader_is_that_letters_fault_alone() -> None:
    with mail_server() as server:
        server.refused.add(LETTER.to)
        with pytest.raises(MailError, match=r"550: 5\.1\.1 nobody of that name here") as refused:
            mailer(server.port).send(LETTER)
    assert not refused.value.is_away


def test_a_server_that_is_not_there_is_away() -> None:
    with pytest.raises(MailError, match="cannot be used") as away:
        mailer(free_port()).send(LETTER)
    assert away.value.is_away


def test_a_server_that_is_too_busy_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def turn_away() -> None:
            caller, _ = listening.accept()
            with caller:
                caller.sendall(b"421 too busy\r\n")

        thread = Thread(target=turn_away)
        thread.start()
        with pytest.raises(MailError, match="421: too busy") as away:
            mailer(listening.getsockname()[1]).send(LETTER)
        thread.join()
    assert away.value.is_away


@pytest.mark.parametrize("wrong", [{"security": "ssl"}, {"user": "map", "password": "secret"}])
def test_settings_that_would_show_a_password_or_mean_nothing_are_refused(
    wrong: dict[str, str],
) -> None:
    with pytest.raises(SettingsError) as refused:
        mailer(25, **wrong)
    assert "secret" not in str(refused.value)


def test_the_password_is_in_no_picture_of_the_settings() -> None:
    assert "hush" not in repr(Settings(smtp_password="hush"))
    assert "hush" not in repr(mailer(25, password="hush"))
