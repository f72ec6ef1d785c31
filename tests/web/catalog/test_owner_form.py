"""The form of a listing, empty and filled."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing, Variant
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.moderation.operations import hide_listing
from marketplace.moderation.rules import Statement
from tests.web.catalog.conftest import SHELF, Shelf

Snapshot = Callable[[], tuple[object, ...]]
CREATE = f"{SHELF}create/"
CHEESE = {
    "kind": "product",
    "category": "cheese",
    "fr-title": "Bleu de la Goulaz",
    "fr-ingredients": "**lait** cru, sel",
    "fr-origin": "Bessans",
    "fr-storage": "4 à 8 °C",
    "en-title": "Goulaz blue",
    "variants-0-quantity": "0,2",
    "variants-0-unit": "kg",
    "variants-0-price": "5,60",
    "variants-0-stock": "9",
    "variants-1-unit": "piece",
    "buyable": "y",
    "vat_class": "reduced",
    "allergens": "milk",
    "allergens_declared": "y",
    "withdrawal_exception": "perishable",
}


def typed(shelf: Shelf, **changes: Any) -> dict[str, Any]:
    """The form of the tomme as it stands, with changes."""
    stands = {
        **CHEESE,
        "fr-title": "Tomme",
        "variants-0-id": str(shelf.variant_id),
        "variants-0-stock_was": "14",
        "variants-0-stock": "14",
        "variants-0-quantity": "400",
        "variants-0-unit": "g",
        "variants-0-price": "9,60",
    }
    return {**stands, **{name.replace("__", "-"): value for name, value in changes.items()}}


def newest(app: Flask) -> Listing:
    listing = db.session.scalars(select(Listing).order_by(Listing.id.desc())).first()
    assert listing is not None
    return listing


def test_the_first_step_asks_what_it_is(shelf: Shelf) -> None:
    page = shelf.owner.get(CREATE).get_data(as_text=True)
    assert "Something one takes home" in page and 'id="category-error"' not in page
    wrong = shelf.owner.get(f"{CREATE}?kind=service&category=cheese").get_data(as_text=True)
    assert "Services do not go into this category." in wrong


def test_the_form_asks_what_the_law_asks_there(shelf: Shelf) -> None:
    cheese = shelf.owner.get(f"{CREATE}?kind=product&category=cheese").get_data(as_text=True)
    assert "fr-ingredients" in cheese and "Name the milk and its animal" in cheese and "manufacturer" not in cheese
    assert '<option selected value="reduced">' in cheese and '<option selected value="perishable">' in cheese
    bowl = shelf.owner.get(f"{CREATE}?kind=product&category=ceramics").get_data(as_text=True)
    assert "fr-ingredients" not in bowl and "manufacturer_contact" in bowl


def test_a_draft_is_made(app: Flask, shelf: Shelf) -> None:
    answer = shelf.owner.post(CREATE, data=CHEESE)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{SHELF}bleu-de-la-goulaz/")
    with app.app_context():
        listing = newest(app)
        [variant] = listing.variants
        assert (listing.state, listing.language, listing.business_id) == ("draft", "fr", shelf.business_id)
        assert {text.language: text.title for text in listing.texts} == {"fr": "Bleu de la Goulaz", "en": "Goulaz blue"}
        assert (variant.price, variant.quantity, variant.unit, variant.stock) == (560, 200, "kg", 9)
        assert listing.allergens == ["milk"]


def test_it_is_put_in_the_shop_at_once_when_asked(app: Flask, shelf: Shelf) -> None:
    shelf.owner.post(CREATE, data={**CHEESE, "publish": "1"})
    with app.app_context():
        assert newest(app).state == "live"
    assert shelf.anonymous.get("/en/listings/bleu-de-la-goulaz/").status_code == 200


def test_asked_to_publish_something_incomplete_it_keeps_it_as_a_draft(app: Flask, shelf: Shelf) -> None:
    sent = {**CHEESE, "publish": "1", "fr-ingredients": ""}
    page = shelf.owner.post(CREATE, data=sent, follow_redirects=True).get_data(as_text=True)
    assert "Something is still missing" in page and 'href="#fr-ingredients"' in page
    with app.app_context():
        assert newest(app).state == "draft"


@pytest.mark.parametrize("language", ["fr", "it", "en"])
@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("fr-title", ""),
        ("fr-title", "x" * 121),
        ("variants-0-price", "abc"),
        ("variants-0-price", "1.234"),
        ("variants-0-quantity", "a lot"),
        ("variants-0-stock", "-1"),
        ("category", "mountain-guides"),
        ("fr-origin", "x" * 201),
        ("vat_class", "dragon"),
        ("variants-0-unit", "ell"),
        ("withdrawal_exception", "because"),
        ("allergens", "dust"),
    ],
)
def test_what_is_wrong_is_kept_and_explained(app: Flask, shelf: Shelf, language: str, field: str, text: str) -> None:
    address = CREATE.replace("/en/", f"/{language}/")
    answer = shelf.owner.post(address, data={**CHEESE, field: text})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'class="error-summary"' in page and 'class="error"' in page
    assert "Bleu de la Goulaz" in page or field == "fr-title"
    if field.startswith("variants") and field != "variants-0-unit":
        assert f'value="{text}"' in page
    with app.app_context():
        assert newest(app).id == shelf.listing_id, "something was written"


def test_a_listing_is_shown_and_changed(app: Flask, shelf: Shelf) -> None:
    page = shelf.owner.get(f"{SHELF}tomme/").get_data(as_text=True)
    assert 'value="9.60"' in page and "lait" in page
    sent = typed(
        shelf, variants__0__price="10", variants__1__price="18,40", variants__1__quantity="2", en__title="Tomme"
    )
    assert shelf.owner.post(f"{SHELF}tomme/", data=sent).status_code == 303
    with app.app_context():
        listing = db.session.get_one(Listing, shelf.listing_id)
        assert [(each.price, each.stock) for each in listing.variants] == [(1000, 14), (1840, None)]


def test_a_variant_is_taken_off(app: Flask, shelf: Shelf) -> None:
    sent = typed(shelf, variants__0__remove="y", variants__1__price="5", variants__1__quantity="1")
    assert shelf.owner.post(f"{SHELF}tomme/", data=sent).status_code == 303
    with app.app_context():
        assert db.session.get_one(Variant, shelf.variant_id).active is False


def test_one_more_row_is_shown_and_nothing_is_written(shelf: Shelf, snapshot: Snapshot) -> None:
    before = snapshot()
    sent = typed(shelf, add_row="1", fr__title="Another name")
    page = shelf.owner.post(f"{SHELF}tomme/", data=sent).get_data(as_text=True)
    assert "variants-2-price" in page and "Another name" in page
    assert snapshot() == before


def test_a_live_listing_cannot_lose_what_the_law_asks(shelf: Shelf, snapshot: Snapshot) -> None:
    before = snapshot()
    answer = shelf.owner.post(f"{SHELF}tomme/", data=typed(shelf, fr__ingredients="", fr__summary="Still here"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="fr-ingredients-error"' in page and "Still here" in page
    assert snapshot() == before


def test_a_stale_translation_is_marked(app: Flask, shelf: Shelf) -> None:
    shelf.owner.post(f"{SHELF}tomme/", data=typed(shelf))
    shelf.owner.post(f"{SHELF}tomme/", data=typed(shelf, fr__summary="Quatre mois"))
    page = shelf.owner.get(f"{SHELF}tomme/").get_data(as_text=True)
    assert "translation to review" in page and 'name="en-current"' in page
    shelf.owner.post(f"{SHELF}tomme/", data=typed(shelf, fr__summary="Quatre mois", en__current="y"))
    assert "translation to review" not in shelf.owner.get(f"{SHELF}tomme/").get_data(as_text=True)


def test_only_marks_of_the_country_are_taken(app: Flask, shelf: Shelf) -> None:
    marks = {
        "labels-0-label": "bio", "labels-0-held": "y", "labels-0-certificate": "FR-BIO-01",
        "labels-1-label": "agriturismo", "labels-1-held": "y", "labels-2-label": "dragon", "labels-2-held": "y",
    }  # fmt: skip
    shelf.owner.post(f"{SHELF}tomme/", data={**typed(shelf), **marks})
    with app.app_context():
        listing = db.session.get_one(Listing, shelf.listing_id)
        assert [(row.label, row.certificate) for row in listing.labels] == [("bio", "FR-BIO-01")]


def test_half_a_season_is_refused(shelf: Shelf, snapshot: Snapshot) -> None:
    before = snapshot()
    half = {"season_from_day": "01", "season_from_month": "06"}
    never = {**half, "season_to_day": "31", "season_to_month": "09"}
    hostile = {**half, "season_to_day": "99", "season_to_month": "13"}
    for season in (half, never, hostile, {**hostile, "season_to_month": "x"}):
        assert shelf.owner.post(f"{SHELF}tomme/", data={**typed(shelf), **season}).status_code == 422
    assert snapshot() == before


def test_strangers_and_the_anonymous_stay_outside(shelf: Shelf, snapshot: Snapshot) -> None:
    before = snapshot()
    for path in ("create/", "tomme/"):
        assert shelf.stranger.get(SHELF + path).status_code == 404
        assert shelf.stranger.post(SHELF + path, data=CHEESE).status_code == 404
        assert "/login/" in shelf.anonymous.get(SHELF + path).headers["Location"]
        assert "/login/" in shelf.anonymous.post(SHELF + path, data=CHEESE).headers["Location"]
    assert snapshot() == before


def test_before_the_approval_it_says_who_waits_for_whom(app: Flask, shelf: Shelf) -> None:
    with app.app_context(), transaction():
        db.session.get_one(Listing, shelf.listing_id).business.state = "submitted"
    assert "first the valley has to approve" in shelf.owner.get(f"{SHELF}tomme/").get_data(as_text=True)


def test_a_draft_s_address_follows_its_name(app: Flask, shelf: Shelf) -> None:
    shelf.owner.post(CREATE, data=CHEESE)
    with app.app_context():
        number = str(newest(app).variants[0].id)
    answer = shelf.owner.post(
        f"{SHELF}bleu-de-la-goulaz/", data={**CHEESE, "fr-title": "Bleu", "variants-0-id": number}
    )
    assert answer.headers["Location"] == f"{SHELF}bleu/"


def test_a_page_moves_and_its_old_address_leads_there(shelf: Shelf) -> None:
    answer = shelf.owner.post(f"{SHELF}tomme/address/", data={"address": "Tomme d’été !"})
    assert answer.headers["Location"] == f"{SHELF}tomme-d-ete/"
    moved = shelf.anonymous.get("/fr/listings/tomme/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/fr/listings/tomme-d-ete/")
    assert shelf.owner.post(f"{SHELF}tomme-d-ete/address/", data={"address": " "}).status_code == 303
    assert shelf.stranger.post(f"{SHELF}tomme-d-ete/address/", data={"address": "x"}).status_code == 404
    assert shelf.anonymous.get("/fr/listings/tomme-d-ete/").status_code == 200


def test_the_owner_reads_why_the_valley_hid_it(app: Flask, shelf: Shelf, snapshot: Snapshot) -> None:
    with app.app_context(), transaction():
        listing = db.session.get_one(Listing, shelf.listing_id)
        actor = db.session.scalars(select(User).where(User.name == "Moderator")).one()
        hide_listing(listing, Statement(ground="incomplete", reason="La photo montre une autre tomme."), actor)
    page = shelf.owner.get(f"{SHELF}tomme/").get_data(as_text=True)
    assert "hidden by the valley" in page and '<blockquote lang="fr">La photo montre une autre tomme.' in page


@pytest.mark.parametrize("language", ["fr", "it", "en"])
def test_a_draft_can_be_looked_at_before_anybody_else_sees_it(app: Flask, shelf: Shelf, language: str) -> None:
    with app.app_context(), transaction():
        db.session.get_one(Listing, shelf.listing_id).state = "draft"
    address = f"{SHELF}tomme/preview/".replace("/en/", f"/{language}/")
    page = shelf.owner.get(address)
    assert page.status_code == 200 and "Tomme" in page.get_data(as_text=True)
    assert 'name="variant"' not in page.get_data(as_text=True)
    assert shelf.stranger.get(address).status_code == 404
    assert "/login/" in shelf.anonymous.get(address).headers["Location"]
    assert shelf.anonymous.get(f"/{language}/listings/tomme/").status_code == 404
