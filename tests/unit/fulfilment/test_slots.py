"""Which comings of a weekly slot take orders."""

from datetime import UTC, date, datetime, time

import pytest

from marketplace.fulfilment.rules import occurrence_on, open_occurrences, read_slot_key, slot_key
from marketplace.kernel.errors import Conflict
from marketplace.kernel.time import ZONES, ClosedPeriod, SlotRule

ZONE = ZONES["FR"]
THURSDAYS = SlotRule(weekday=3, starts=time(16), ends=time(18, 30), cutoff_hours=24)
TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_two_weeks_of_thursdays() -> None:
    found = open_occurrences(THURSDAYS, (), TUESDAY, ZONE)
    assert [each.date for each in found] == [date(2026, 11, 26), date(2026, 12, 3)]
    assert found[0].starts_at == datetime(2026, 11, 26, 15, tzinfo=UTC)


def test_orders_close_at_the_cutoff_to_the_second() -> None:
    cutoff = datetime(2026, 11, 25, 15, tzinfo=UTC)
    before, after = cutoff.replace(hour=14, minute=59, second=59), cutoff
    assert len(open_occurrences(THURSDAYS, (), before, ZONE)) == 2
    assert [each.date for each in open_occurrences(THURSDAYS, (), after, ZONE)] == [date(2026, 12, 3)]


def test_closures_remove_their_days_alone() -> None:
    closures = [ClosedPeriod(date(2026, 11, 25), date(2026, 11, 27))]
    assert [each.date for each in open_occurrences(THURSDAYS, closures, TUESDAY, ZONE)] == [date(2026, 12, 3)]


@pytest.mark.parametrize(
    ("day", "starts_at"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 29, 14, tzinfo=UTC)),  # the spring change: UTC+2 since two in the morning
        (date(2026, 3, 22), datetime(2026, 3, 22, 15, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 15, tzinfo=UTC)),  # the autumn change: UTC+1 again
        (date(2026, 10, 18), datetime(2026, 10, 18, 14, tzinfo=UTC)),
    ],
)
def test_the_wall_clock_holds_over_both_clock_changes(day: date, starts_at: datetime) -> None:
    sundays = SlotRule(weekday=6, starts=time(16), ends=time(18), cutoff_hours=24)
    found = occurrence_on(day, sundays, (), datetime(day.year, day.month, day.day - 3, tzinfo=UTC), ZONE)
    assert found.starts_at == starts_at
    assert (found.starts_at - found.cutoff_at).total_seconds() == 24 * 3600


def test_each_refusal_has_its_own_code() -> None:
    def code(day: date, at: datetime = TUESDAY) -> str:
        with pytest.raises(Conflict) as caught:
            occurrence_on(day, THURSDAYS, (), at, ZONE)
        return caught.value.code

    assert code(date(2026, 11, 27)) == "slot-gone"
    assert code(date(2027, 11, 25)) == "slot-gone"
    assert code(date(2026, 11, 19)) == "slot-closed"
    assert code(date(2026, 11, 26), datetime(2026, 11, 25, 16, tzinfo=UTC)) == "slot-closed"


def test_a_slot_key_is_read_back() -> None:
    assert read_slot_key(slot_key(12, date(2026, 11, 26))) == (12, date(2026, 11, 26))


@pytest.mark.parametrize("text", ["", "12", "-1-2026-11-26", "x-2026-11-26", "12-2026-13-01", "١-2026-11-26", "9" * 40])
def test_other_texts_are_no_slot_key(text: str) -> None:
    assert read_slot_key(text) is None
