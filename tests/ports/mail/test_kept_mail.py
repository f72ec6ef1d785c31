"""The letters that a developer looks at instead of sending them."""

from io import StringIO
from pathlib import Path

import pytest

from marketplace.adapters.console_mail import ConsoleMail
from marketplace.adapters.file_mail import FileMail
from marketplace.ports.mail import MailNotKept, MailRefused
from tests.fakes.clock import FrozenClock
from tests.ports.mail.letters import CALENDAR, SENDER, make_mail


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


def send_numbered(mailbox: FileMail, clock: FrozenClock, count: int) -> None:
    for number in range(count):
        mailbox.send(make_mail(message_id=f"<{number}@versant.example>", subject=f"Numero {number}"))
        clock.advance(seconds=1)


def test_lists_the_newest_first_and_forgets_the_oldest(tmp_path: Path, clock: FrozenClock) -> None:
    mailbox = FileMail(tmp_path, SENDER, clock, kept=3)
    send_numbered(mailbox, clock, 5)
    assert [letter.subject for letter in mailbox.list_kept()] == ["Numero 4", "Numero 3", "Numero 2"]
    assert len(list(tmp_path.iterdir())) == 3


def test_reads_one_whole(tmp_path: Path, clock: FrozenClock) -> None:
    mailbox = FileMail(tmp_path, SENDER, clock)
    mail = make_mail(attachments=(CALENDAR,))
    mailbox.send(mail)
    (listed,) = mailbox.list_kept()
    letter = mailbox.read_kept(listed.id)
    assert letter == listed
    assert (letter.to, letter.subject, letter.language) == (mail.to, mail.subject, "it")
    assert (letter.text, letter.html, letter.attachments) == (mail.text, mail.html, (CALENDAR,))
    assert letter.sent_at == clock.now()
    assert "bonjour@versant.example" in letter.sender


def test_a_letter_sent_again_takes_the_place_of_the_first(tmp_path: Path, clock: FrozenClock) -> None:
    mailbox = FileMail(tmp_path, SENDER, clock)
    send_numbered(mailbox, clock, 2)
    mailbox.send(make_mail(message_id="<0@versant.example>", subject="Di nuovo"))
    assert [letter.subject for letter in mailbox.list_kept()] == ["Di nuovo", "Numero 1"]


@pytest.mark.parametrize("id", ["", "..", "../secret_key", "20261124-090000-000000-0123456789abcdef", "/etc/passwd"])
def test_gives_nothing_that_it_did_not_keep(tmp_path: Path, clock: FrozenClock, id: str) -> None:
    mailbox = FileMail(tmp_path / "mail", SENDER, clock)
    assert mailbox.list_kept() == []
    with pytest.raises(MailNotKept):
        mailbox.read_kept(id)


def test_a_folder_that_cannot_be_written_is_temporary(tmp_path: Path, clock: FrozenClock) -> None:
    (tmp_path / "mail").write_text("a file where the folder should be")
    with pytest.raises(MailRefused) as refused:
        FileMail(tmp_path / "mail", SENDER, clock).send(make_mail())
    assert refused.value.retryable


def test_the_console_shows_what_a_developer_needs(tmp_path: Path, clock: FrozenClock) -> None:
    stream = StringIO()
    ConsoleMail(tmp_path, SENDER, clock, stream=stream).send(make_mail(attachments=(CALENDAR,)))
    shown = stream.getvalue()
    for part in (
        "To: lucia@posta.example",
        "Subject: Il tuo ordine è pronto",
        "caprino è già",
        "retrait à Névache.ics",
    ):
        assert part in shown


def test_the_console_prints_where_the_standard_stream_now_goes(
    tmp_path: Path, clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    ConsoleMail(tmp_path, SENDER, clock).send(make_mail())
    assert "lucia@posta.example" in capsys.readouterr().out
