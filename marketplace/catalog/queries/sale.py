"""What can be put in a basket and ordered now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from marketplace.businesses.models import Business
from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.rules import SaleFacts, refusal
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.kernel.time import ZONES, local_date


@dataclass(frozen=True, slots=True)
class OfferedVariant:
    """A variant with the rows it needs, already loaded: `variant.listing` with texts, `listing.business`.

    `refusal` is None where it can be ordered, else one of catalog.rules.NOT_FOR_SALE. `stock` is what is left, None
    without limit; being sold out is not a refusal.
    """

    variant: Variant
    listing: Listing
    business: Business
    refusal: str | None

    @property
    def stock(self) -> int | None:
        return self.variant.stock


def variants_for_sale(ids: Iterable[int], at: datetime | None = None) -> dict[int, OfferedVariant]:
    """The variants of these ids that exist, by id, in two queries; `at` is now unless told otherwise."""
    rows = db.session.scalars(
        select(Variant)
        .join(Variant.listing)
        .join(Listing.business)
        .options(
            contains_eager(Variant.listing).contains_eager(Listing.business),
            contains_eager(Variant.listing).selectinload(Listing.texts),
        )
        .where(Variant.id.in_(set(ids)))
    )
    today = local_day(at)
    return {row.id: _offered(row, today) for row in rows}


def sale_facts(variant: Variant, listing: Listing, business_state: str) -> SaleFacts:
    """What the rules need to know about rows."""
    return SaleFacts(
        active=variant.active,
        buyable=listing.buyable,
        listing_state=listing.state,
        business_state=business_state,
        season_first=listing.season_first,
        season_last=listing.season_last,
    )


def local_day(at: datetime | None = None) -> date:
    """The day in the valleys, which share their clocks; today unless told otherwise."""
    return local_date(at or now(), ZONES["FR"])


def _offered(variant: Variant, today: date) -> OfferedVariant:
    listing = variant.listing
    facts = sale_facts(variant, listing, listing.business.state)
    return OfferedVariant(variant, listing, listing.business, refusal(facts, today))
