"""A letter that could do harm, or not travel, cannot be built."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.adapters.mime_mail import POLICY, compose, read, sender_address
from marketplace.ports.mail import Attachment, MailRefused, is_address, message_id_for
from tests.fakes.clock import FrozenClock
from tests.ports.mail.letters import SENDER, make_mail


@pytest.mark.parametrize(
    "overrides",
    [
        {"subject": "Bonjour\r\nBcc: everyone@posta.example"},
        {"subject": "Bonjour\nBcc: everyone@posta.example"},
        {"subject": "Bonjour\rBcc: everyone@posta.example"},
        {"subject": "Bonjour\u2028Bcc: everyone@posta.example"},
        {"subject": "Bonjour\x00"},
        {"subject": "  "},
        {"subject": "\ud800"},
        {"text": "\ud800"},
        {"html": "\udfff"},
        {"to": "lucia@posta.example\r\nBcc: everyone@posta.example"},
        {"to": "lucia@posta.example, everyone@posta.example"},
        {"to": "Lucia <lucia@posta.example>"},
        {"to": "lucia"},
        {"to": "lucia@"},
        {"to": "@posta.example"},
        {"to": "lucia@posta..example"},
        {"to": "lucia@localhost"},
        {"to": "lucìa@posta.example"},
        {"to": ""},
        {"to": "x" * 65 + "@posta.example"},
        {"to": "lucia@" + "posta." * 50 + "example"},
        {"to": "lucia@" + "x" * 64 + ".example"},
        {"reply_to": "fattoria@posta.example\nBcc: everyone@posta.example"},
        {"reply_to": ""},
        {"message_id": "order-placed.k3f9@versant.example"},
        {"message_id": "<order placed@versant.example>"},
        {"message_id": "<a@versant.example>\r\nBcc: everyone@posta.example"},
        {"message_id": ""},
        {"unsubscribe_url": "javascript:alert(1)"},
        {"unsubscribe_url": "https://versant.example/>, <https://evil.example"},
        {"unsubscribe_url": "https://versant.example/\r\nBcc: everyone@posta.example"},
        {"unsubscribe_url": "https://versant.example/" + "x" * 1000},
    ],
)
def test_refuses_for_good(overrides: dict[str, Any]) -> None:
    with pytest.raises(MailRefused) as refused:
        make_mail(**overrides)
    assert refused.value.permanent
    assert not refused.value.retryable
    assert refused.value.address == overrides.get("to")
    assert "everyone" not in str(refused.value)


@pytest.mark.parametrize(
    ("filename", "media_type"),
    [
        ("a\r\nBcc: everyone@posta.example", "text/calendar"),
        ("../a.ics", "text/calendar"),
        ('a".ics', "text/calendar"),
        ("", "text/calendar"),
        ("a.ics", "calendar"),
        ("a.ics", "text/calendar\r\nBcc: everyone@posta.example"),
    ],
)
def test_refuses_an_attachment_for_good(filename: str, media_type: str) -> None:
    with pytest.raises(MailRefused) as refused:
        Attachment(filename, media_type, b"")
    assert refused.value.permanent


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_whatever_can_be_built_can_be_composed_and_adds_no_header(subject: str, text: str, html: str) -> None:
    try:
        mail = make_mail(subject=subject, text=text, html=html)
    except MailRefused:
        return
    source = compose(mail, sender_address(SENDER), FrozenClock().now())
    assert source.isascii()
    assert max(map(len, source.split(b"\r\n"))) <= 998
    assert b"\n" not in source.replace(b"\r\n", b"")
    expected = compose(make_mail(), sender_address(SENDER), FrozenClock().now())
    assert read(source).keys() == read(expected).keys()


def test_the_marks_of_an_automatic_letter() -> None:
    mail = make_mail(unsubscribe_url="https://versant.example/it/avvisi/stop/" + "t0ken" * 30 + "?a=1&b=2")
    source = compose(mail, sender_address(SENDER), FrozenClock().now())
    letter = read(source)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime == FrozenClock().now()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"\r\nList-Unsubscribe: <{mail.unsubscribe_url}>\r\n".encode() in source
    assert letter["From"].addresses[0].display_name == "Versant, le marché des hautes vallées"
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]


def test_a_long_message_id_stays_readable() -> None:
    mail = make_mail(message_id=message_id_for("order-placed." + "k" * 150, "versant.example"))
    source = compose(mail, sender_address(SENDER), FrozenClock().now())
    assert mail.message_id.encode() in source


def test_a_domain_with_accents_travels_in_its_ascii_form() -> None:
    letter = read(compose(make_mail(to="lucia@caffè.it"), sender_address(SENDER), FrozenClock().now()))
    assert letter["To"] == "lucia@xn--caff-8oa.it"


@pytest.mark.parametrize("text", ["", "Versant", "Versant <bonjour>", "a@b.fr, c@d.fr, e", "@", "a@"])
def test_a_sender_needs_an_address(text: str) -> None:
    with pytest.raises(ValueError, match="not a sender"):
        sender_address(text)


@given(st.emails())
def test_knows_an_address(address: str) -> None:
    local, _, domain = address.rpartition("@")
    assert is_address(address) or len(local) > 64 or "." not in domain


def test_the_policy_is_the_one_of_mail_servers() -> None:
    assert POLICY.linesep == "\r\n"
