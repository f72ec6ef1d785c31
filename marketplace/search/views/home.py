"""The home page."""

from flask import render_template
from flask_babel import gettext as _

from marketplace.businesses.queries import business_cards_of
from marketplace.catalog.queries import cards_of, local_day
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
        # Cards of several sections are loaded together.
        makers = {card.id: card for card in business_cards_of(dict.fromkeys(open_now + newest), language(), at)}
        things = {card.id: card for card in cards_of(list(dict.fromkeys(season + fresh)), language(), at)}
        return render_template(
            "search/_home.html",
            open_now=[makers[number] for number, _version in open_now],
            season=[things[each.listing_id] for each in season],
            newest=[makers[number] for number, _version in newest],
            fresh=[things[each.listing_id] for each in fresh],
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
