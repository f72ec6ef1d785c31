"""The table of an order's life is whole."""

from datetime import UTC, datetime, timedelta

from marketplace.orders.rules import (
    ORDER_STATES,
    RELEASING,
    OrderEvent,
    OrderState,
    answer_times,
    may_withdraw,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_every_state_is_reached_and_ends() -> None:
    assert ORDER_STATES.unreachable() == frozenset()
    assert ORDER_STATES.endless() == frozenset()


def test_every_event_is_used() -> None:
    assert {event for _state, event, _target in ORDER_STATES.moves()} == set(OrderEvent)


def test_what_releases_ends_the_order() -> None:
    for _state, event, target in ORDER_STATES.moves():
        if event in RELEASING:
            assert ORDER_STATES.is_final(target)


def test_an_answer_is_due_within_two_days_or_by_the_cutoff() -> None:
    assert answer_times(NOON, NOON + timedelta(days=9)) == (NOON + timedelta(days=1), NOON + timedelta(days=2))
    assert answer_times(NOON, NOON + timedelta(hours=4)) == (NOON + timedelta(hours=2), NOON + timedelta(hours=4))


def test_withdrawing_takes_a_line_without_exception_and_fourteen_days() -> None:
    last = NOON + timedelta(days=14)
    assert may_withdraw(OrderState.HANDED_OVER, NOON, ["", "perishable"], last)
    assert not may_withdraw(OrderState.HANDED_OVER, NOON, [""], last + timedelta(seconds=1))
    assert not may_withdraw(OrderState.HANDED_OVER, NOON, ["perishable"], NOON)


def test_withdrawing_need_not_wait_for_the_goods() -> None:
    for state in (OrderState.PLACED, OrderState.ACCEPTED, OrderState.READY):
        assert may_withdraw(state, NOON, [""], NOON + timedelta(days=30))
    assert not may_withdraw(OrderState.CANCELLED, NOON, [""], NOON)
