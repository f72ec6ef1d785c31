"""MAIL_URL, read or refused at start."""

import pytest

from marketplace.adapters.smtp_server import SmtpServer, Tls


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", SmtpServer("mail.example", 587, Tls.STARTTLS)),
        ("smtp://mail.example?tls=none", SmtpServer("mail.example", 25, Tls.NONE)),
        ("smtp://mail.example:2525/?tls=starttls", SmtpServer("mail.example", 2525, Tls.STARTTLS)),
        ("smtps://mail.example", SmtpServer("mail.example", 465, Tls.IMPLICIT)),
        ("smtps://u%40x:p%2Fw%25@mail.example:1", SmtpServer("mail.example", 1, Tls.IMPLICIT, "u@x", "p/w%")),
        ("smtp://u:p@localhost?tls=none", SmtpServer("localhost", 25, Tls.NONE, "u", "p")),
        ("smtp://u:p@[::1]:25?tls=none", SmtpServer("::1", 25, Tls.NONE, "u", "p")),
    ],
)
def test_reads(url: str, server: SmtpServer) -> None:
    assert SmtpServer.from_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "",
        "console",
        "http://mail.example",
        "smtp://",
        "smtp://:25",
        "smtp://mail.example/path",
        "smtp://mail.example:port",
        "smtp://mail.example:70000",
        "smtp://mail.example?tls=maybe",
        "smtp://mail.example?tls=implicit",
        "smtp://mail.example?starttls",
        "smtps://mail.example?tls=none",
        "smtp://user:secret@mail.example?tls=none",
        "smtp://user@mail.example",
        "smtp://:secret@mail.example",
        "smtp://user:secr%C3%A8t@mail.example",
        "smtp://user:secret/slash@mail.example",
    ],
)
def test_refuses_without_telling_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="must|takes|has") as refused:
        SmtpServer.from_url(url)
    assert "secr" not in str(refused.value)


def test_never_shows_the_password() -> None:
    assert "secret" not in repr(SmtpServer.from_url("smtps://user:secret@mail.example"))
