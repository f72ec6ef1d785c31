"""A changed legal identity waits while visitors see the approved one."""

from dataclasses import replace

import pytest

from marketplace.businesses.events import IdentityChangeSubmitted
from marketplace.businesses.models import Business, LegalIdentity
from marketplace.businesses.operations import approve_identity, refuse_identity, save_identity
from marketplace.businesses.queries import identity_in_work, visible_identity
from marketplace.businesses.queries.readiness import identity_facts
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict, Invalid
from tests.factories import make_business

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def submitted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The facts that identity changes record."""
    seen: list[object] = []
    monkeypatch.setattr("marketplace.businesses.operations.identity.record", seen.append)
    return seen


def approved() -> Business:
    with transaction():
        number = make_business().id
    db.session.expire_all()
    db.session.rollback()
    with transaction():
        return db.session.get_one(Business, number)


def renamed(business: Business, legal_name: str) -> LegalIdentity:
    db.session.rollback()
    with transaction():
        identity = visible_identity(business)
        assert identity is not None
        return save_identity(business, None, replace(identity_facts(identity), legal_name=legal_name))


def shown(business: Business) -> str:
    identity = visible_identity(business)
    assert identity is not None
    return identity.legal_name


def test_a_change_waits_beside_the_approved_one(submitted: list[object]) -> None:
    business = approved()
    pending = renamed(business, "GAEC nouveau")
    assert submitted == [IdentityChangeSubmitted(pending.id)]
    assert pending.state == "pending"
    assert shown(business) != "GAEC nouveau"
    assert identity_in_work(business) is pending


def test_a_second_change_replaces_the_first(submitted: list[object]) -> None:
    business = approved()
    first, second = renamed(business, "GAEC un"), renamed(business, "GAEC deux")
    assert (first.state, second.state, len(submitted)) == ("past", "pending", 2)
    db.session.rollback()
    with pytest.raises(Conflict), transaction():
        approve_identity(first, None)


def test_the_same_words_are_no_change(submitted: list[object]) -> None:
    business = approved()
    renamed(business, "GAEC un")
    renamed(business, "GAEC un")
    assert len(submitted) == 1


def test_going_back_takes_the_change_back(submitted: list[object]) -> None:
    business = approved()
    name = shown(business)
    pending = renamed(business, "GAEC un")
    renamed(business, name)
    assert pending.state == "past"
    assert identity_in_work(business) is visible_identity(business)


def test_approval_replaces_and_refusal_does_not(submitted: list[object]) -> None:
    business = approved()
    before, version = shown(business), business.version
    refused = renamed(business, "GAEC un")
    db.session.rollback()
    with transaction():
        refuse_identity(refused, None)
    assert shown(business) == before
    accepted = renamed(business, "GAEC deux")
    db.session.rollback()
    with transaction():
        approve_identity(accepted, None)
    assert shown(business) == "GAEC deux"
    assert [row.state for row in business.identities] == ["past", "refused", "approved"]
    assert business.version > version


def test_a_change_must_be_whole(submitted: list[object]) -> None:
    business = approved()
    with pytest.raises(Invalid) as refused:
        renamed(business, "")
    assert refused.value.params["missing"] == ["legal_name"]
    assert submitted == []
