"""Whatever happens to a stock, its balance is the sum of its movements and never below nothing."""

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from marketplace.catalog.models import StockMovement, Variant
from marketplace.catalog.operations import claim_stock, release_stock, set_stock
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Conflict
from tests.factories import make_business, make_listing, make_variant

ORDERS = ["A", "B", "C"]
STEPS = st.one_of(
    st.tuples(st.just("claim"), st.sampled_from(ORDERS), st.integers(1, 6)),
    st.tuples(st.just("release"), st.sampled_from(ORDERS), st.integers(1, 6)),
    st.tuples(st.just("count"), st.just(""), st.none() | st.integers(0, 12)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.integers(0, 12), steps=st.lists(STEPS, max_size=12))
def test_balance_is_the_sum_of_its_movements(app: Flask, first: int, steps: list[tuple[str, str, int | None]]) -> None:
    with app.app_context():
        with transaction():
            one = make_variant(make_listing(make_business()), stock=first).id
        for kind, order, figure in steps:
            do(one, kind, order, figure)
            stock = db.session.scalar(select(Variant.stock).where(Variant.id == one))
            books = db.session.scalar(select(func.sum(StockMovement.delta)).where(StockMovement.variant_id == one))
            db.session.rollback()
            assert stock is None or stock == (books or 0) >= 0
        db.session.remove()


def do(one: int, kind: str, order: str, figure: int | None) -> None:
    try:
        with transaction():
            if kind == "count":
                set_stock(db.session.get_one(Variant, one), figure, actor_id=None)
            elif kind == "claim":
                claim_stock({one: figure or 1}, order)
            else:
                release_stock({one: figure or 1}, order)
    except Conflict as refusal:
        assert refusal.code == "out-of-stock"
