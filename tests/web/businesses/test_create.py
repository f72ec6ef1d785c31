"""Beginning a card."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from marketplace.businesses.models import Business, Membership
from marketplace.extensions import db
from tests.factories import Cast

PAGE = "/en/dashboard/new/"
GOOD = {"name": "Rucher du Vallon", "commune": "73480 Bessans", "category": "honey", "language": "fr"}


@pytest.fixture
def buyer(people: Cast, login: Callable[..., FlaskClient]) -> FlaskClient:
    return login(people.buyer)


def made(app: Flask, name: str) -> Business | None:
    with app.app_context():
        business = db.session.scalars(select(Business).where(Business.name == name)).one_or_none()
        db.session.expunge_all()
        return business


def test_four_answers_begin_a_card(app: Flask, people: Cast, buyer: FlaskClient) -> None:
    answer = buyer.post(PAGE, data=GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/dashboard/rucher-du-vallon/")
    business = made(app, "Rucher du Vallon")
    assert business is not None
    assert (business.state, business.territory, business.commune) == ("draft", "maurienne", "73040")
    with app.app_context():
        role = db.session.scalar(select(Membership.role).where(Membership.business_id == business.id))
    assert role == "owner"
    page = buyer.get(answer.headers["Location"]).text
    assert "Only you see your card" in page
    assert buyer.get("/en/businesses/rucher-du-vallon/").status_code == 404


@pytest.mark.parametrize("language", ["fr", "it", "en"])
@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("commune", "Paris"), ("commune", ""), ("category", ""), ("category", "unicorns")],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    app: Flask, buyer: FlaskClient, language: str, field: str, typed: str
) -> None:
    page = buyer.post(f"/{language}/dashboard/new/", data={**GOOD, field: typed})
    assert page.status_code == 200
    assert 'class="error-summary"' in page.text
    assert f'id="{field}-error"' in page.text
    for name in ("name", "commune"):
        if name != field:
            assert f'value="{GOOD[name]}"' in page.text
    assert made(app, GOOD["name"]) is None


def test_where_several_communes_fit_it_asks_which(app: Flask, buyer: FlaskClient) -> None:
    asked = buyer.post(PAGE, data={**GOOD, "commune": "10050"})
    assert asked.text.count('name="commune_code"') > 1
    assert 'value="Rucher du Vallon"' in asked.text
    chosen = asked.text.split('name="commune_code"')[1].split('value="')[1].split('"')[0]
    answer = buyer.post(PAGE, data={**GOOD, "commune": "10050", "commune_code": chosen})
    assert answer.status_code == 303
    business = made(app, GOOD["name"])
    assert business is not None and business.commune == chosen


def test_a_commune_that_was_not_offered_is_not_taken(app: Flask, buyer: FlaskClient) -> None:
    page = buyer.post(PAGE, data={**GOOD, "commune": "10050", "commune_code": "75056"})
    assert page.status_code == 200
    assert made(app, GOOD["name"]) is None


def test_a_second_shop_of_the_same_name_gets_its_own_address(buyer: FlaskClient) -> None:
    first, second = (buyer.post(PAGE, data=GOOD).headers["Location"] for _ in range(2))
    assert (first, second) == ("/en/dashboard/rucher-du-vallon/", "/en/dashboard/rucher-du-vallon-2/")
