"""Many buyers at once, on the real database, each with a connection of its own; and what happens without the guard."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from marketplace.catalog.models import StockMovement, Variant
from marketplace.catalog.operations import claim_stock, release_stock
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict
from tests.factories import make_business, make_listing, make_variant

BUYERS = 50
STOCK = 10
AT_ONCE = 12  # within the pool of connections


def variants(app: Flask, count: int, stock: int) -> list[int]:
    with app.app_context(), transaction():
        business = make_business()
        return [make_variant(make_listing(business), stock=stock).id for _ in range(count)]


def all_at_once(app: Flask, buyers: Sequence[Callable[[], str]]) -> Counter[str]:
    """Runs the buyers in threads; how many got what."""

    def buy(buyer: Callable[[], str]) -> str:
        with app.app_context():
            try:
                return buyer()
            except Conflict as refusal:
                return refusal.code
            finally:
                db.session.remove()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(buy, buyers))


def stock_of(app: Flask, variant_id: int) -> tuple[int, int]:
    """The balance, and the sum of the books."""
    with app.app_context():
        variant = db.session.get_one(Variant, variant_id)
        books = db.session.scalar(select(func.sum(StockMovement.delta)).where(StockMovement.variant_id == variant_id))
        return variant.stock or 0, books or 0


def test_exactly_what_is_there_is_sold(app: Flask) -> None:
    [one] = variants(app, 1, STOCK)

    def buyer(number: int) -> Callable[[], str]:
        def buy() -> str:
            with transaction():
                claim_stock({one: 1}, f"RACE-{number:04}")
            return "sold"

        return buy

    assert all_at_once(app, [buyer(n) for n in range(BUYERS)]) == {"sold": STOCK, "out-of-stock": BUYERS - STOCK}
    assert stock_of(app, one) == (0, 0)


def test_control_reading_first_and_writing_the_sum_later_oversells(app: Flask) -> None:
    """The test above can fail: the same buyers without locks or guard sell more than there is."""
    [one] = variants(app, 1, STOCK)
    looked = Barrier(AT_ONCE)

    def buy() -> str:
        left = db.session.scalar(select(Variant.stock).where(Variant.id == one)) or 0
        db.session.rollback()
        looked.wait(timeout=30)
        if left < 1:
            return "out-of-stock"
        with transaction():
            db.session.execute(update(Variant).where(Variant.id == one).values(stock=left - 1))
        return "sold"

    sold = all_at_once(app, [buy] * AT_ONCE)["sold"]
    assert sold > STOCK


def test_baskets_over_the_same_things_in_any_order_never_lock_each_other_out(app: Flask) -> None:
    things = variants(app, 5, 1000)
    dice = random.Random(7)

    def buyer(number: int) -> Callable[[], str]:
        chosen = dice.sample(things, 3)
        reference = f"RING-{number:04}"

        def buy() -> str:
            with transaction():
                claim_stock(dict.fromkeys(chosen, 1), reference)
            if number % 2:
                with transaction():
                    release_stock(dict.fromkeys(reversed(chosen), 1), reference)
            return "done"

        return buy

    assert all_at_once(app, [buyer(n) for n in range(100)]) == {"done": 100}
    assert sum(1000 - stock_of(app, thing)[0] for thing in things) == 50 * 3


def test_control_locking_in_the_order_of_the_basket_ends_in_a_ring(app: Flask) -> None:
    """PostgreSQL ends a ring of waiting by failing one of its members; SQLite has one writer and so no ring."""
    one, other = variants(app, 2, 1000)
    both_hold_one = Barrier(2)

    def buyer(first: int, second: int) -> Callable[[], str]:
        def buy() -> str:
            try:
                with transaction():
                    db.session.execute(select(Variant).where(Variant.id == first).with_for_update())
                    both_hold_one.wait(timeout=30)
                    db.session.execute(select(Variant).where(Variant.id == second).with_for_update())
            except Exception as error:  # noqa: BLE001  # whatever the driver raises, by name
                return type(getattr(error, "orig", error)).__name__
            return "done"

        return buy

    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            pytest.skip("one writer at a time: nothing to show")
    assert all_at_once(app, [buyer(one, other), buyer(other, one)]) == {"done": 1, "DeadlockDetected": 1}
