"""The public pages of listings: one of them, and all of them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from marketplace.businesses.queries import now_words, weeks
from marketplace.catalog.queries import (
    ListingFilter,
    ListingPage,
    ListingVersion,
    cards_of,
    count_listings,
    listing_page,
    local_day,
    moved_to,
    newest_listings,
    visible_version,
)
from marketplace.catalog.rules import ListingKind
from marketplace.facts.services import now
from marketplace.fulfilment.queries import offered_slots
from marketplace.fulfilment.rules import OfferedSlot, Place
from marketplace.kernel.errors import NotFound
from marketplace.taxonomy.queries import categories, category_index, name
from marketplace.taxonomy.rules import Category
from marketplace.territories.queries import territories, territory_index
from marketplace.web.access import Access, access
from marketplace.web.fragments import cached, page
from marketplace.web.i18n import language
from marketplace.web.pagination import Pagination, page_number

PER_PAGE = 24
SLOTS_A_PLACE = 3
blueprint = Blueprint("catalog", __name__, url_prefix="/listings")


@dataclass(frozen=True, slots=True)
class Way:
    """A place to collect at, and the next times when something is still free there."""

    place: Place
    slots: Sequence[OfferedSlot]


@blueprint.get("/<slug>/")
@access(Access.ANYONE)
def show(slug: str) -> str | Response:
    at = now()
    try:
        version = visible_version(slug)
    except NotFound:
        present = moved_to(slug)
        if present is None:
            raise
        return redirect(url_for("catalog.show", slug=present), 301)
    return page((version, _minute(at)), lambda: _page(version, at))


def _page(version: ListingVersion, at: datetime) -> str:
    listing = listing_page(version, language(), local_day(at))
    body = cached(("listing", language(), version, _minute(at)), lambda: _body(listing, at))
    return render_template("catalog/show.html", page=listing, body=body)


def _body(listing: ListingPage, at: datetime) -> str:
    week = weeks([(listing.maker.id, listing.maker.version)])[listing.maker.id]
    return render_template(
        "catalog/_listing.html",
        page=listing,
        now=now_words(week, at),
        ways=ways_of(offered_slots(listing.maker.id, at, closures=week.closures)) if listing.buyable else [],
        maker_url=url_for("businesses.show", slug=listing.maker.slug),
    )


@blueprint.get("/")
@access(Access.ANYONE)
def index() -> str:
    wanted = _wanted()
    number = page_number()
    pagination = Pagination(number, PER_PAGE, count_listings(wanted))
    if number > pagination.pages:
        abort(404)
    found = newest_listings(wanted, PER_PAGE, (number - 1) * PER_PAGE)
    key = (wanted, pagination, tuple(found), local_day())
    return page(key, lambda: _list(wanted, pagination, found, key))


def _list(
    wanted: ListingFilter, pagination: Pagination, found: Sequence[ListingVersion], key: tuple[Hashable, ...]
) -> str:
    here = category_index()[wanted.category] if wanted.category else None
    named = {"category": wanted.category, "territory": wanted.territory, "kind": wanted.kind}
    chosen = {each: value for each, value in named.items() if value}

    def cards() -> str:
        values = {"cards": cards_of(found, language()), "pagination": pagination, "chosen": chosen}
        return render_template("catalog/_cards.html", **values)

    return render_template(
        "catalog/index.html",
        here=here,
        title=name(here, language()) if here else "",
        place=territory_index()[wanted.territory] if wanted.territory else None,
        pagination=pagination,
        chosen=chosen,
        tree=_tree(),
        all_territories=territories(),
        cards=cached(("listings", language(), *key), cards),
        robots="noindex, follow" if chosen else None,
    )


def ways_of(slots: Sequence[OfferedSlot]) -> list[Way]:
    """The places in the order of their next free slot."""
    places: dict[int, Way] = {}
    for slot in slots:
        way = places.setdefault(slot.place.id, Way(slot.place, []))
        if slot.free and len(way.slots) < SLOTS_A_PLACE:
            places[slot.place.id] = Way(way.place, [*way.slots, slot])
    return [way for way in places.values() if way.slots]


def _wanted() -> ListingFilter:
    """The filters in the address; 404 for a category, valley or kind that is none."""
    category, territory, kind = (request.args.get(name) or None for name in ("category", "territory", "kind"))
    known = (category is None or category in category_index()) and (territory is None or territory in territory_index())
    if not known or (kind is not None and kind not in list(ListingKind)):
        abort(404)
    return ListingFilter(category=category, territory=territory, kind=kind)


def _tree() -> list[tuple[Category, str]]:
    """Every category with its name, children set in below their top."""
    return [(each, name(each, language())) for each in categories()]


def _minute(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")
