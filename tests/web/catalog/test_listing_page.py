"""The public page of a listing."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.catalog.models import Listing, ListingLabel, ListingText, Variant
from marketplace.catalog.operations import rename, set_price, set_stock
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.web.kept import Kept
from tests.factories import make_business, make_listing, make_place, make_slot, make_variant
from tests.queries import count_queries

Shown = Callable[..., str]


@pytest.fixture
def shown(app: Flask, client: FlaskClient) -> Shown:
    """Makes a listing (`change` has the last word) with a variant of 14 and shows its page."""

    def show(language: str = "en", change: Callable[[Listing], Any] = lambda _listing: None, **values: Any) -> str:
        with app.app_context(), transaction():
            business = make_business(name="Ferme des Arolles", slug="ferme")
            listing = make_listing(business, slug="tomme", **values)
            make_variant(listing, stock=14)
            change(listing)
        answer = client.get(f"/{language}/listings/tomme/")
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    return show


def test_it_says_price_unit_price_stock_and_who_sells_it(shown: Shown) -> None:
    page = shown()
    for words in ("€9.60", "€24.00/kg", "14 left", "Ferme des Arolles", "Bessans", "All taxes are in the price."):
        assert words in page
    assert 'name="variant"' in page and "csrf_token" not in page  # kept for everybody, see web.origin


def test_it_says_what_the_law_asks_of_food(shown: Shown) -> None:
    page = shown("fr")
    assert "<strong>lait</strong> cru de vache" in page
    for words in ("400\u00a0g", "Bessans, France", "4 à 8 °C", "GAEC Ferme des Arolles, 3, hameau de la Goulaz"):
        assert words in page
    assert "il ne peut pas être rendu" in page


@pytest.mark.parametrize(("language", "said"), [("it", "Mostrato in francese."), ("en", "Shown in French.")])
def test_words_in_another_language_are_marked(shown: Shown, language: str, said: str) -> None:
    page = shown(language)
    assert '<h1 lang="fr">' in page
    assert said in page


def test_a_translation_is_shown_as_one(shown: Shown) -> None:
    def translate(listing: Listing) -> None:
        text = ListingText(language="en", title="A mountain cheese", description="Good.", version=1, source_version=1)
        listing.texts.append(text)

    page = shown("en", translate)
    assert "<h1>A mountain cheese</h1>" in page
    assert "Translated from French by the makers." in page


def test_what_is_unlimited_or_sold_out_is_said(shown: Shown) -> None:
    def stock(listing: Listing) -> None:
        make_variant(listing, stock=None, quantity=800)
        make_variant(listing, stock=51, quantity=900)
        make_variant(listing, stock=0, quantity=1600, unit="kg")

    page = shown("en", stock)
    assert "made to order" in page and "in stock" in page and "51 left" not in page
    assert "sold out" in page and "1.6\u00a0kg" in page


def test_sold_out_altogether_there_is_nothing_to_press(shown: Shown) -> None:
    page = shown("en", lambda listing: setattr(listing.variants[0], "stock", 0))
    assert "Sold out for now." in page
    assert 'name="variant"' not in page


def test_what_cannot_be_ordered_shows_price_and_contact(shown: Shown) -> None:
    page = shown(kind="service", category="mountain-guides", buyable=False)
    assert "€9.60" in page and "tel:+33199000001" in page and "mailto:" in page
    assert 'name="variant"' not in page and "Add to basket" not in page


def test_out_of_season_there_is_nothing_to_press(shown: Shown) -> None:
    page = shown(season_first="06-01", season_last="09-30")
    assert "Out of season: back from 1 June to 30 September" in page
    assert 'name="variant"' not in page


def test_in_season_the_end_is_said(shown: Shown) -> None:
    assert "In season until 30 November" in shown(season_first="06-01", season_last="11-30")


def test_alcohol_asks_for_age_and_carries_the_banner(shown: Shown) -> None:
    page = shown("en", category="wine", alcohol_content="13", allergens=["sulphites"])
    assert "people of 18 and over" in page
    assert '<p class="small soft" lang="fr">L’abus d’alcool' in page
    assert "13% vol." in page


def test_marks_come_with_their_certificate(shown: Shown) -> None:
    page = shown(change=lambda listing: listing.labels.append(ListingLabel(label="bio", certificate="FR-BIO-01")))
    assert "Organic" in page and "FR-BIO-01" in page


def test_where_and_when_to_collect(shown: Shown) -> None:
    page = shown(change=lambda listing: make_slot(make_place(listing.business)))
    assert "À la ferme" in page and "Thu 26 November, 16:00" in page


def test_words_of_the_owner_cannot_become_markup(shown: Shown) -> None:
    def attack(listing: Listing) -> None:
        for field in ("title", "summary", "description", "ingredients", "origin", "storage", "warnings"):
            setattr(listing.texts[0], field, f"<script>{field}</script>**<b>x</b>**")

    page = shown("fr", attack)
    assert "<script>title" not in page and "<b>x</b>" not in page
    assert "&lt;script&gt;ingredients" in page


@pytest.mark.parametrize("state", ["draft", "paused", "hidden", "archived"])
def test_what_is_not_live_is_not_found(app: Flask, client: FlaskClient, state: str) -> None:
    with app.app_context(), transaction():
        make_variant(make_listing(make_business(), slug="tomme", state=state))
    assert client.get("/en/listings/tomme/").status_code == 404


def test_what_an_unapproved_business_sells_is_not_found(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        make_variant(make_listing(make_business(state="suspended"), slug="tomme"))
    assert client.get("/en/listings/tomme/").status_code == 404
    assert client.get("/en/listings/nothing/").status_code == 404


def test_an_old_address_leads_to_the_new_one(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        listing = make_listing(make_business(), slug="tomme")
        make_variant(listing)
        rename(listing, "tomme-des-arolles")
    answer = client.get("/it/listings/tomme/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/it/listings/tomme-des-arolles/")


def test_a_change_shows_on_the_next_request(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        variant_id = make_variant(make_listing(make_business(), slug="tomme"), stock=9).id
    assert "9 left" in client.get("/en/listings/tomme/").get_data(as_text=True)
    for change, words in (
        (lambda each: set_stock(each, 4, None), "4 left"),
        (lambda each: set_price(each, 1050), "€10.50"),
    ):
        with app.app_context(), transaction():
            change(db.session.get_one(Variant, variant_id))
        assert words in client.get("/en/listings/tomme/").get_data(as_text=True)


@pytest.mark.parametrize("variants", [1, 20])
def test_queries_do_not_grow_with_the_variants(app: Flask, client: FlaskClient, variants: int) -> None:
    with app.app_context(), transaction():
        listing = make_listing(make_business(), slug="tomme")
        for _ in range(variants):
            make_variant(listing)
    Kept.forget_all()
    with app.app_context(), count_queries() as cold:
        assert client.get("/en/listings/tomme/").status_code == 200
    assert len(cold) <= 12, cold
    with app.app_context(), count_queries() as warm:
        client.get("/en/listings/tomme/")
    assert len(warm) <= 2, warm
