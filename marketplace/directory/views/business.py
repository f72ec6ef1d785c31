"""The page of a business: its story, what it sells, when and where, and who stands behind it."""

from functools import cache

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from marketplace.businesses.queries import current_slug, now_words, weeks
from marketplace.catalog.queries import ListingFilter, ListingVersion, cards_of, count_listings, newest_listings
from marketplace.directory.queries import business_page, load_business, places_of
from marketplace.directory.queries.page import Shown, local_today, shown, title_of
from marketplace.directory.views.blueprint import blueprint
from marketplace.facts.services import now
from marketplace.kernel.errors import NotFound
from marketplace.web.access import Access, access
from marketplace.web.fragments import cached, page
from marketplace.web.i18n import language
from marketplace.web.kept import Kept
from marketplace.web.pagination import Pagination, page_number

PER_PAGE = 24
_titles: Kept[tuple[int, int, str], tuple[str, str]] = Kept()


@blueprint.get("/<slug>/")
@access(Access.ANYONE)
def show(slug: str) -> Response | str:
    try:
        card = shown(slug)
    except NotFound:
        moved = current_slug(slug)
        if moved is None:
            raise
        return redirect(url_for("businesses.show", slug=moved), 301)
    number = page_number()
    wanted = ListingFilter(business_id=card.id)
    listings = newest_listings(wanted, PER_PAGE, (number - 1) * PER_PAGE)
    total = count_listings(wanted) if number > 1 or len(listings) == PER_PAGE else len(listings)
    pagination = Pagination(number, PER_PAGE, total)
    if number > pagination.pages:
        abort(404)
    return _page(card, pagination, listings)


def _page(
    card: Shown,
    pagination: Pagination,
    listings: list[ListingVersion],
) -> str:
    at = now()
    opening = now_words(weeks([(card.id, card.version)])[card.id], at)
    # A changed place raises the version of its business, so the places need not be read to know.
    key = ("business", language(), card, pagination, tuple(listings), opening, local_today(at))
    business = cache(lambda: load_business(card.id))

    def body() -> str:
        cards = cards_of(listings, language(), at)
        shown_page = business_page(business(), language(), at, listings=cards, places=places_of(card.id))
        return render_template("businesses/_business.html", page=shown_page, pagination=pagination)

    def whole() -> str:
        titles = _titles.get_many(
            [(card.id, card.version, language())], lambda keys: {keys[0]: title_of(business(), keys[0][2])}
        )
        [(title, description)] = titles.values()
        robots = "noindex, follow" if pagination.number > 1 else None
        return render_template(
            "businesses/show.html", title=title, description=description, body=cached(key, body), robots=robots
        )

    return page(key, whole)
