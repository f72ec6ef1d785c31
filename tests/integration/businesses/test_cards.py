"""Cards as lists show them."""

from datetime import timedelta

import pytest

from marketplace.businesses.models import Business
from marketplace.businesses.operations import change_business
from marketplace.businesses.queries import business_cards, open_business_ids
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction
from tests.factories import make_business
from tests.queries import count_queries

pytestmark = pytest.mark.usefixtures("session")


def make(count: int) -> list[int]:
    with transaction():
        ids = [make_business().id for _ in range(count)]
    db.session.remove()
    return ids


def test_cards_keep_the_order_and_leave_out_what_nobody_may_see() -> None:
    ids = make(3)
    with transaction():
        hidden = make_business(state="suspended").id
    cards = business_cards([ids[2], hidden, ids[0]], "fr", now())
    assert [card.id for card in cards] == [ids[2], ids[0]]


def test_a_card_says_where_when_and_in_which_language() -> None:
    [number] = make(1)
    [card] = business_cards([number], "it", now())
    assert (card.commune, card.territory, card.tagline_lang) == ("Bessans", "maurienne", "fr")
    assert card.url == f"/it/businesses/{card.slug}/"
    assert card.now is not None and card.now.tone == "open"
    assert card.cover_url.endswith(f"/business/maurienne/cheese/{card.slug}.svg")


@pytest.mark.parametrize("count", [5, 50])
def test_the_number_of_queries_does_not_depend_on_the_rows(count: int) -> None:
    ids = make(count)
    with count_queries() as cold:
        assert len(business_cards(ids, "fr", now())) == count
    assert len(cold) <= 7
    with count_queries() as warm:
        business_cards(ids, "fr", now())
    assert len(warm) == 1


def test_a_change_shows_at_once() -> None:
    [number] = make(1)
    [before] = business_cards([number], "fr", now())
    db.session.rollback()
    with transaction():
        business = db.session.get_one(Business, number)
        change_business(business, None, name="Chalet du Vallon")
    [after] = business_cards([number], "fr", now())
    assert before.name != after.name
    assert after.name == "Chalet du Vallon"


def test_open_is_a_matter_of_the_moment() -> None:
    ids = make(2)
    assert open_business_ids(now()) == set(ids)
    assert open_business_ids(now() + timedelta(hours=12)) == set()
