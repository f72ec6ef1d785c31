"""Listings as those who sell them see them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from marketplace.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.businesses.queries import get_business_for
from marketplace.businesses.rules import Role
from marketplace.catalog.models import Listing
from marketplace.catalog.queries.parts import with_parts
from marketplace.catalog.rules import ListingState
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


def listings_of(business: Business, *, archived: bool = False, limit: int, offset: int = 0) -> Sequence[Listing]:
    """Listings of a business with their parts, the newest first: those taken away, or all the others."""
    rows = select(Listing).options(*with_parts()).where(*_on_shelf(business, archived))
    return db.session.scalars(rows.order_by(Listing.id.desc()).limit(limit).offset(offset)).all()


def count_of(business: Business, *, archived: bool = False) -> int:
    """How many `listings_of` there are."""
    return db.session.scalar(select(func.count(Listing.id)).where(*_on_shelf(business, archived))) or 0


def _on_shelf(business: Business, archived: bool) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    away = Listing.state == ListingState.ARCHIVED
    return Listing.business_id == business.id, away if archived else ~away
