"""The owner's list of listings, and what is changed in place."""

from collections.abc import Callable

import pytest
from flask import Flask

from marketplace.catalog.models import Listing, Variant
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.web.kept import Kept
from tests.factories import make_listing, make_variant
from tests.queries import count_queries
from tests.web.catalog.conftest import SHELF, Shelf

Snapshot = Callable[[], tuple[object, ...]]
POSTS = ("stock", "publish", "pause", "resume", "archive")


def state_of(app: Flask, shelf: Shelf) -> str:
    with app.app_context():
        return db.session.get_one(Listing, shelf.listing_id).state


def test_owner_and_staff_see_price_stock_and_state(shelf: Shelf) -> None:
    for person in (shelf.owner, shelf.staff):
        page = person.get(SHELF).get_data(as_text=True)
        assert 'name="price" inputmode="decimal" autocomplete="off" value="9.60"' in page
        assert 'value="14"' in page and "in the shop" in page


def test_the_stranger_finds_nothing_and_changes_nothing(shelf: Shelf, snapshot: Snapshot) -> None:
    before = snapshot()
    assert shelf.stranger.get(SHELF).status_code == 404
    for verb in POSTS:
        sent = {"variant": shelf.variant_id, "price": "1", "stock": "1"}
        assert shelf.stranger.post(f"{SHELF}tomme/{verb}/", data=sent).status_code == 404
    elsewhere = SHELF.replace("ferme-des-arolles", "apicoltura-ronza")
    assert shelf.stranger.post(f"{elsewhere}tomme/pause/").status_code == 404
    assert snapshot() == before


def test_the_anonymous_are_sent_to_log_in(shelf: Shelf, snapshot: Snapshot) -> None:
    before = snapshot()
    assert "/login/" in shelf.anonymous.get(SHELF).headers["Location"]
    for verb in POSTS:
        assert "/login/" in shelf.anonymous.post(f"{SHELF}tomme/{verb}/").headers["Location"]
    assert snapshot() == before


def quick(shelf: Shelf, **values: str) -> dict[str, str]:
    return {"variant": str(shelf.variant_id), "price": "9,60", "stock": "14", "stock_was": "14", **values}


@pytest.mark.parametrize(
    ("values", "price", "stock"),
    [
        ({"stock": "20"}, 960, 20),
        ({"stock": ""}, 960, None),
        ({"price": "10,50"}, 1050, 14),
        ({"price": "€11", "stock": "0"}, 1100, 0),
    ],
)
def test_stock_and_price_change_in_place(
    app: Flask, shelf: Shelf, values: dict[str, str], price: int, stock: int | None
) -> None:
    answer = shelf.staff.post(f"{SHELF}tomme/stock/", data=quick(shelf, **values))
    assert answer.status_code == 303
    with app.app_context():
        variant = db.session.get_one(Variant, shelf.variant_id)
        assert (variant.price, variant.stock) == (price, stock)


def test_a_stock_left_alone_keeps_what_was_sold_meanwhile(app: Flask, shelf: Shelf) -> None:
    shelf.owner.post(f"{SHELF}tomme/stock/", data=quick(shelf, stock="10"))
    shelf.owner.post(f"{SHELF}tomme/stock/", data=quick(shelf, price="8"))  # from a page that still says 14
    with app.app_context():
        variant = db.session.get_one(Variant, shelf.variant_id)
        assert (variant.price, variant.stock) == (800, 10)


@pytest.mark.parametrize("language", ["fr", "it", "en"])
@pytest.mark.parametrize(
    "values", [{"price": "abc"}, {"price": "-1"}, {"price": ""}, {"stock": "-3"}, {"stock": "many"}]
)
def test_what_cannot_be_read_is_kept_and_explained(
    shelf: Shelf, snapshot: Snapshot, language: str, values: dict[str, str]
) -> None:
    before = snapshot()
    address = SHELF.replace("/en/", f"/{language}/")
    answer = shelf.owner.post(f"{address}tomme/stock/", data=quick(shelf, **values))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="wrong-{shelf.variant_id}"' in page and 'aria-invalid="true"' in page
    for text in values.values():
        assert f'value="{text}"' in page
    assert snapshot() == before


def test_put_aside_and_back(app: Flask, shelf: Shelf) -> None:
    for verb, state in (("pause", "paused"), ("resume", "live"), ("archive", "archived")):
        assert shelf.owner.post(f"{SHELF}tomme/{verb}/").status_code == 303
        assert state_of(app, shelf) == state
    assert "tomme" not in shelf.owner.get(SHELF).get_data(as_text=True).lower().split("</h1>")[1]
    assert "Tomme" in shelf.owner.get(f"{SHELF}?archived=1").get_data(as_text=True)


def test_what_cannot_be_done_any_more_is_said(app: Flask, shelf: Shelf) -> None:
    answer = shelf.owner.post(f"{SHELF}tomme/resume/", follow_redirects=True)
    assert "it changed meanwhile" in answer.get_data(as_text=True)
    assert state_of(app, shelf) == "live"


def test_an_incomplete_draft_is_not_published_and_says_what_is_missing(app: Flask, shelf: Shelf) -> None:
    with app.app_context(), transaction():
        listing = db.session.get_one(Listing, shelf.listing_id)
        listing.state, listing.texts[0].ingredients = "draft", ""
    assert "One thing is missing" in shelf.owner.get(SHELF).get_data(as_text=True)
    answer = shelf.owner.post(f"{SHELF}tomme/publish/", follow_redirects=True)
    assert 'href="#fr-ingredients"' in answer.get_data(as_text=True)
    assert state_of(app, shelf) == "draft"


def test_an_empty_shelf_says_how_to_begin(shelf: Shelf) -> None:
    empty = shelf.stranger.get(SHELF.replace("ferme-des-arolles", "apicoltura-ronza"))
    assert "Your stall is empty" in empty.get_data(as_text=True)


@pytest.mark.parametrize("count", [1, 25])
def test_queries_do_not_grow_with_the_rows(app: Flask, shelf: Shelf, count: int) -> None:
    with app.app_context(), transaction():
        listing = db.session.get_one(Listing, shelf.listing_id)
        for _ in range(count):
            make_variant(make_listing(listing.business))
    Kept.forget_all()
    with app.app_context(), count_queries() as statements:
        assert shelf.owner.get(SHELF).status_code == 200
    assert len(statements) <= 16, statements
