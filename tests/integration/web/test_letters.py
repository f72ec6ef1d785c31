"""What becomes of a letter that is refused."""

from typing import cast

import pytest
from sqlalchemy import select

from marketplace.extensions import db
from marketplace.facts.models import BouncingAddress
from marketplace.facts.outbox import Job
from marketplace.facts.services import services
from marketplace.ports.mail import MailRefused
from marketplace.web.letters import Letter, post
from tests.fakes.mail import RecordingMail

pytestmark = pytest.mark.usefixtures("session")
JOB = Job(7, "orders.tell_buyer", {}, 1)


def mailbox() -> RecordingMail:
    return cast(RecordingMail, services().mail)


def send(to: str = "lucia@posta.example") -> None:
    post(JOB, to, "it", lambda: Letter("Pronto", "Pronto", ()))


def bouncing() -> list[str]:
    return list(db.session.scalars(select(BouncingAddress.address)))


def test_a_letter_sent_again_has_the_same_message_id() -> None:
    send()
    send()
    first, second = mailbox().sent
    assert first.message_id == second.message_id


def test_an_address_refused_for_good_is_noted_and_not_tried_again() -> None:
    mailbox().refuse("lucia@posta.example", permanent=True)
    send()
    assert bouncing() == ["lucia@posta.example"]


def test_an_address_that_cannot_exist_is_noted_too() -> None:
    send("lucia@posta..example")
    assert bouncing() == ["lucia@posta..example"]


def test_a_refusal_for_now_is_tried_again() -> None:
    mailbox().refuse("lucia@posta.example", permanent=False)
    with pytest.raises(MailRefused):
        send()
    assert bouncing() == []


def test_a_letter_refused_for_its_own_sake_blames_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_mail: object) -> None:
        raise MailRefused(permanent=True, address=None, reason="letter refused: 554 5.6.0")

    monkeypatch.setattr(mailbox(), "send", refuse)
    with pytest.raises(MailRefused):
        send()
    assert bouncing() == []
