"""The life of an order: legal moves alone, once, and stock and slots that always add up."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from marketplace.audit.queries import differences
from marketplace.catalog.models import Variant
from marketplace.extensions import db
from marketplace.facts.models import History
from marketplace.facts.services import services
from marketplace.facts.transaction import transaction
from marketplace.facts.worker import run_due_jobs
from marketplace.fulfilment.models import SlotDay
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.states import IllegalMove
from marketplace.orders import operations
from marketplace.orders.models import Order
from marketplace.orders.rules import ORDER_STATES, OrderEvent, OrderState
from tests.factories import make_listing, make_place, make_slot, make_variant
from tests.factories.orders import make_purchase
from tests.integration.orders.conftest import Placed


def move(placed: Placed, event: OrderEvent, reason: str = "Plus de lait.", **more: bool) -> None:
    db.session.rollback()
    with transaction():
        operations.move(db.session.get_one(Order, placed.order_id), event, placed.owner_id, reason, **more)


def stock(placed: Placed) -> int | None:
    return db.session.get_one(Variant, placed.variant_id, populate_existing=True).stock


def taken() -> int:
    return sum(db.session.scalars(select(SlotDay.taken)))


@pytest.mark.parametrize(
    "event", [OrderEvent.REFUSE, OrderEvent.CANCEL_BY_BUYER, OrderEvent.LAPSE], ids=lambda event: event.value
)
def test_what_ends_unserved_gives_stock_and_slot_back(placed: Placed, event: OrderEvent) -> None:
    assert (stock(placed), taken()) == (7, 1)
    move(placed, event)
    assert (stock(placed), taken()) == (10, 0)
    assert list(differences()) == []
    with pytest.raises(IllegalMove):
        move(placed, event)


@pytest.mark.parametrize(("back", "left"), [(False, 7), (True, 10)])
def test_missed_stock_returns_by_the_owners_choice_alone(placed: Placed, back: bool, left: int) -> None:
    move(placed, OrderEvent.ACCEPT)
    move(placed, OrderEvent.MISS, return_stock=back)
    assert stock(placed) == left
    assert list(differences()) == []


def test_missed_stock_can_be_returned_later_once(placed: Placed) -> None:
    move(placed, OrderEvent.ACCEPT)
    move(placed, OrderEvent.MISS)
    db.session.rollback()
    with transaction():
        operations.return_missed_stock(db.session.get_one(Order, placed.order_id), placed.owner_id)
    assert stock(placed) == 10
    db.session.rollback()
    with pytest.raises(Conflict), transaction():
        operations.return_missed_stock(db.session.get_one(Order, placed.order_id), placed.owner_id)
    assert list(differences()) == []


@pytest.mark.parametrize("event", [OrderEvent.REFUSE, OrderEvent.CANCEL_BY_SELLER])
def test_a_business_says_why(placed: Placed, event: OrderEvent) -> None:
    if event is OrderEvent.CANCEL_BY_SELLER:
        move(placed, OrderEvent.ACCEPT)
    with pytest.raises(Invalid):
        move(placed, event, reason="")
    move(placed, event, reason="La vache est malade.")


def test_two_at_once_accept_and_refuse_one_wins(app: Flask, placed: Placed) -> None:
    db.session.rollback()
    results = at_once(app, [OrderEvent.ACCEPT, OrderEvent.REFUSE], placed)
    assert sorted(results) == [False, True]
    assert list(differences()) == []


def test_control_without_the_guard_both_win(app: Flask, placed: Placed) -> None:
    """Reading the state in one transaction and writing it in another lets both believe that they won."""
    seen = db.session.get_one(Order, placed.order_id).state
    db.session.rollback()
    won = []
    for event in (OrderEvent.ACCEPT, OrderEvent.REFUSE):
        after = ORDER_STATES.next_state(OrderState(seen), event)
        with transaction():
            db.session.execute(update(Order).where(Order.id == placed.order_id).values(state=after))
        won.append(event)
    assert won == [OrderEvent.ACCEPT, OrderEvent.REFUSE]


def test_cancelling_twenty_times_at_once_releases_once(app: Flask, placed: Placed) -> None:
    db.session.rollback()
    results = at_once(app, [OrderEvent.CANCEL_BY_BUYER] * 20, placed)
    assert sum(results) == 1
    assert (stock(placed), taken()) == (10, 0)
    assert list(differences()) == []


def at_once(app: Flask, events: list[OrderEvent], placed: Placed) -> list[bool]:
    def run(event: OrderEvent) -> bool:
        with app.test_request_context("/en/"):
            try:
                with transaction():
                    order = db.session.get_one(Order, placed.order_id)
                    operations.move(order, event, placed.owner_id, "Plus de lait.")
            except IllegalMove:
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(run, events))


def test_an_unanswered_order_is_reminded_of_and_lapses(placed: Placed) -> None:
    db.session.rollback()
    run_due_jobs()
    services().mail.sent.clear()
    order = db.session.get_one(Order, placed.order_id)
    halfway, end = order.remind_at, order.lapses_at
    db.session.rollback()
    services().clock.advance(seconds=(halfway - services().clock.now()).total_seconds())
    run_due_jobs()
    assert [mail.to for mail in services().mail.sent] == [placed.email]
    services().clock.advance(seconds=(end - services().clock.now()).total_seconds())
    run_due_jobs()
    run_due_jobs()
    assert db.session.get_one(Order, placed.order_id, populate_existing=True).state == OrderState.LAPSED
    assert {mail.to for mail in services().mail.sent} == {placed.email, "chiara@example.org"}
    assert stock(placed) == 10


def test_an_answered_order_does_not_lapse(placed: Placed) -> None:
    move(placed, OrderEvent.ACCEPT)
    services().clock.advance(days=3)
    run_due_jobs()
    assert db.session.get_one(Order, placed.order_id, populate_existing=True).state == OrderState.ACCEPTED


def test_handing_over_needs_the_code_and_forgives_how_it_is_typed(placed: Placed) -> None:
    move(placed, OrderEvent.ACCEPT)
    with pytest.raises(Invalid), transaction():
        operations.hand_over(db.session.get_one(Order, placed.order_id), "WRONG", placed.owner_id)
    spoken = f" {placed.handover_code.lower()} "
    with transaction():
        operations.hand_over(db.session.get_one(Order, placed.order_id), spoken, placed.owner_id)
    assert db.session.get_one(Order, placed.order_id).state == OrderState.HANDED_OVER


def test_the_right_code_is_refused_after_too_many_wrong_ones_for_a_while(placed: Placed) -> None:
    move(placed, OrderEvent.ACCEPT)
    with transaction():
        for _ in range(operations.MOST_ATTEMPTS):
            operations.note_wrong_code(db.session.get_one(Order, placed.order_id), placed.owner_id)
    with pytest.raises(Invalid, match="code-blocked"), transaction():
        operations.hand_over(db.session.get_one(Order, placed.order_id), placed.handover_code, placed.owner_id)
    services().clock.advance(minutes=16)
    with transaction():
        operations.hand_over(db.session.get_one(Order, placed.order_id), placed.handover_code, placed.owner_id)


@given(events=st.lists(st.sampled_from(OrderEvent), max_size=6), back=st.booleans())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_events_keeps_the_books(placed: Placed, events: list[OrderEvent], back: bool) -> None:
    with transaction():
        business = db.session.get_one(Order, placed.order_id).business
        variant = make_variant(make_listing(business), stock=10)
        fresh = make_purchase((business, make_slot(make_place(business)), {variant: 3})).orders[0].id
    for event in events:
        try:
            move(replace(placed, order_id=fresh), event, return_stock=back)
        except IllegalMove:
            db.session.rollback()
    assert list(differences()) == []
    db.session.rollback()


def test_what_happened_is_kept_with_who_did_it(placed: Placed) -> None:
    move(placed, OrderEvent.ACCEPT)
    rows = db.session.scalars(select(History).where(History.subject == "order").order_by(History.id)).all()
    assert [(row.verb, row.actor_id) for row in rows] == [("placed", None), ("accept", placed.owner_id)]
