"""What every MailTransport promises, asked of a real mail server, of the console and of the fake."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from io import StringIO
from pathlib import Path

import pytest

from marketplace.adapters import mime_mail
from marketplace.adapters.console_mail import ConsoleMail
from marketplace.adapters.file_mail import FileMail
from marketplace.adapters.smtp_mail import SmtpMail
from marketplace.adapters.smtp_server import SmtpServer
from marketplace.ports.mail import KeptMailbox, MailTransport
from tests.fakes.clock import FrozenClock
from tests.fakes.mail import RecordingMail
from tests.ports.mail.letters import CALENDAR, SENDER, make_mail
from tests.ports.mail.smtp_server import Postmaster, start_server


@dataclass
class Carrier:
    """A transport, and what arrived through it, oldest first."""

    transport: MailTransport
    arrived: Callable[[], list[EmailMessage]]


def smtp() -> Iterator[Carrier]:
    postmaster = Postmaster()
    server = start_server(postmaster)
    transport = SmtpMail(SmtpServer.from_url(f"smtp://127.0.0.1:{server.port}?tls=none"), SENDER, FrozenClock())
    yield Carrier(transport, lambda: [mime_mail.read(source) for source in postmaster.accepted])
    server.stop()


def kept(transport: FileMail) -> Carrier:
    mailbox: KeptMailbox = transport
    return Carrier(transport, lambda: [mime_mail.read(letter.source) for letter in reversed(mailbox.list_kept())])


def recording() -> Carrier:
    transport = RecordingMail()
    clock, sender = FrozenClock(), mime_mail.sender_address(SENDER)
    return Carrier(
        transport,
        lambda: [mime_mail.read(mime_mail.compose(mail, sender, clock.now())) for mail in transport.sent],
    )


@pytest.fixture(params=["smtp", "file", "console", "fake"])
def carrier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Carrier]:
    match request.param:
        case "smtp":
            yield from smtp()
        case "file":
            yield kept(FileMail(tmp_path / "mail", SENDER, FrozenClock()))
        case "console":
            yield kept(ConsoleMail(tmp_path / "mail", SENDER, FrozenClock(), stream=StringIO()))
        case _:
            yield recording()


def test_a_letter_arrives_as_it_was_written(carrier: Carrier) -> None:
    mail = make_mail(reply_to="fattoria@posta.example")
    carrier.transport.send(mail)
    (arrived,) = carrier.arrived()
    assert arrived["To"] == mail.to
    assert arrived["Subject"] == mail.subject
    assert arrived["Message-ID"] == mail.message_id
    assert arrived["Reply-To"] == mail.reply_to
    assert arrived["Content-Language"] == "it"
    assert mime_mail.body_text(arrived, "plain") == mail.text
    assert mime_mail.body_text(arrived, "html") == mail.html


def test_an_attachment_arrives_byte_for_byte(carrier: Carrier) -> None:
    carrier.transport.send(make_mail(attachments=(CALENDAR,)))
    (arrived,) = carrier.arrived()
    assert mime_mail.attachments(arrived) == (CALENDAR,)


def test_a_letter_sent_again_keeps_its_message_id(carrier: Carrier) -> None:
    for _ in range(2):
        carrier.transport.send(make_mail())
    assert {arrived["Message-ID"] for arrived in carrier.arrived()} == {make_mail().message_id}


def test_letters_do_not_mix(carrier: Carrier) -> None:
    carrier.transport.send(make_mail(to="anna@posta.example", message_id="<1@versant.example>"))
    carrier.transport.send(make_mail(to="bruno@posta.example", message_id="<2@versant.example>"))
    arrived = {letter["Message-ID"]: letter["To"] for letter in carrier.arrived()}
    assert arrived == {"<1@versant.example>": "anna@posta.example", "<2@versant.example>": "bruno@posta.example"}


def test_no_cc_or_bcc_is_ever_added(carrier: Carrier) -> None:
    carrier.transport.send(make_mail())
    (arrived,) = carrier.arrived()
    assert not {"cc", "bcc"} & {name.lower() for name in arrived}
