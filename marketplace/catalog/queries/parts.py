"""Loading a listing whole, in a fixed number of queries."""

from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from marketplace.businesses.models import Business
from marketplace.catalog.models import Listing, ListingPhoto


def with_parts() -> tuple[ExecutableOption, ...]:
    """Options that load texts, variants, labels and photos, one query each, and the business beside the listing.

    For lists: a query each costs less than rows multiplied by each other.
    """
    return (
        joinedload(Listing.business),
        selectinload(Listing.texts),
        selectinload(Listing.variants),
        selectinload(Listing.labels),
        selectinload(Listing.photos).joinedload(ListingPhoto.photo),
    )


def with_everything() -> tuple[ExecutableOption, ...]:
    """The same and the legal identities, for one listing, of which there are few rows to multiply: in three queries."""
    return (
        joinedload(Listing.business).joinedload(Business.identities),
        joinedload(Listing.labels),
        joinedload(Listing.photos).joinedload(ListingPhoto.photo),
        selectinload(Listing.texts),
        selectinload(Listing.variants),
    )
