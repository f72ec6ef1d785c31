from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.time import (
    ZONES,
    ClosedPeriod,
    OpeningRule,
    is_open_on,
    local_date,
    opening_state,
    season_contains,
    to_utc,
)

PARIS, ROME = ZONES["FR"], ZONES["IT"]
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
TUESDAY = date(2026, 11, 24)


def utc(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def rule(weekday, opens, closes):
    return OpeningRule(weekday, time.fromisoformat(opens), time.fromisoformat(closes))


WEEK = [rule(day, "09:00", "12:00") for day in range(6)] + [rule(day, "14:00", "18:30") for day in range(6)]


@pytest.mark.parametrize("zone", [PARIS, ROME])
@pytest.mark.parametrize(
    "day, at, expected",
    [
        (TUESDAY, "10:00", utc(TUESDAY, 9)),
        (date(2026, 7, 1), "10:00", utc(date(2026, 7, 1), 8)),
        (SPRING, "01:59", utc(SPRING, 0, 59)),
        (SPRING, "02:00", utc(SPRING, 1)),
        (SPRING, "02:30", utc(SPRING, 1, 30)),
        (SPRING, "03:30", utc(SPRING, 1, 30)),
        (AUTUMN, "02:30", utc(AUTUMN, 0, 30)),
        (AUTUMN, "03:00", utc(AUTUMN, 2)),
    ],
)
def test_wall_time_to_utc_over_both_clock_changes(zone, day, at, expected):
    instant = to_utc(day, time.fromisoformat(at), zone)
    assert instant == expected and instant.tzinfo is UTC


def test_a_time_in_the_missing_hour_moves_forward_and_never_back():
    assert to_utc(SPRING, time(2, 30), PARIS).astimezone(PARIS).time() == time(3, 30)


def test_the_second_coming_of_the_hour_is_never_chosen():
    assert to_utc(AUTUMN, time(2, 30, fold=1), PARIS) == utc(AUTUMN, 0, 30)


def test_an_instant_without_zone_is_the_programmers_mistake():
    with pytest.raises(ValueError):
        local_date(datetime(2026, 11, 24, 9), PARIS)
    with pytest.raises(ValueError):
        opening_state(WEEK, [], datetime(2026, 11, 24, 9), PARIS)


def test_the_local_day_is_not_the_utc_day():
    assert local_date(utc(TUESDAY, 23, 30), ROME) == TUESDAY + timedelta(days=1)


@pytest.mark.parametrize(
    "first, last, on, inside",
    [
        ((6, 15), (9, 15), date(2026, 6, 15), True),
        ((6, 15), (9, 15), date(2026, 9, 15), True),
        ((6, 15), (9, 15), date(2026, 9, 16), False),
        ((12, 15), (4, 10), date(2026, 12, 31), True),
        ((12, 15), (4, 10), date(2026, 4, 10), True),
        ((12, 15), (4, 10), date(2026, 4, 11), False),
        ((12, 15), (4, 10), date(2026, 12, 14), False),
        ((5, 1), (5, 1), date(2026, 5, 1), True),
        ((2, 29), (3, 15), date(2026, 3, 1), True),
        ((2, 1), (2, 29), date(2026, 3, 1), False),
    ],
)
def test_a_season_may_run_over_the_years_end(first, last, on, inside):
    assert season_contains(first, last, on) is inside


@pytest.mark.parametrize(
    "hour, minute, is_open, changes_at",
    [
        (7, 59, False, utc(TUESDAY, 8)),
        (8, 0, True, utc(TUESDAY, 11)),
        (10, 59, True, utc(TUESDAY, 11)),
        (11, 0, False, utc(TUESDAY, 13)),
        (17, 30, False, utc(date(2026, 11, 25), 8)),
    ],
)
def test_open_until_and_opens_at(hour, minute, is_open, changes_at):
    state = opening_state(WEEK, [], utc(TUESDAY, hour, minute), PARIS)
    assert (state.is_open, state.changes_at, state.closed_period) == (is_open, changes_at, None)


def test_over_sunday_to_monday():
    saturday, monday = date(2026, 11, 28), date(2026, 11, 30)
    assert opening_state(WEEK, [], utc(saturday, 20), PARIS).changes_at == utc(monday, 8)


def test_past_midnight_belongs_to_the_evening_before():
    bar = [rule(5, "20:00", "02:00")]
    saturday, sunday = date(2026, 11, 28), date(2026, 11, 29)
    assert opening_state(bar, [], utc(sunday, 0, 30), ROME).changes_at == utc(sunday, 1)
    assert not opening_state(bar, [], utc(sunday, 1), ROME).is_open
    closed_sunday = [ClosedPeriod(sunday, sunday)]
    assert opening_state(bar, closed_sunday, utc(sunday, 0, 30), ROME).is_open
    assert not opening_state(bar, [ClosedPeriod(saturday, saturday)], utc(sunday, 0, 30), ROME).is_open


def test_openings_that_touch_are_one():
    rules = [rule(1, "08:00", "12:00"), rule(1, "12:00", "18:00"), rule(1, "17:00", "17:30")]
    assert opening_state(rules, [], utc(TUESDAY, 9), PARIS).changes_at == utc(TUESDAY, 17)


def test_never_closing_has_no_closing_hour():
    always = [rule(day, "00:00", "00:00") for day in range(7)]
    state = opening_state(always, [], utc(TUESDAY, 9), PARIS)
    assert state.is_open and state.changes_at is None


def test_without_rules_it_is_closed_with_no_hour():
    state = opening_state([], [], utc(TUESDAY, 9), PARIS)
    assert (state.is_open, state.changes_at, state.closed_period) == (False, None, None)


def test_a_closure_says_itself_and_the_hour_after_it():
    holiday = ClosedPeriod(date(2026, 11, 20), date(2026, 11, 26))
    state = opening_state(WEEK, [holiday], utc(TUESDAY, 9), PARIS)
    assert (state.is_open, state.changes_at) == (False, utc(date(2026, 11, 27), 8))
    assert state.closed_period == holiday


def test_a_closure_still_to_come_is_not_todays():
    tomorrow = ClosedPeriod(date(2026, 11, 25), date(2026, 11, 25))
    state = opening_state(WEEK, [tomorrow], utc(TUESDAY, 20), PARIS)
    assert (state.changes_at, state.closed_period) == (utc(date(2026, 11, 26), 8), None)


def test_the_closure_lasting_longest_is_named():
    short = ClosedPeriod(TUESDAY, TUESDAY)
    winter = ClosedPeriod(date(2020, 11, 1), date(2020, 4, 30), yearly=True)
    state = opening_state(WEEK, [short, winter], utc(TUESDAY, 9), PARIS)
    assert (state.closed_period, state.changes_at) == (winter, None)
    assert winter.ends_on(TUESDAY) == date(2027, 4, 30)


@pytest.mark.parametrize("ahead, expected", [(14, True), (15, False)])
def test_it_looks_fourteen_days_ahead(ahead, expected):
    closure = ClosedPeriod(TUESDAY, TUESDAY + timedelta(days=ahead - 1))
    every_day = [rule(day, "09:00", "12:00") for day in range(7)]
    state = opening_state(every_day, [closure], utc(TUESDAY, 8), PARIS)
    assert state.changes_at == (utc(TUESDAY + timedelta(days=ahead), 8) if expected else None)


def test_openings_over_the_clock_changes_have_an_hour_less_and_more():
    night = [rule(5, "22:00", "04:00")]
    spring = opening_state(night, [], utc(SPRING, 0), PARIS)
    autumn = opening_state(night, [], utc(AUTUMN, 0), PARIS)
    assert (spring.changes_at, autumn.changes_at) == (utc(SPRING, 2), utc(AUTUMN, 3))


def test_an_opening_swallowed_by_the_missing_hour_moves_as_a_whole():
    baker = [rule(6, "02:30", "03:00")]
    state = opening_state(baker, [], utc(SPRING, 1, 45), PARIS)
    assert (state.is_open, state.changes_at) == (True, utc(SPRING, 2))


def test_a_day_is_open_by_its_weekday_and_its_closures():
    assert is_open_on(WEEK, [], TUESDAY)
    assert not is_open_on(WEEK, [], date(2026, 11, 29))
    assert not is_open_on(WEEK, [ClosedPeriod(TUESDAY, TUESDAY)], TUESDAY)


def test_a_yearly_closure_comes_back():
    christmas = ClosedPeriod(date(2024, 12, 20), date(2025, 1, 6), yearly=True)
    assert [christmas.contains(date(2026, *day)) for day in [(12, 19), (12, 20), (1, 6), (1, 7)]] == [
        False,
        True,
        True,
        False,
    ]
    assert christmas.ends_on(date(2026, 12, 25)) == date(2027, 1, 6)
    assert christmas.ends_on(date(2027, 1, 2)) == date(2027, 1, 6)


def test_a_closure_ending_on_a_leap_day_ends_on_the_28th_otherwise():
    february = ClosedPeriod(date(2024, 2, 1), date(2024, 2, 29), yearly=True)
    assert february.ends_on(date(2026, 2, 10)) == date(2026, 2, 28)
    assert february.ends_on(date(2028, 2, 10)) == date(2028, 2, 29)


def test_rules_that_cannot_be_are_the_programmers_mistake():
    with pytest.raises(ValueError):
        rule(7, "09:00", "12:00")
    with pytest.raises(ValueError):
        ClosedPeriod(TUESDAY, TUESDAY - timedelta(days=1))


wall_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
opening_rules = st.lists(st.builds(OpeningRule, st.integers(0, 6), wall_times, wall_times), max_size=6)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))


@given(opening_rules, instants)
def test_at_the_announced_hour_the_state_does_change(rules, now):
    state = opening_state(rules, [], now, PARIS)
    if state.changes_at:
        assert now < state.changes_at <= now + timedelta(days=14)
        just_before = state.changes_at - timedelta(microseconds=1)
        assert opening_state(rules, [], just_before, PARIS).is_open is state.is_open
        assert opening_state(rules, [], state.changes_at, PARIS).is_open is not state.is_open
