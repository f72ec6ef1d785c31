"""Claiming and releasing stock, one after the other."""

import pytest
from sqlalchemy import func, select

from marketplace.catalog.models import Listing, PriceChange, StockMovement, Variant
from marketplace.catalog.operations import claim_stock, release_stock, set_price, set_stock
from marketplace.catalog.queries import variants_for_sale
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict
from tests.factories import make_business, make_listing, make_variant

pytestmark = pytest.mark.usefixtures("session")


def variant_with(stock: int | None = 10, **listing: object) -> int:
    """A variant for sale; its id."""
    with transaction():
        return make_variant(make_listing(make_business(), **listing), stock=stock).id


def balance(variant_id: int) -> int | None:
    db.session.rollback()
    return db.session.scalar(select(Variant.stock).where(Variant.id == variant_id))


def books(variant_id: int) -> int:
    total = select(func.coalesce(func.sum(StockMovement.delta), 0)).where(StockMovement.variant_id == variant_id)
    return db.session.scalar(total) or 0


def claim(wanted: dict[int, int], reference: str = "AAAA-0001") -> None:
    with transaction():
        claim_stock(wanted, reference)


def test_a_claim_moves_balance_and_books() -> None:
    one = variant_with(10)
    claim({one: 3})
    assert (balance(one), books(one)) == (7, 7)


def test_a_claim_gives_the_listing_a_new_version() -> None:
    one = variant_with(10)
    before = db.session.scalar(select(Listing.version))
    db.session.rollback()
    claim({one: 1})
    assert db.session.scalar(select(Listing.version)) == before + 1


def test_every_short_variant_is_named_and_nothing_is_taken() -> None:
    plenty, few, none = variant_with(10), variant_with(1), variant_with(0)
    with pytest.raises(Conflict) as refused:
        claim({plenty: 2, few: 2, none: 1})
    assert refused.value.code == "out-of-stock"
    assert refused.value.params["short"] == [
        {"variant": few, "wanted": 2, "left": 1},
        {"variant": none, "wanted": 1, "left": 0},
    ]
    assert [balance(one) for one in (plenty, few, none)] == [10, 1, 0]


def test_unlimited_stock_keeps_its_books() -> None:
    one = variant_with(None)
    claim({one: 4})
    assert (balance(one), books(one)) == (None, -4)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": "paused"}, "not-live"),
        ({"state": "draft"}, "not-live"),
        ({"state": "hidden"}, "not-live"),
        ({"buyable": False}, "contact-only"),
        ({"season_first": "06-01", "season_last": "09-30"}, "out-of-season"),
    ],
)
def test_what_is_not_for_sale_is_refused(change: dict[str, object], reason: str) -> None:
    one, fine = variant_with(10, **change), variant_with(10)
    with pytest.raises(Conflict) as refused:
        claim({one: 1, fine: 1})
    assert refused.value.code == "not-for-sale"
    assert refused.value.params["variants"] == [{"variant": one, "reason": reason}]
    assert (balance(one), balance(fine)) == (10, 10)


def test_inactive_unknown_and_unapproved_are_refused() -> None:
    with transaction():
        business = make_business(state="suspended")
        closed = make_variant(make_listing(business)).id
        inactive = make_variant(make_listing(make_business()), active=False).id
    with pytest.raises(Conflict) as refused:
        claim({closed: 1, inactive: 1, 10_000_000: 1})
    assert refused.value.params["variants"] == [
        {"variant": closed, "reason": "business-closed"},
        {"variant": inactive, "reason": "inactive"},
        {"variant": 10_000_000, "reason": "gone"},
    ]


def test_a_release_gives_back_once() -> None:
    one = variant_with(10)
    claim({one: 3}, "AAAA-0001")
    claim({one: 2}, "AAAA-0002")
    for _ in range(2):
        with transaction():
            release_stock({one: 3}, "AAAA-0001")
    assert (balance(one), books(one)) == (8, 8)


def test_a_release_of_what_was_never_taken_gives_nothing() -> None:
    one = variant_with(10)
    with transaction():
        release_stock({one: 3}, "AAAA-0009")
    assert (balance(one), books(one)) == (10, 10)


def test_counting_anew_keeps_the_books_true() -> None:
    one = variant_with(10)
    claim({one: 3})
    for stock in (20, 0, None, 5):
        with transaction():
            set_stock(db.session.get_one(Variant, one), stock, actor_id=None)
        assert balance(one) == stock
        db.session.rollback()
    assert books(one) == 5


def test_stock_below_zero_is_a_mistake() -> None:
    one = variant_with(10)
    with pytest.raises(ValueError, match="negative"), transaction():
        set_stock(db.session.get_one(Variant, one), -1, actor_id=None)


def test_every_price_is_kept() -> None:
    one = variant_with(10)
    for price in (1000, 1000, 900):
        with transaction():
            set_price(db.session.get_one(Variant, one), price)
    kept = select(PriceChange.price).where(PriceChange.variant_id == one).order_by(PriceChange.id)
    assert db.session.scalars(kept).all() == [960, 1000, 900]


def test_what_baskets_ask_for_comes_with_its_rows() -> None:
    one = variant_with(10)
    paused = variant_with(10, state="paused")
    offered = variants_for_sale([one, paused, 10_000_000])
    assert set(offered) == {one, paused}
    assert (offered[one].refusal, offered[one].stock) == (None, 10)
    assert offered[paused].refusal == "not-live"
