"""The home page."""

from flask import render_template
from flask_babel import gettext as _

from marketplace.businesses.queries import business_cards
from marketplace.catalog.queries import listing_cards, local_day
from marketplace.facts.services import now
from marketplace.search.queries.places import (
    businesses_open,
    counts_by_territory,
    listings_in,
    listings_in_season,
    newest_businesses,
)
from marketplace.search.views.blueprint import blueprint
from marketplace.search.views.scenery import panorama
from marketplace.territories.queries import territories
from marketplace.web.access import Access, access
from marketplace.web.fragments import fragments, page
from marketplace.web.i18n import language

CARDS = 4


@blueprint.get("/")
@access(Access.ANYONE)
def home() -> str:
    at = now()
    open_now = businesses_open(at, CARDS)
    season = listings_in_season(local_day(at), CARDS)
    newest = newest_businesses(CARDS)
    fresh = listings_in(CARDS) if len(season) < CARDS else ()
    counts = counts_by_territory()
    key = ("home", language(), at.strftime("%Y-%m-%dT%H:%M"), open_now, season, newest, fresh, tuple(counts.items()))

    def body() -> str:
        ids = [number for number, _version in open_now]
        return render_template(
            "search/_home.html",
            open_now=business_cards(ids, language(), at),
            season=listing_cards([number for number, _version in season], language(), at),
            newest=business_cards([number for number, _version in newest], language(), at),
            fresh=listing_cards([number for number, _version in fresh], language(), at),
            counts=counts,
            total=sum(counts.values()),
            slopes=_slopes(),
            panorama=panorama(),
        )

    return page(key, lambda: render_template("search/home.html", body=fragments.get(key, body)))


def _slopes() -> list[tuple[str, list[object]]]:
    french = [each for each in territories() if each.country == "FR"]
    italian = [each for each in territories() if each.country == "IT"]
    return [(_("French slope"), list(french)), (_("Italian slope"), list(italian))]
