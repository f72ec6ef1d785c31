"""When a business rests next."""

from datetime import date

from marketplace.businesses.rules import Rest, rests_ahead
from marketplace.kernel.time import ClosedPeriod

TODAY = date(2026, 11, 24)
CHRISTMAS = ClosedPeriod(date(2020, 12, 24), date(2021, 1, 2), yearly=True)


def test_a_yearly_rest_is_announced_with_this_years_days() -> None:
    [rest] = rests_ahead([CHRISTMAS], TODAY)
    assert (rest, rest.back) == (Rest(date(2026, 12, 24), date(2027, 1, 2)), date(2027, 1, 3))


def test_in_the_middle_of_a_rest_it_still_began_when_it_began() -> None:
    assert rests_ahead([CHRISTMAS], date(2027, 1, 1)) == [Rest(date(2026, 12, 24), date(2027, 1, 2))]


def test_what_is_far_off_or_over_is_not_announced() -> None:
    spring = ClosedPeriod(date(2027, 4, 1), date(2027, 4, 20))
    over = ClosedPeriod(date(2026, 11, 1), date(2026, 11, 23))
    assert rests_ahead([spring, over], TODAY) == []


def test_the_next_one_comes_first() -> None:
    soon = ClosedPeriod(date(2026, 11, 30), date(2026, 12, 1))
    assert [rest.first.day for rest in rests_ahead([CHRISTMAS, soon], TODAY)] == [30, 24]


def test_a_rest_of_the_whole_year_ends_the_search() -> None:
    always = ClosedPeriod(date(2020, 1, 1), date(2020, 12, 31), yearly=True)
    [rest] = rests_ahead([always], TODAY)
    assert rest.first <= TODAY <= rest.last
