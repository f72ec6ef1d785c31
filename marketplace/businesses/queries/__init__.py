"""Reads of businesses; those of a business by its own people authorise in the same step."""

from marketplace.businesses.queries.cards import BusinessCard, business_cards, business_cards_of, cover_of, point_of
from marketplace.businesses.queries.directory import Directory, directory
from marketplace.businesses.queries.loading import (
    businesses_of,
    current_slug,
    get_business_for,
    identity_in_work,
    is_visible,
    role_in,
    visible_business,
    visible_identity,
)
from marketplace.businesses.queries.open_now import is_open, open_business_ids, open_parameters
from marketplace.businesses.queries.opening import Now, Week, now_words, opening_of, weeks
from marketplace.businesses.queries.readiness import missing_of
from marketplace.businesses.queries.texts import is_stale, text_in, words_in

__all__ = [
    "BusinessCard",
    "Directory",
    "Now",
    "Week",
    "business_cards",
    "business_cards_of",
    "cover_of",
    "businesses_of",
    "current_slug",
    "directory",
    "get_business_for",
    "identity_in_work",
    "is_stale",
    "is_visible",
    "missing_of",
    "now_words",
    "is_open",
    "open_business_ids",
    "open_parameters",
    "opening_of",
    "point_of",
    "role_in",
    "text_in",
    "visible_business",
    "visible_identity",
    "weeks",
    "words_in",
]
