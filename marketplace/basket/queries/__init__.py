"""Reads of the visitor's basket. Reading never writes: what changed is worked out anew for each page."""

from marketplace.basket.queries.lines import LineView, offer_of
from marketplace.basket.queries.rows import (
    SESSION_KEY,
    collections_of,
    count,
    current_basket,
    lines_of,
    whose,
)
from marketplace.basket.queries.view import BasketView, Parcel, basket_view

__all__ = [
    "SESSION_KEY",
    "BasketView",
    "LineView",
    "Parcel",
    "basket_view",
    "collections_of",
    "count",
    "current_basket",
    "lines_of",
    "offer_of",
    "whose",
]
