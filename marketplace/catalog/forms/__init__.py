"""Forms of listings, as owners fill them in."""

from marketplace.catalog.forms.listing import ListingForm, form_for_new, form_of
from marketplace.catalog.forms.missing import blame_missing, missing_words
from marketplace.catalog.forms.variants import SENTENCES, read_price, read_stock, typed_price
from marketplace.catalog.forms.words import asked_words, stale_languages

__all__ = [
    "SENTENCES",
    "ListingForm",
    "asked_words",
    "blame_missing",
    "form_for_new",
    "form_of",
    "missing_words",
    "read_price",
    "read_stock",
    "stale_languages",
    "typed_price",
]
