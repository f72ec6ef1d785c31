"""Reads of listings: for visitors, for baskets and orders, for those who sell."""

from marketplace.catalog.queries.cards import (
    ListingCard,
    cards_of,
    listing_cards,
    picture_url,
    shown_variants,
)
from marketplace.catalog.queries.completeness import country_of, duties_of, identity_of, missing_of
from marketplace.catalog.queries.measures import amount_of, called
from marketplace.catalog.queries.owner import ON_SHELF, WhyHidden, count_of, get_listing_for, listings_of, why_hidden
from marketplace.catalog.queries.page import ListingPage, listing_page, page_of
from marketplace.catalog.queries.parts import with_parts
from marketplace.catalog.queries.prices import unit_price_text
from marketplace.catalog.queries.sale import OfferedVariant, local_day, sale_facts, variants_for_sale
from marketplace.catalog.queries.shop import (
    ListingFilter,
    ListingVersion,
    count_listings,
    moved_to,
    newest_listings,
    visible_version,
)
from marketplace.catalog.queries.words import Said, is_stale, name_of, said, title_of

__all__ = [
    "ON_SHELF",
    "ListingCard",
    "ListingFilter",
    "ListingPage",
    "ListingVersion",
    "OfferedVariant",
    "Said",
    "WhyHidden",
    "amount_of",
    "called",
    "cards_of",
    "count_listings",
    "count_of",
    "country_of",
    "duties_of",
    "get_listing_for",
    "identity_of",
    "is_stale",
    "listing_cards",
    "listing_page",
    "listings_of",
    "local_day",
    "missing_of",
    "moved_to",
    "name_of",
    "newest_listings",
    "page_of",
    "picture_url",
    "said",
    "sale_facts",
    "shown_variants",
    "title_of",
    "unit_price_text",
    "variants_for_sale",
    "visible_version",
    "why_hidden",
    "with_parts",
]
