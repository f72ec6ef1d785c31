"""Listings as those who sell them see them."""

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.businesses.queries import get_business_for
from marketplace.businesses.rules import Role
from marketplace.catalog.models import Listing
from marketplace.catalog.queries.parts import with_parts
from marketplace.extensions import db
from marketplace.kernel.errors import NotFound


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


def listings_of(business: Business) -> Sequence[Listing]:
    """All listings of a business with their parts, archived ones too, the newest first."""
    rows = select(Listing).options(*with_parts()).where(Listing.business_id == business.id)
    return db.session.scalars(rows.order_by(Listing.id.desc())).all()
