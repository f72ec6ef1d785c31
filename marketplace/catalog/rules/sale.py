"""Whether something may be sold today."""

from dataclasses import dataclass
from datetime import date

from marketplace.businesses.rules import BusinessState
from marketplace.catalog.rules.states import ListingState
from marketplace.kernel.time import MonthDay, season_contains

NOT_FOR_SALE = ("gone", "inactive", "not-live", "contact-only", "out-of-season", "business-closed")


@dataclass(frozen=True, slots=True)
class SaleFacts:
    """What decides whether a variant may be put in a basket and ordered."""

    active: bool
    buyable: bool
    listing_state: str
    business_state: str
    season_first: str
    season_last: str


def refusal(facts: SaleFacts, on: date) -> str | None:
    """Why a variant cannot be ordered on a local day, whatever its stock: one of NOT_FOR_SALE; None where it can."""
    if facts.business_state != BusinessState.APPROVED:
        return "business-closed"
    if facts.listing_state != ListingState.LIVE:
        return "not-live"
    if not facts.active:
        return "inactive"
    if not facts.buyable:
        return "contact-only"
    if not in_season(facts.season_first, facts.season_last, on):
        return "out-of-season"
    return None


def in_season(first: str, last: str, on: date) -> bool:
    """Whether a day lies in a yearly season of MM-DD dates, both included; an empty one lasts all year."""
    return not (first and last) or season_contains(month_day(first), month_day(last), on)


def month_day(text: str) -> MonthDay:
    """The month and the day of MM-DD. Raises ValueError."""
    month, day = text.split("-")
    date(2000, int(month), int(day))  # a leap year, so that 29 February exists
    return int(month), int(day)
