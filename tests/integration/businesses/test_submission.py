"""Submitting a card, and what administrators decide."""

from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.businesses.operations import decide, submit
from marketplace.businesses.queries import get_business_for, identity_in_work, visible_identity
from marketplace.businesses.rules import BusinessEvent
from marketplace.extensions import db
from marketplace.facts.history import history_of
from marketplace.facts.models import History
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.states import IllegalMove
from tests.factories import make_business, make_membership, make_user


def draft(**overrides: object) -> tuple[int, int]:
    """A complete card in draft and its owner, committed; their ids."""
    with transaction():
        business = make_business(state="draft", approved_at=None, submitted_at=None, **overrides)
        for identity in business.identities:
            identity.state = "draft"
        owner = make_user()
        make_membership(business, owner)
        ids = business.id, owner.id
    db.session.remove()
    return ids


@pytest.mark.usefixtures("session")
class TestSubmission:
    def test_a_complete_card_waits_for_its_valley(self) -> None:
        number, owner = draft()
        with transaction():
            business = db.session.get_one(Business, number)
            submit(business, db.session.get_one(User, owner))
        assert (business.state, business.submitted_at is not None) == ("submitted", True)
        identity = identity_in_work(business)
        assert identity is not None and identity.state == "pending"
        assert visible_identity(business) is None
        assert [row.verb for row in history_of("business", number)] == ["submit"]

    def test_an_incomplete_card_names_all_that_it_lacks(self) -> None:
        number, owner = draft(phone="", address="")
        with pytest.raises(Invalid) as refused, transaction():
            submit(db.session.get_one(Business, number), db.session.get_one(User, owner))
        assert refused.value.params["missing"] == ["address", "phone"]
        db.session.rollback()
        assert db.session.get_one(Business, number).state == "draft"

    def test_what_waits_cannot_be_submitted_again(self) -> None:
        number, owner = draft()
        for _ in range(2):
            if _:
                with pytest.raises(IllegalMove), transaction():
                    submit(db.session.get_one(Business, number), db.session.get_one(User, owner))
            else:
                with transaction():
                    submit(db.session.get_one(Business, number), db.session.get_one(User, owner))

    def test_approval_shows_card_and_identity(self) -> None:
        number, owner = draft()
        with transaction():
            business = db.session.get_one(Business, number)
            submit(business, db.session.get_one(User, owner))
            decide(business, BusinessEvent.APPROVE, None)
        identity = visible_identity(business)
        assert (business.state, identity is not None and identity.decided_at is not None) == ("approved", True)

    @pytest.mark.parametrize("event", [BusinessEvent.ASK_CHANGES, BusinessEvent.REFUSE])
    def test_after_a_no_it_can_be_mended_and_submitted_again(self, event: BusinessEvent) -> None:
        number, owner = draft()
        with transaction():
            business = db.session.get_one(Business, number)
            user = db.session.get_one(User, owner)
            submit(business, user)
            decide(business, event, None)
            identity = identity_in_work(business)
            assert identity is not None and identity.state == "draft"
            submit(business, user)
        assert business.state == "submitted"

    def test_an_identity_that_was_not_seen_is_not_approved(self) -> None:
        number, owner = draft()
        with pytest.raises(Conflict), transaction():
            business = db.session.get_one(Business, number)
            submit(business, db.session.get_one(User, owner))
            decide(business, BusinessEvent.APPROVE, None, seen_identity_id=999_999)


def test_two_submissions_at_once_make_one(app: Flask) -> None:
    with app.app_context():
        number, owner = draft()
        slug = db.session.scalar(select(Business.slug).where(Business.id == number)) or ""
        db.session.remove()
    start = Barrier(2)
    outcomes: list[str] = []

    def once() -> None:
        with app.test_request_context("/en/"):
            start.wait()
            try:
                with transaction():
                    user = db.session.get_one(User, owner)
                    submit(get_business_for(user, slug), user)
                outcomes.append("submitted")
            except IllegalMove:
                outcomes.append("refused")
            finally:
                db.session.remove()

    threads = [Thread(target=once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "submitted"]
    with app.app_context():
        count = select(func.count()).select_from(History).where(History.verb == "submit", History.subject_id == number)
        assert db.session.scalar(count) == 1
