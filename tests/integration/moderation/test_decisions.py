"""A case is decided once, what follows is done with it, and the owner is told why in the owner's language."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.businesses.models import Business, LegalIdentity
from marketplace.catalog.models import Listing
from marketplace.extensions import db
from marketplace.facts.services import services
from marketplace.facts.transaction import transaction
from marketplace.facts.worker import run_due_jobs
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.moderation import operations
from marketplace.moderation.models import Case, Decision
from marketplace.moderation.rules import Statement, Verdict
from tests.factories import Cast, cast, make_identity, make_listing, make_variant

WHY = Statement("incomplete", "Il manque la rue.")


@pytest.fixture
def people(session: None) -> Cast:
    return cast()


@pytest.fixture
def case(people: Cast) -> Case:
    with transaction():
        people.business.state = "submitted"
        people.business.identities[0].state = "pending"
        opened = operations.open_business_case(people.business)
        assert operations.open_business_case(people.business) is opened, "one case, however often it is opened"
    return opened


NOTHING_SAID = Statement()


def decide(case: Case, verdict: Verdict, people: Cast, statement: Statement = NOTHING_SAID) -> None:
    with transaction():
        operations.decide(db.session.get_one(Case, case.id), verdict, statement, people.moderator)


def test_approval_shows_the_business(people: Cast, case: Case) -> None:
    decide(case, Verdict.APPROVE, people)
    assert people.business.state == "approved"
    assert people.business.identities[0].state == "approved"


@pytest.mark.parametrize("verdict", [Verdict.ASK_CHANGES, Verdict.REFUSE])
def test_bad_news_needs_a_ground_and_words(people: Cast, case: Case, verdict: Verdict) -> None:
    for statement in (Statement(), Statement("incomplete"), Statement("", "Il manque la rue.")):
        with pytest.raises(Invalid):
            decide(case, verdict, people, statement)
    assert people.business.state == "submitted"
    db.session.rollback()
    decide(case, verdict, people, WHY)
    assert people.business.state != "submitted"


def test_the_owner_reads_the_ground_in_her_language_and_the_words_as_written(people: Cast, case: Case) -> None:
    with transaction():
        people.owner.language = "it"
    address = people.owner.email
    db.session.rollback()
    decide(case, Verdict.ASK_CHANGES, people, WHY)
    run_due_jobs()
    (letter,) = services().mail.sent_to(address)
    assert letter.language == "it"
    assert "Il manque la rue." in letter.text


def test_two_administrators_at_once_decide_once(app: Flask, people: Cast, case: Case) -> None:
    case_id, moderator_id = case.id, people.moderator.id
    db.session.rollback()

    def run(verdict: Verdict) -> bool:
        with app.test_request_context("/en/"):
            try:
                with transaction():
                    found, actor = db.session.get_one(Case, case_id), db.session.get_one(User, moderator_id)
                    operations.decide(found, verdict, WHY, actor)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(run, [Verdict.APPROVE, Verdict.REFUSE]))
    assert sorted(won) == [False, True]
    assert len(db.session.scalars(select(Decision)).all()) == 1


def test_an_identity_changed_behind_the_administrators_back_is_not_approved(people: Cast, case: Case) -> None:
    with pytest.raises(Conflict):
        decide(case, Verdict.APPROVE, people, Statement(seen_identity_id=10_000))
    assert people.business.state == "submitted"


@pytest.mark.parametrize(("verdict", "shown"), [(Verdict.APPROVE, "New"), (Verdict.REFUSE, "GAEC Ferme des Arolles")])
def test_a_changed_identity_waits_while_the_approved_one_stays(people: Cast, verdict: Verdict, shown: str) -> None:
    with transaction():
        identity = make_identity(people.business, state="pending", legal_name="New")
        opened = operations.open_identity_case(identity, people.business)
    decide(opened, verdict, people, WHY)
    names = select(LegalIdentity.legal_name).where(
        LegalIdentity.business_id == people.business.id, LegalIdentity.state == "approved"
    )
    assert db.session.scalars(names).all() == [shown]


def test_a_refused_listing_is_hidden_and_can_come_back(people: Cast) -> None:
    with transaction():
        listing = make_listing(people.business)
        make_variant(listing)
    with transaction():
        operations.hide_listing(db.session.get_one(Listing, listing.id), WHY, people.moderator)
    assert db.session.get_one(Listing, listing.id).state == "hidden"
    db.session.rollback()
    with transaction():
        operations.unhide_listing(db.session.get_one(Listing, listing.id), Statement(), people.moderator)
    assert db.session.get_one(Listing, listing.id).state == "live"


def test_suspending_and_reinstating(people: Cast) -> None:
    for act, state in ((operations.suspend, "suspended"), (operations.reinstate, "approved")):
        with transaction():
            act(db.session.get_one(Business, people.business.id), WHY, people.moderator)
        assert db.session.get_one(Business, people.business.id).state == state
        db.session.rollback()
