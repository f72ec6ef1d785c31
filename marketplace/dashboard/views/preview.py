"""The card as visitors see it, or would."""

from flask import render_template
from flask_login import current_user

from marketplace.businesses.queries import get_business_for, is_visible
from marketplace.catalog.queries import ListingFilter, cards_of, newest_listings
from marketplace.dashboard.views.blueprint import blueprint
from marketplace.directory.queries import business_page, load_business, places_of
from marketplace.facts.services import now
from marketplace.web.access import Access, access
from marketplace.web.i18n import language
from marketplace.web.pagination import Pagination

MOST_LISTINGS = 24


@blueprint.get("/<slug>/preview/")
@access(Access.OWNER)
def preview(slug: str) -> str:
    business = load_business(get_business_for(current_user, slug).id)
    at = now()
    listings = newest_listings(ListingFilter(business_id=business.id), MOST_LISTINGS)
    page = business_page(
        business,
        language(),
        at,
        listings=cards_of(listings, language(), at),
        places=places_of(business.id),
        as_approved=is_visible(business),
    )
    one_page = Pagination(1, MOST_LISTINGS, len(listings))
    return render_template("dashboard/preview.html", business=business, page=page, pagination=one_page)
