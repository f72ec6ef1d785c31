"""Listings as those who sell them see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.businesses.queries import get_business_for
from marketplace.businesses.rules import Role
from marketplace.catalog.models import Listing
from marketplace.catalog.queries.parts import with_parts
from marketplace.catalog.rules import ListingState
from marketplace.extensions import db
from marketplace.facts.history import history_of
from marketplace.kernel.errors import NotFound

ON_SHELF = tuple(state for state in ListingState if state != ListingState.ARCHIVED)


@dataclass(frozen=True, slots=True)
class WhyHidden:
    """The ground is a code, the reason in `language` is in the administrator's own words."""

    ground: str
    reason: str
    language: str


def get_listing_for(user: User, business_slug: str, listing_slug: str, role: Role = Role.STAFF) -> Listing:
    """A listing of a business in which the user has at least `role`, with all its parts.

    Raises:
        NotFound: there is none, or it is not theirs.
    """
    business = get_business_for(user, business_slug, role)
    listing = db.session.scalar(
        select(Listing).options(*with_parts()).where(Listing.business_id == business.id, Listing.slug == listing_slug)
    )
    if listing is None:
        raise NotFound("listing-not-found")
    return listing


def listings_of(
    business: Business, states: Collection[ListingState] = ON_SHELF, *, limit: int | None = None, offset: int = 0
) -> Sequence[Listing]:
    """Listings of a business in these states with their parts, the newest first."""
    rows = select(Listing).options(*with_parts()).where(Listing.business_id == business.id, Listing.state.in_(states))
    return db.session.scalars(rows.order_by(Listing.id.desc()).limit(limit).offset(offset)).all()


def count_of(business: Business, states: Collection[ListingState] = ON_SHELF) -> int:
    """How many `listings_of` there are."""
    rows = select(func.count(Listing.id)).where(Listing.business_id == business.id, Listing.state.in_(states))
    return db.session.scalar(rows) or 0


def why_hidden(listing: Listing) -> WhyHidden | None:
    """What an administrator said on taking a listing from view; None while it is not hidden."""
    if listing.state != ListingState.HIDDEN:
        return None
    for row in reversed(history_of("business", listing.business_id)):
        if row.data.get("listing") == listing.id and row.data.get("reason"):
            return WhyHidden(row.data.get("ground", ""), row.data["reason"], row.data.get("language", ""))
    return None
