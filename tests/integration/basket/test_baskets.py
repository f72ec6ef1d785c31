"""Baskets on a real database."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask, g, session
from flask_login import login_user

from marketplace.accounts.models import User
from marketplace.basket import operations
from marketplace.basket.exports import basket_data
from marketplace.basket.models import Basket, BasketCollection, BasketLine
from marketplace.basket.queries import basket_view, current_basket
from marketplace.basket.rules import MOST_LINES, ChangeKind
from marketplace.catalog.models import Listing, Variant
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict, NotFound
from tests.factories import make_business, make_listing, make_user, make_variant
from tests.factories.stall import THURSDAY, Stall, make_stall
from tests.proofs.buyers import at_once


@pytest.fixture
def guest(app: Flask) -> Iterator[Stall]:
    """The request of a visitor nobody knows, beside a stall."""
    with app.test_request_context("/en/"):
        yield make_stall(stock=5)
        db.session.rollback()


def quantities() -> list[int]:
    return list(db.session.scalars(db.select(BasketLine.quantity).order_by(BasketLine.id)))


def put(variant: int, quantity: int = 1) -> None:
    with transaction():
        operations.add(variant, quantity, "en")


def test_nothing_is_written_before_the_first_thing_goes_in(guest: Stall) -> None:
    assert current_basket() is None
    assert "basket" not in session
    db.session.rollback()
    put(guest.tomme)
    assert current_basket() is not None
    kept = db.session.scalar(db.select(Basket.token_hash))
    assert kept and session["basket"] != kept  # only the hash is stored


def test_the_same_thing_again_adds_up_to_the_stock(guest: Stall) -> None:
    put(guest.tomme, 2)
    put(guest.tomme, 2)
    assert quantities() == [4]
    db.session.rollback()
    with transaction():
        added = operations.add(guest.tomme, 9, "en")
        assert (added.quantity, added.capped) == (5, True)


def test_what_cannot_be_had_is_refused_by_its_reason(guest: Stall) -> None:
    with transaction():
        db.session.execute(db.update(Variant).where(Variant.id == guest.honey).values(stock=0))
    with pytest.raises(Conflict, match="out-of-stock"):
        put(guest.honey)
    with transaction():
        db.session.execute(db.update(Listing).values(state="paused"))
    with pytest.raises(Conflict, match="not-for-sale"):
        put(guest.tomme)
    with pytest.raises(NotFound):
        put(10**6)


def test_a_basket_holds_so_many_lines_and_no_more(guest: Stall) -> None:
    with transaction():
        listing = make_listing(make_business())
        variants = [make_variant(listing).id for _ in range(MOST_LINES + 1)]
    with transaction():
        for variant in variants[:-1]:
            operations.add(variant, 1, "en")
    with pytest.raises(Conflict, match="basket-full"):
        put(variants[-1])
    put(variants[0])  # more of what is there already still goes in
    assert len(quantities()) == MOST_LINES


def test_a_slot_is_chosen_among_those_offered(guest: Stall) -> None:
    put(guest.tomme)
    with pytest.raises(Conflict, match="slot-gone"), transaction():
        operations.choose("ferme-des-arolles", guest.slot, date(2026, 11, 27), now())
    with pytest.raises(Conflict, match="slot-gone"), transaction():
        operations.choose("ferme-des-arolles", guest.other_slot, THURSDAY, now())  # somebody else's
    with transaction():
        operations.choose("ferme-des-arolles", guest.slot, THURSDAY, now())
    view = basket_view(current_basket(), "en", now())
    assert view.ready
    assert view.parcels[0].chosen is not None


def test_looking_tells_every_change_and_writes_none(guest: Stall) -> None:
    put(guest.tomme, 5)
    put(guest.honey)
    with transaction():
        operations.choose("ferme-des-arolles", guest.slot, THURSDAY, now())
        operations.choose("ronza", guest.other_slot, THURSDAY, now())
    with transaction():
        db.session.execute(db.update(Variant).where(Variant.id == guest.tomme).values(price=990, stock=2))
        db.session.execute(db.update(Listing).where(Listing.category == "honey").values(state="paused"))
        db.session.execute(db.text("UPDATE weekly_slot SET active = false"))
    view = basket_view(current_basket(), "en", now())
    kinds = [change.kind for change in view.changes]
    assert kinds == [ChangeKind.FEWER_LEFT, ChangeKind.PRICE, ChangeKind.NOT_SOLD, ChangeKind.SLOT_GONE]
    assert view.total == 0  # without a free time nothing can be ordered
    assert quantities() == [5, 1]
    db.session.rollback()
    with transaction():
        operations.adopt(now())
    assert not basket_view(current_basket(), "en", now()).changes
    assert quantities() == [2]
    assert db.session.scalar(db.select(db.func.count(BasketCollection.id))) == 0


def test_logging_in_pours_the_guests_basket_into_the_members(guest: Stall) -> None:
    with transaction():
        user = make_user()
        own = Basket(user_id=user.id, updated_at=now())
        db.session.add(own)
        db.session.flush()
        db.session.add(BasketLine(basket_id=own.id, variant_id=guest.tomme, quantity=4, seen_price=960))
        later = BasketCollection(basket_id=own.id, slot_id=guest.slot, day=date(2026, 12, 3))
        later.business_id = db.session.get_one(Variant, guest.tomme).listing.business_id
        db.session.add(later)
    put(guest.tomme, 3)
    put(guest.honey)
    with transaction():
        operations.choose("ferme-des-arolles", guest.slot, THURSDAY, now())
    with transaction():
        login_user(db.session.get_one(User, user.id))
    assert "basket" not in session
    assert db.session.scalar(db.select(db.func.count(Basket.id))) == 1
    assert quantities() == [5, 1]  # four and three, as far as the stock of five goes
    assert db.session.scalar(db.select(BasketCollection.day)) == THURSDAY


def test_logging_in_without_a_basket_of_ones_own_keeps_the_guests(guest: Stall) -> None:
    put(guest.tomme, 2)
    with transaction():
        user = make_user()
        login_user(user)
    assert db.session.scalar(db.select(Basket.user_id)) == user.id
    assert db.session.scalar(db.select(Basket.token_hash)) is None
    assert quantities() == [2]


def test_a_members_basket_is_in_the_export_and_goes_with_the_account(guest: Stall) -> None:
    with transaction():
        user = make_user()
        login_user(user)
    put(guest.tomme, 2)
    user = db.session.get_one(User, user.id)
    assert basket_data(user)["lines"][0]["quantity"] == 2
    db.session.rollback()
    with transaction():
        operations.forget_basket(db.session.get_one(User, user.id))
    assert db.session.scalar(db.select(db.func.count(BasketLine.id))) == 0
    assert basket_data(user)["lines"] == []


def test_two_first_things_at_once_make_one_basket(app: Flask) -> None:
    with app.app_context():
        stall = make_stall()
        with transaction():
            user_id = make_user().id

    def put_in(variant: int) -> None:
        with app.test_request_context("/en/", method="POST"), transaction():
            g._login_user = db.session.get_one(User, user_id)
            operations.add(variant, 1, "en")

    at_once([lambda variant=variant: put_in(variant) for variant in (stall.tomme, stall.honey) * 4])
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Basket.id))) == 1
        assert sorted(quantities()) == [3, 4]
