"""Whether something may be sold today, and how a listing lives."""

from datetime import date

import pytest

from marketplace.catalog.rules import (
    LISTING_STATES,
    NOT_FOR_SALE,
    ListingState,
    SaleFacts,
    in_season,
    month_day,
    refusal,
)

TODAY = date(2026, 11, 24)
FINE = {
    "active": True,
    "buyable": True,
    "listing_state": "live",
    "business_state": "approved",
    "season_first": "",
    "season_last": "",
}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"active": False}, "inactive"),
        ({"buyable": False}, "contact-only"),
        ({"listing_state": "paused"}, "not-live"),
        ({"listing_state": "draft"}, "not-live"),
        ({"business_state": "suspended"}, "business-closed"),
        ({"business_state": "submitted"}, "business-closed"),
        ({"season_first": "06-01", "season_last": "09-30"}, "out-of-season"),
        ({"season_first": "10-01", "season_last": "03-31"}, None),
    ],
)
def test_why_something_is_not_for_sale(change: dict[str, object], reason: str | None) -> None:
    assert refusal(SaleFacts(**{**FINE, **change}), TODAY) == reason  # type: ignore[arg-type]  # the table's own
    assert reason is None or reason in NOT_FOR_SALE


def test_a_season_may_run_over_the_year_s_end() -> None:
    assert in_season("12-15", "01-15", date(2026, 12, 31))
    assert in_season("12-15", "01-15", date(2026, 1, 15))
    assert not in_season("12-15", "01-15", date(2026, 1, 16))
    assert in_season("", "", TODAY)


@pytest.mark.parametrize("text", ["13-01", "02-30", "x", "1"])
def test_no_month_has_such_a_day(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # date and unpacking say it in their own words
        month_day(text)


def test_every_state_can_be_reached_and_only_taking_away_is_final() -> None:
    assert LISTING_STATES.unreachable() == frozenset()
    assert LISTING_STATES.endless() == frozenset()
    assert [state for state in LISTING_STATES.states if LISTING_STATES.is_final(state)] == [ListingState.ARCHIVED]
