"""What a mail server may answer, and what that means for trying again."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from marketplace.adapters import smtp_mail
from marketplace.adapters.mime_mail import read
from marketplace.adapters.smtp_mail import SmtpMail
from marketplace.adapters.smtp_server import SmtpServer, Tls
from marketplace.ports.mail import MailRefused
from tests.fakes.clock import FrozenClock
from tests.ports.mail.letters import CALENDAR, SENDER, make_mail
from tests.ports.mail.smtp_server import PASSWORD, USER, Postmaster, client_side, start_server


@contextmanager
def sending_to(postmaster: Postmaster, *, tls: Tls = Tls.NONE, password: str = "") -> Iterator[SmtpMail]:
    server = start_server(postmaster, tls=tls, login=bool(password))
    address = SmtpServer("localhost", server.port, tls, USER if password else "", password)
    try:
        yield SmtpMail(address, SENDER, FrozenClock(), trust=client_side())
    finally:
        server.stop()


def refusal_of(postmaster: Postmaster) -> MailRefused:
    with sending_to(postmaster) as transport, pytest.raises(MailRefused) as refused:
        transport.send(make_mail())
    assert "lucia" not in str(refused.value)
    return refused.value


@pytest.mark.parametrize(
    ("postmaster", "permanent", "blamed", "reason"),
    [
        (Postmaster(rcpt="550 5.1.1 <lucia@posta.example> unknown"), True, True, "recipient refused: 550 5.1.1"),
        (Postmaster(rcpt="553 no such mailbox lucia"), True, True, "recipient refused: 553"),
        (Postmaster(rcpt="554 5.7.1 relay access denied"), True, False, "recipient refused: 554 5.7.1"),
        (Postmaster(rcpt="450 4.2.0 greylisted, lucia"), False, True, "recipient refused: 450 4.2.0"),
        (Postmaster(rcpt="452 4.2.2 mailbox full"), False, True, "recipient refused: 452 4.2.2"),
        (Postmaster(rcpt="421 4.3.2 closing"), False, True, "recipient refused: 421 4.3.2"),
        (Postmaster(mail="550 5.7.1 sender not allowed"), False, False, "sender refused: 550 5.7.1"),
        (Postmaster(mail="552 5.3.4 too big"), True, False, "sender refused: 552 5.3.4"),
        (Postmaster(data="554 5.6.0 spam"), True, False, "letter refused: 554 5.6.0"),
        (Postmaster(data="451 4.3.0 try later"), False, False, "letter refused: 451 4.3.0"),
        (Postmaster(drop_after_data=True), False, False, "no connection: SMTPServerDisconnected"),
    ],
)
def test_a_refusal_says_whether_trying_again_helps(
    postmaster: Postmaster, permanent: bool, blamed: bool, reason: str
) -> None:
    refused = refusal_of(postmaster)
    assert (refused.permanent, refused.reason) == (permanent, reason)
    assert refused.address == ("lucia@posta.example" if blamed else None)


def test_a_rude_goodbye_does_not_unsend_the_letter() -> None:
    postmaster = Postmaster(drop_at_quit=True)
    with sending_to(postmaster) as transport:
        transport.send(make_mail())
    assert len(postmaster.accepted) == 1


def test_the_envelope_names_the_sender_and_the_ascii_domain() -> None:
    postmaster = Postmaster()
    with sending_to(postmaster) as transport:
        transport.send(make_mail(to="lucia@caffè.it", attachments=(CALENDAR,)))
    assert postmaster.envelopes == [("bonjour@versant.example", ["lucia@xn--caff-8oa.it"])]
    assert read(postmaster.accepted[0])["Message-ID"] == make_mail().message_id


# The test server does not count a connection encrypted from its first byte as encrypted.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.IMPLICIT])
def test_signs_in_over_an_encrypted_connection(tls: Tls) -> None:
    postmaster = Postmaster()
    with sending_to(postmaster, tls=tls, password=PASSWORD) as transport:
        transport.send(make_mail())
    assert postmaster.was_encrypted
    assert postmaster.logged_in


def test_a_wrong_password_is_the_operators_to_mend() -> None:
    with (
        sending_to(Postmaster(), tls=Tls.STARTTLS, password="wrong") as transport,
        pytest.raises(MailRefused, match="SMTPAuthenticationError: 535") as refused,
    ):
        transport.send(make_mail())
    assert refused.value.retryable
    assert refused.value.address is None


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.IMPLICIT])
def test_hands_nothing_to_a_server_with_a_strange_certificate(tls: Tls) -> None:
    postmaster = Postmaster()
    server = start_server(postmaster, tls=tls)
    transport = SmtpMail(SmtpServer("localhost", server.port, tls), SENDER, FrozenClock())
    with pytest.raises(MailRefused, match="SSLCertVerificationError"):
        transport.send(make_mail())
    server.stop()
    assert postmaster.accepted == []


def test_hands_nothing_to_a_server_that_does_not_offer_encryption() -> None:
    postmaster = Postmaster()
    server = start_server(postmaster)
    transport = SmtpMail(SmtpServer("localhost", server.port, Tls.STARTTLS), SENDER, FrozenClock())
    with pytest.raises(MailRefused, match="SMTPNotSupportedError") as refused:
        transport.send(make_mail())
    server.stop()
    assert refused.value.retryable
    assert postmaster.accepted == []


def test_no_server_there_is_temporary() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    transport = SmtpMail(SmtpServer("127.0.0.1", port, Tls.NONE), SENDER, FrozenClock())
    with pytest.raises(MailRefused, match="ConnectionRefusedError") as refused:
        transport.send(make_mail())
    assert refused.value.retryable


@contextmanager
def a_server_that(behaves: Callable[[socket.socket], None]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                behaves(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(10)
        assert not thread.is_alive()


def stays_silent(connection: socket.socket) -> None:
    while connection.recv(1000):
        pass


def dribbles(connection: socket.socket) -> None:
    """Greets, then answers one sign at a time for ever, so that no single wait is long."""
    connection.sendall(b"220 hello\r\n")
    connection.recv(1000)
    stop = threading.Event()
    try:
        while not stop.wait(0.02):
            connection.sendall(b"2")
    except OSError:
        return


@pytest.mark.parametrize("behaviour", [stays_silent, dribbles])
def test_never_waits_for_long(monkeypatch: pytest.MonkeyPatch, behaviour: Callable[[socket.socket], None]) -> None:
    monkeypatch.setattr(smtp_mail, "CONNECT_SECONDS", 0.3)
    monkeypatch.setattr(smtp_mail, "SEND_SECONDS", 0.5)
    started = time.monotonic()
    with a_server_that(behaviour) as port:
        transport = SmtpMail(SmtpServer("127.0.0.1", port, Tls.NONE), SENDER, FrozenClock())
        with pytest.raises(MailRefused) as refused:
            transport.send(make_mail())
    assert time.monotonic() - started < 5
    assert refused.value.retryable
