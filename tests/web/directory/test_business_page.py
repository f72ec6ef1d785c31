"""The page of a business."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from marketplace.businesses.models import Business, BusinessText
from marketplace.businesses.operations import change_business, set_closures, set_text
from marketplace.extensions import db
from marketplace.facts.services import now, services
from marketplace.facts.transaction import transaction
from marketplace.kernel.time import ClosedPeriod
from tests.factories import Cast, make_business, make_listing, make_place, make_slot, make_variant
from tests.queries import count_queries

PAGE = "/en/businesses/ferme-des-arolles/"


def change(app: Flask, verb: Any, *arguments: Any, **values: Any) -> None:
    with app.test_request_context("/en/"), transaction():
        business = db.session.scalars(select(Business).where(Business.slug == "ferme-des-arolles")).one()
        verb(business, None, *arguments, **values)


@pytest.mark.usefixtures("people")
def test_it_says_who_where_and_when(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    for words in ("Ferme des Arolles", "Bessans", "On fait la tomme sans se presser.", "Open until", "mailto:", "tel:"):
        assert words in page, words
    assert 'aria-current="date"' in page


@pytest.mark.usefixtures("people")
def test_the_trader_is_named_in_full(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    for words in ("GAEC Ferme des Arolles", "732 829 320 00074", "art. 293 B", "Médiation fictive", "73480 Bessans"):
        assert words in page, words


@pytest.mark.usefixtures("people")
def test_another_language_is_said_and_marked(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert '<p class="lead" lang="fr">' in page
    assert "French" in page
    assert 'lang="fr">Quatre' not in client.get("/fr/businesses/ferme-des-arolles/").text


def test_a_translation_replaces_the_original_and_links_lead_across(
    app: Flask, people: Cast, client: FlaskClient
) -> None:
    change(app, set_text, "en", "Tomme, unhurried.", "Four generations.")
    page = client.get(PAGE).text
    assert "Four generations." in page
    assert "Quatre générations." not in page
    assert 'href="/fr/businesses/ferme-des-arolles/" lang="fr"' in page


@pytest.mark.parametrize("state", ["draft", "submitted", "changes_requested", "refused", "suspended"])
def test_what_is_not_approved_is_not_there(app: Flask, client: FlaskClient, state: str) -> None:
    with app.app_context(), transaction():
        slug = make_business(state=state).slug
    assert client.get(f"/en/businesses/{slug}/").status_code == 404


def test_an_old_address_leads_to_the_new_one(app: Flask, people: Cast, client: FlaskClient) -> None:
    change(app, change_business, name="Chalet des Arolles")
    answer = client.get(PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/businesses/chalet-des-arolles/")


def test_the_old_address_of_a_hidden_card_leads_nowhere(app: Flask, people: Cast, client: FlaskClient) -> None:
    change(app, change_business, name="Chalet des Arolles")
    with app.app_context(), transaction():
        business = db.session.scalars(select(Business).where(Business.slug == "chalet-des-arolles")).one()
        business.state = "suspended"
    assert client.get(PAGE).status_code == 404


def test_it_never_lies_about_being_open(app: Flask, people: Cast, client: FlaskClient) -> None:
    assert "now--open" in client.get(PAGE).text
    clock: Any = None
    with app.app_context():
        clock = services().clock
    clock.advance(hours=12)
    assert "now--closed" in client.get(PAGE).text


def test_a_rest_is_announced(app: Flask, people: Cast, client: FlaskClient) -> None:
    with app.app_context():
        first = now().date() + timedelta(days=3)
    change(app, set_closures, [ClosedPeriod(first, first + timedelta(days=2))])
    assert "Back on" in client.get(PAGE).text


def test_what_they_sell_and_where_it_is_collected(app: Flask, people: Cast, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        business = db.session.get_one(Business, people.business.id)
        make_variant(make_listing(business, slug="tomme"))
        make_listing(business, slug="caillou", state="draft")
        make_slot(make_place(business))
    page = client.get(PAGE).text
    assert "/en/listings/tomme/" in page
    assert "caillou" not in page
    assert "Sonnez à la porte bleue." in page


def test_markup_in_a_story_stays_words(app: Flask, people: Cast, client: FlaskClient) -> None:
    change(app, set_text, "fr", "<b>x</b>", "<script>alert(1)</script>")
    page = client.get("/fr/businesses/ferme-des-arolles/").text
    assert "<script>alert" not in page
    assert "&lt;b&gt;x" in page


@pytest.mark.parametrize("count", [5, 50])
def test_the_number_of_queries_does_not_depend_on_the_rows(
    app: Flask, people: Cast, client: FlaskClient, count: int
) -> None:
    with app.app_context(), transaction():
        business = db.session.get_one(Business, people.business.id)
        for _ in range(count):
            make_variant(make_listing(business))
        place = make_place(business)
        for weekday in range(5):
            make_slot(place, weekday)
        business.texts.append(BusinessText(language="it", tagline="Toma", story="Quattro generazioni."))
    client.get("/fr/")
    with app.app_context(), count_queries() as cold:
        assert client.get(PAGE).status_code == 200
    assert len(cold) <= 12, cold
    with app.app_context(), count_queries() as warm:
        assert client.get(PAGE).status_code == 200
    assert len(warm) <= 6, warm


def test_further_listings_are_on_the_next_page(app: Flask, people: Cast, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        business = db.session.get_one(Business, people.business.id)
        for _ in range(25):
            make_variant(make_listing(business))
    assert client.get(f"{PAGE}?page=2").text.count('class="card"') == 1
    assert client.get(f"{PAGE}?page=3").status_code == 404
