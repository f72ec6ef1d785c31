"""The owner's first pages: what is missing, where the card stands, and submitting it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.businesses.models import Business
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.transaction import transaction
from tests.factories import Cast, make_listing, make_membership
from tests.queries import count_queries

PAGE = "/en/dashboard/ferme-des-arolles/"


def put_in(app: Flask, people: Cast, state: str, **values: object) -> None:
    """The card in another state; its identity is in draft where it was never approved."""
    with app.app_context(), transaction():
        business = db.session.get_one(Business, people.business.id)
        business.state = state
        for name, value in values.items():
            setattr(business, name, value)
        if state != "suspended":
            business.identities[0].state = "draft"


def state_of(app: Flask, people: Cast) -> str:
    with app.app_context():
        return db.session.get_one(Business, people.business.id).state


def test_nobody_without_an_account(client: FlaskClient) -> None:
    assert "/login/" in client.get("/en/dashboard/").headers["Location"]


def test_without_a_business_it_offers_to_begin_one(people: Cast, login: Callable[..., FlaskClient]) -> None:
    assert "/en/dashboard/new/" in login(people.buyer).get("/en/dashboard/").text


def test_with_one_business_it_goes_there(owner: FlaskClient) -> None:
    answer = owner.get("/en/dashboard/")
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)


def test_with_several_it_asks_which(app: Flask, people: Cast, owner: FlaskClient) -> None:
    with app.app_context(), transaction():
        make_membership(db.session.get_one(Business, people.other_business.id), people.owner)
    page = owner.get("/en/dashboard/").text
    assert "Ferme des Arolles" in page
    assert "/en/dashboard/apicoltura-ronza/" in page


def test_what_is_missing_is_listed_with_the_way_to_fill_it(app: Flask, people: Cast, owner: FlaskClient) -> None:
    put_in(app, people, "draft", phone="", address="")
    page = owner.get(PAGE).text
    assert "2 things are missing" in page
    assert f'href="{PAGE}card/"' in page
    assert f'action="{PAGE}submit/"' not in page
    assert "still missing" in owner.post(f"{PAGE}submit/", follow_redirects=True).text
    assert state_of(app, people) == "draft"


def test_a_whole_card_is_submitted(app: Flask, people: Cast, owner: FlaskClient) -> None:
    put_in(app, people, "draft")
    assert f'action="{PAGE}submit/"' in owner.get(PAGE).text
    page = owner.post(f"{PAGE}submit/", follow_redirects=True).text
    assert "Submitted. The administrators of Maurienne" in page
    assert state_of(app, people) == "submitted"
    assert f'action="{PAGE}submit/"' not in page
    assert "submitted already" in owner.post(f"{PAGE}submit/", follow_redirects=True).text


@pytest.mark.parametrize(
    ("state", "verb"), [("changes_requested", "ask_changes"), ("refused", "refuse"), ("suspended", "suspend")]
)
def test_the_administrators_reason_is_shown(
    app: Flask, people: Cast, owner: FlaskClient, state: str, verb: str
) -> None:
    put_in(app, people, state)
    with app.app_context(), transaction():
        words = {"kind": "business", "ground": "incomplete", "language": "fr"}
        remember("business", people.business.id, verb, people.moderator.id, reason="Une raison d’avant.", **words)
        remember("business", people.business.id, verb, people.moderator.id, reason="Il manque la photo.", **words)
        remember("business", people.business.id, verb, None, kind="listing", reason="Autre chose.", language="fr")
    page = owner.get(PAGE).text
    assert '<blockquote lang="fr">Il manque la photo.</blockquote>' in page
    assert "Something is missing" in page
    assert "Une raison d’avant." not in page
    assert "Autre chose." not in page


def test_listings_that_nobody_sees_are_named_with_the_reason(app: Flask, people: Cast, owner: FlaskClient) -> None:
    with app.app_context(), transaction():
        make_listing(db.session.get_one(Business, people.business.id), slug="caillou", state="draft")
    page = owner.get(PAGE).text
    assert f"{PAGE}listings/caillou/" in page
    assert "missing" in page


def test_staff_see_it_but_cannot_submit(app: Flask, people: Cast, login: Callable[..., FlaskClient]) -> None:
    put_in(app, people, "draft")
    page = login(people.staff).get(PAGE).text
    assert "An owner or manager" in page
    assert f'action="{PAGE}submit/"' not in page


def test_the_preview_shows_what_visitors_would_see(app: Flask, people: Cast, owner: FlaskClient) -> None:
    put_in(app, people, "draft")
    assert owner.get("/en/businesses/ferme-des-arolles/").status_code == 404
    page = owner.get(f"{PAGE}preview/").text
    assert "Only you see this." in page
    assert "Quatre générations." in page
    assert "GAEC Ferme des Arolles" in page


@pytest.mark.parametrize("count", [5, 50])
def test_the_number_of_queries_does_not_depend_on_the_rows(
    app: Flask, people: Cast, owner: FlaskClient, count: int
) -> None:
    with app.app_context(), transaction():
        business = db.session.get_one(Business, people.business.id)
        for _ in range(count):
            make_listing(business, state="draft")
    with app.app_context(), count_queries() as statements:
        assert owner.get(PAGE).status_code == 200
    assert len(statements) <= 24, statements
