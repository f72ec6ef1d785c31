"""A business that moves to another valley is looked after by that valley."""

import pytest
from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.businesses.operations import place_at
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.facts.worker import run_due_jobs
from marketplace.kernel.errors import NotFound
from marketplace.moderation.models import Case
from marketplace.moderation.operations import open_business_case
from marketplace.moderation.queries import get_case_for
from tests.factories import cast

SUSA = "001270"


@pytest.mark.usefixtures("session")
def test_its_open_case_goes_along() -> None:
    people = cast()
    with transaction():
        people.business.state = "submitted"
        code = open_business_case(people.business).code
    db.session.rollback()
    with transaction():
        place_at(db.session.get_one(Business, people.business.id), SUSA)
    ids = people.moderator.id, people.other_moderator.id
    db.session.rollback()
    run_due_jobs()
    moderators = [db.session.get_one(User, number) for number in ids]
    assert db.session.scalar(select(Case.territory).where(Case.code == code)) == "valle-di-susa"
    assert get_case_for(moderators[1], code).code == code
    with pytest.raises(NotFound):
        get_case_for(moderators[0], code)


@pytest.mark.usefixtures("session")
def test_moving_within_the_valley_changes_nothing_of_the_kind() -> None:
    people = cast()
    with transaction():
        business = db.session.get_one(Business, people.business.id)
        business.latitude, business.longitude = 45.3, 6.9
        place_at(business, "73306")
    assert (business.commune, business.territory, business.latitude) == ("73306", "maurienne", None)
