"""The blueprint that the owners' pages share, and how they load what they show."""

from flask import Blueprint
from flask_login import current_user

from marketplace.businesses.models import Business
from marketplace.businesses.queries import get_business_for
from marketplace.catalog.models import Listing
from marketplace.catalog.queries import get_listing_for

blueprint = Blueprint("catalog_owner", __name__, url_prefix="/dashboard/<slug>/listings")


def own_business(slug: str) -> Business:
    """A business of the reader's. Raises NotFound."""
    return get_business_for(current_user, slug)


def own_listing(slug: str, listing_slug: str) -> Listing:
    """A listing of a business of the reader's. Raises NotFound."""
    return get_listing_for(current_user, slug, listing_slug)
