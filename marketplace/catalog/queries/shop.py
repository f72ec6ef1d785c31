"""Listings as visitors see them: live ones of approved businesses."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, func, select

from marketplace.businesses.models import Business
from marketplace.businesses.rules import BusinessState
from marketplace.catalog.models import Listing, ListingSlug
from marketplace.catalog.rules import ListingState
from marketplace.extensions import db
from marketplace.kernel.errors import NotFound
from marketplace.taxonomy.queries import descendants

VISIBLE = (Listing.state == ListingState.LIVE, Business.state == BusinessState.APPROVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFilter:
    """What of all listings is wanted; None leaves a question open. A category stands for all that is under it."""

    category: str | None = None
    territory: str | None = None
    kind: str | None = None
    business_id: int | None = None


@dataclass(frozen=True, slots=True)
class ListingVersion:
    """Enough to know whether a page made earlier is still true."""

    listing_id: int
    version: int
    business_id: int
    business_version: int


def visible_version(slug: str) -> ListingVersion:
    """The versions that a page about a visible listing was made from, in one query. Raises NotFound."""
    row = db.session.execute(_version_at(), {"slug": slug}).one_or_none()
    if row is None:
        raise NotFound("listing-not-found")
    return ListingVersion(*row)


@cache  # built once: building it took as long as running it
def _version_at() -> Select:
    columns = select(Listing.id, Listing.version, Business.id, Business.version)
    return columns.join(Listing.business).where(Listing.slug == bindparam("slug"), *VISIBLE)


def moved_to(slug: str) -> str | None:
    """The present address of a visible listing that was once at `slug`; None where it never was."""
    return db.session.scalar(
        select(Listing.slug)
        .join(ListingSlug, ListingSlug.listing_id == Listing.id)
        .join(Listing.business)
        .where(ListingSlug.slug == slug, *VISIBLE)
    )


def count_listings(wanted: ListingFilter) -> int:
    """How many visible listings there are."""
    return db.session.scalar(_filtered(select(func.count(Listing.id)), wanted)) or 0


def newest_listings(wanted: ListingFilter, limit: int, offset: int = 0) -> list[ListingVersion]:
    """Visible listings with their versions, the newest first, in one query; the cards are loaded by id."""
    columns = select(Listing.id, Listing.version, Business.id, Business.version)
    order = (Listing.published_at.desc(), Listing.id.desc())
    rows = db.session.execute(_filtered(columns, wanted).order_by(*order).limit(limit).offset(offset))
    return [ListingVersion(*row) for row in rows]


def _filtered(rows: Select, wanted: ListingFilter) -> Select:
    rows = rows.join(Listing.business).where(*VISIBLE)
    if wanted.category:
        rows = rows.where(Listing.category.in_(descendants(wanted.category)))
    if wanted.territory:
        rows = rows.where(Business.territory == wanted.territory)
    if wanted.kind:
        rows = rows.where(Listing.kind == wanted.kind)
    if wanted.business_id:
        rows = rows.where(Listing.business_id == wanted.business_id)
    return rows
