"""Loading a listing whole, in a fixed number of queries."""

from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from marketplace.catalog.models import Listing, ListingPhoto


def with_parts() -> tuple[ExecutableOption, ...]:
    """Options that load texts, variants, labels and photos, one query each, and the business beside the listing."""
    return (
        joinedload(Listing.business),
        selectinload(Listing.texts),
        selectinload(Listing.variants),
        selectinload(Listing.labels),
        selectinload(Listing.photos).joinedload(ListingPhoto.photo),
    )
