"""Pure decisions about listings and stock."""

from marketplace.catalog.rules.content import (
    MOST_VARIANTS,
    OWN_PLACE,
    WORDS,
    ListingDraft,
    ListingFacts,
    ListingIncomplete,
    ListingWords,
    Missing,
    VariantDraft,
    missing_fields,
)
from marketplace.catalog.rules.sale import NOT_FOR_SALE, SaleFacts, in_season, month_day, refusal
from marketplace.catalog.rules.states import LISTING_STATES, ListingEvent, ListingKind, ListingState, StockReason

__all__ = [
    "LISTING_STATES",
    "MOST_VARIANTS",
    "NOT_FOR_SALE",
    "OWN_PLACE",
    "WORDS",
    "ListingDraft",
    "ListingEvent",
    "ListingFacts",
    "ListingIncomplete",
    "ListingKind",
    "ListingState",
    "ListingWords",
    "Missing",
    "SaleFacts",
    "StockReason",
    "VariantDraft",
    "in_season",
    "missing_fields",
    "month_day",
    "refusal",
]
