"""Many buyers at the same moment, on both databases; each guard with the fault that appears without it."""

import random
from collections import Counter
from collections.abc import Callable
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from marketplace.catalog.models import StockMovement, Variant
from marketplace.checkout import operations
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.fulfilment.models import SlotDay
from marketplace.orders.models import Order, Purchase
from tests.factories import make_business, make_listing, make_place, make_slot, make_variant
from tests.factories.stall import THURSDAY, Stall, make_stall
from tests.proofs.buyers import PLACED, REFUSED, Buyer, at_once, get_ready


def stall_in(shop: Flask, **values: int) -> Stall:
    with shop.app_context():
        return make_stall(**values)


def tomme_buyers(shop: Flask, stall: Stall, count: int) -> list[Buyer]:
    return [get_ready(shop, n, [(stall.tomme, 1)], {"ferme-des-arolles": stall.key}) for n in range(count)]


def how_many(shop: Flask, model: type) -> int:
    with shop.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(model)) or 0


def is_postgresql(shop: Flask) -> bool:
    with shop.app_context():
        return db.engine.dialect.name == "postgresql"


def test_ten_of_ten_are_sold_and_not_one_more(shop: Flask) -> None:
    stall = stall_in(shop, stock=10, capacity=100)
    answers = Counter(at_once([buyer.order for buyer in tomme_buyers(shop, stall, 30)]))
    assert answers == {PLACED: 10, REFUSED: 20}
    with shop.app_context():
        assert db.session.get_one(Variant, stall.tomme).stock == 0
        sold = db.select(db.func.sum(StockMovement.delta)).where(StockMovement.reason == "sold")
        assert db.session.scalar(sold) == -10
    assert how_many(shop, Purchase) == 10


def test_control_stock_computed_outside_oversells(shop: Flask) -> None:
    stall = stall_in(shop, stock=10)
    gate = Barrier(12)

    def careless() -> int:
        with shop.app_context():
            left = db.session.get_one(Variant, stall.tomme).stock or 0
            db.session.rollback()
            gate.wait(timeout=30)
            if not left:
                return 0
            with transaction():
                db.session.execute(db.update(Variant).where(Variant.id == stall.tomme).values(stock=left - 1))
            return 1

    sold = sum(at_once([careless] * 12))
    with shop.app_context():
        assert sold == 12 > 10
        assert db.session.get_one(Variant, stall.tomme).stock == 9


def test_the_same_form_fifty_times_makes_one_purchase(shop: Flask) -> None:
    stall = stall_in(shop)
    buyer = tomme_buyers(shop, stall, 1)[0]
    copies = [copy_of(shop, buyer) for _ in range(50)]
    assert Counter(at_once([copy.order for copy in copies])) == {PLACED: 50}
    assert (how_many(shop, Purchase), how_many(shop, Order)) == (1, 1)


def copy_of(shop: Flask, buyer: Buyer) -> Buyer:
    """The same session in a client of its own, for a client is not made for several threads."""
    visitor = shop.test_client()
    cookie = buyer.visitor.get_cookie("session")
    assert cookie is not None
    visitor.set_cookie("session", cookie.value)
    return Buyer(visitor, buyer.form)


@pytest.mark.parametrize("marked", [True, False])
def test_control_the_mark_alone_makes_one_purchase_of_many(
    shop: Flask, monkeypatch: pytest.MonkeyPatch, marked: bool
) -> None:
    """With a basket that stays full, forms that share their mark make one purchase, and fresh marks make many."""
    monkeypatch.setattr(operations, "take_out", lambda *_: None)
    stall = stall_in(shop)
    buyer = tomme_buyers(shop, stall, 1)[0]
    copies = [copy_of(shop, buyer) for _ in range(3)]
    if not marked:
        copies = [Buyer(each.visitor, {**each.form, "intent": f"{n}" * 30}) for n, each in enumerate(copies)]
    assert at_once([copy.order for copy in copies]) == [PLACED] * 3
    assert how_many(shop, Purchase) == (1 if marked else 3)


def test_shared_baskets_in_any_order_never_deadlock(shop: Flask) -> None:
    with shop.app_context(), transaction():
        business = make_business(slug="farm")
        slot = make_slot(make_place(business), capacity=200)
        variants = [make_variant(make_listing(business), stock=None if n else 500).id for n in range(5)]
        slots = {"farm": f"{slot.id}-{THURSDAY}"}
    dice = random.Random(5)  # noqa: S311  # repeatable, not secret
    buyers = []
    for number in range(40):
        things = [(variant, 1) for variant in dice.sample(variants, 5)]
        buyers.append(get_ready(shop, number, things, slots))
    assert Counter(at_once([buyer.order for buyer in buyers])) == {PLACED: 40}
    with shop.app_context():
        assert db.session.get_one(Variant, variants[0]).stock == 460


def test_control_variants_locked_in_any_order_deadlock(shop: Flask) -> None:
    if not is_postgresql(shop):
        pytest.skip("SQLite has one lock for all writers, so there is no order to get wrong")
    stall = stall_in(shop)
    gate = Barrier(2)

    def lock(first: int, second: int) -> bool:
        with shop.app_context():
            try:
                with transaction():
                    one = db.select(Variant.id).with_for_update()
                    db.session.execute(one.where(Variant.id == first))
                    gate.wait(timeout=30)
                    db.session.execute(one.where(Variant.id == second))
            except OperationalError:
                return False
            return True

    pairs = [(stall.tomme, stall.honey), (stall.honey, stall.tomme)]
    assert sorted(at_once([lambda pair=pair: lock(*pair) for pair in pairs])) == [False, True]


def test_a_slot_takes_its_capacity_and_not_one_more(shop: Flask) -> None:
    stall = stall_in(shop, stock=None, capacity=8)
    answers = Counter(at_once([buyer.order for buyer in tomme_buyers(shop, stall, 25)]))
    assert answers == {PLACED: 8, REFUSED: 17}
    with shop.app_context():
        assert db.session.scalar(db.select(SlotDay.taken)) == 8
        left = db.session.scalar(db.select(db.func.sum(StockMovement.delta)).where(StockMovement.reason == "sold"))
        assert left == -8  # who found no room has taken no cheese either


def test_control_capacity_looked_at_outside_is_overrun(shop: Flask) -> None:
    stall = stall_in(shop, capacity=8)
    gate = Barrier(12)
    with shop.app_context(), transaction():
        db.session.add(SlotDay(slot_id=stall.slot, day=THURSDAY, taken=0))

    def careless() -> bool:
        with shop.app_context():
            taken = db.session.scalar(db.select(SlotDay.taken)) or 0
            db.session.rollback()
            gate.wait(timeout=30)
            with transaction():
                db.session.execute(db.update(SlotDay).values(taken=taken + 1))
            return taken < 8

    assert sum(at_once([careless] * 12)) == 12 > 8


def test_a_guest_gets_three_open_orders_however_fast(shop: Flask) -> None:
    stall = stall_in(shop, stock=None, capacity=100)
    same = {"email": "same@example.org", "phone": "+393331999999"}
    slots = {"ferme-des-arolles": stall.key}
    buyers = [get_ready(shop, n, [(stall.tomme, 1)], slots, **same) for n in range(9)]
    assert Counter(at_once([buyer.order for buyer in buyers])) == {PLACED: 3, REFUSED: 6}
    assert how_many(shop, Order) == 3


def test_control_counting_without_the_lock_lets_a_fourth_pass(shop: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    if not is_postgresql(shop):
        pytest.skip("on SQLite the writing transaction itself is the lock; its control is in the tests of transactions")
    with shop.app_context(), transaction():
        stalls = [farm_with_one_thing(f"farm-{n}") for n in range(5)]
    gate = Barrier(5)
    count: Callable[[str, str], int] = operations.open_guest_orders

    def counted_together(email: str, phone: str) -> int:
        found = count(email, phone)
        gate.wait(timeout=30)
        return found

    monkeypatch.setattr(operations, "serialise", lambda *_: None)
    monkeypatch.setattr(operations, "open_guest_orders", counted_together)
    same = {"email": "same@example.org", "phone": "+393331999999"}
    buyers = [get_ready(shop, n, [(variant, 1)], slots, **same) for n, (variant, slots) in enumerate(stalls)]
    assert at_once([buyer.order for buyer in buyers]) == [PLACED] * 5


def farm_with_one_thing(slug: str) -> tuple[int, dict[str, str]]:
    business = make_business(slug=slug)
    slot = make_slot(make_place(business))
    return make_variant(make_listing(business)).id, {slug: f"{slot.id}-{THURSDAY}"}
