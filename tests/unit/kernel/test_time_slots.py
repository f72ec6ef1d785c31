from datetime import UTC, date, datetime, time, timedelta

import pytest

from marketplace.kernel.time import ZONES, ClosedPeriod, Occurrence, SlotRule, occurrences

PARIS, ROME = ZONES["FR"], ZONES["IT"]
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
FRIDAY_EVENING = SlotRule(4, time(17), time(19), cutoff_hours=24)


def utc(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def test_a_slot_comes_every_week_with_its_cut_off():
    found = occurrences(FRIDAY_EVENING, utc(MONDAY, 8), 14, [], PARIS)
    assert found == [
        Occurrence(FRIDAY, utc(FRIDAY, 16), utc(FRIDAY, 18), utc(FRIDAY - timedelta(days=1), 16)),
        Occurrence(
            FRIDAY + timedelta(days=7),
            utc(FRIDAY + timedelta(days=7), 16),
            utc(FRIDAY + timedelta(days=7), 18),
            utc(FRIDAY + timedelta(days=6), 16),
        ),
    ]


def test_the_days_are_counted_from_today_included():
    assert len(occurrences(FRIDAY_EVENING, utc(FRIDAY, 8), 1, [], PARIS)) == 1
    assert occurrences(FRIDAY_EVENING, utc(MONDAY, 8), 4, [], PARIS) == []
    assert len(occurrences(FRIDAY_EVENING, utc(FRIDAY, 8), 8, [], PARIS)) == 2


def test_today_is_the_local_day():
    assert len(occurrences(FRIDAY_EVENING, utc(FRIDAY - timedelta(days=1), 23, 30), 1, [], PARIS)) == 1


def test_a_slot_that_has_begun_is_gone():
    assert len(occurrences(FRIDAY_EVENING, utc(FRIDAY, 16), 1, [], PARIS)) == 1
    assert occurrences(FRIDAY_EVENING, utc(FRIDAY, 16, 1), 1, [], PARIS) == []


def test_closed_days_have_no_slot():
    closure = ClosedPeriod(FRIDAY, FRIDAY)
    found = occurrences(FRIDAY_EVENING, utc(MONDAY, 8), 14, [closure], PARIS)
    assert [slot.date for slot in found] == [FRIDAY + timedelta(days=7)]


def test_the_wall_clock_stays_and_utc_moves_over_the_clock_change():
    found = occurrences(SlotRule(5, time(9), time(11), 12), utc(date(2026, 10, 19), 8), 14, [], ROME)
    assert [slot.starts_at.hour for slot in found] == [7, 8]


@pytest.mark.parametrize(
    "starts, ends, expected",
    [
        (time(2, 0), time(2, 30), (utc(SPRING, 1), utc(SPRING, 1, 30))),
        (time(2, 30), time(3, 0), (utc(SPRING, 1, 30), utc(SPRING, 2))),
        (time(1, 30), time(2, 30), (utc(SPRING, 0, 30), utc(SPRING, 1, 30))),
    ],
)
def test_a_slot_in_the_missing_hour_moves_forward(starts, ends, expected):
    (slot,) = occurrences(SlotRule(6, starts, ends, 1), utc(SPRING, 0), 1, [], PARIS)
    assert (slot.starts_at, slot.ends_at) == expected


def test_a_slot_in_the_doubled_hour_takes_the_first():
    (slot,) = occurrences(SlotRule(6, time(2), time(2, 45), 2), utc(AUTUMN, 0), 1, [], PARIS)
    assert (slot.starts_at, slot.ends_at) == (utc(AUTUMN, 0), utc(AUTUMN, 0, 45))


def test_the_cut_off_counts_real_hours():
    (slot,) = occurrences(SlotRule(6, time(9), time(10), 12), utc(SPRING, 0), 1, [], PARIS)
    assert slot.starts_at - slot.cutoff_at == timedelta(hours=12)


def test_a_slot_may_run_past_midnight():
    (slot,) = occurrences(SlotRule(4, time(22), time(1), 1), utc(FRIDAY, 8), 1, [], PARIS)
    assert (slot.date, slot.ends_at - slot.starts_at) == (FRIDAY, timedelta(hours=3))


def test_a_cut_off_after_the_slot_is_the_programmers_mistake():
    with pytest.raises(ValueError):
        SlotRule(4, time(17), time(19), cutoff_hours=-1)
