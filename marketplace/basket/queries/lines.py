"""A line as it can be had now."""

from dataclasses import dataclass
from datetime import datetime

from marketplace.basket.models import BasketLine
from marketplace.basket.rules import Offer, most
from marketplace.businesses.models import Business
from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.queries import (
    Said,
    amount_of,
    called,
    local_day,
    name_of,
    picture_url,
    sale_facts,
    title_of,
    unit_price_text,
)
from marketplace.catalog.rules import refusal
from marketplace.kernel.money import Minor


@dataclass(frozen=True, slots=True)
class LineView:
    """So many of a variant, in words for one reader; `most` is how many there could be."""

    id: int
    variant: Variant
    title: Said
    name: Said
    quantity: int
    most: int

    @property
    def listing(self) -> Listing:
        return self.variant.listing

    @property
    def business(self) -> Business:
        return self.variant.listing.business

    @property
    def unit_price(self) -> Minor:
        return self.variant.price

    @property
    def total(self) -> Minor:
        return self.quantity * self.variant.price

    @property
    def label(self) -> str:
        """Which of the listing's variants it is, such as "A quarter, 400 g"; empty where there is nothing to tell."""
        return called(self.name, self.variant) if self.name.text or amount_of(self.variant) else ""

    @property
    def picture(self) -> str:
        return picture_url(self.listing, "small")

    @property
    def per_unit(self) -> str | None:
        """The price per kilogram or litre, or what a piece of a service is."""
        return unit_price_text(self.variant)


def line_view(row: BasketLine, quantity: int, language: str) -> LineView:
    """A line of which `quantity` can be had, in the reader's language where there are words in it."""
    variant = row.variant
    words = title_of(variant.listing, language), name_of(variant, variant.listing, language)
    return LineView(row.id, variant, *words, quantity, most(variant.stock))


def offer_of(variant: Variant, at: datetime) -> Offer:
    """How a variant stands now."""
    facts = sale_facts(variant, variant.listing, variant.listing.business.state)
    return Offer(variant.price, variant.stock, refusal(facts, local_day(at)) is None)
