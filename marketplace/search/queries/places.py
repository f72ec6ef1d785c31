"""What the pages of territories, communes, categories and the home page show: ids and versions, cards by id.

These run on every request, kept page or not, so each statement is built once a process and only its values change.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, func, or_, select

from marketplace.businesses.models import Business
from marketplace.businesses.queries import is_open, open_parameters
from marketplace.businesses.rules import BusinessState
from marketplace.catalog.models import Listing
from marketplace.catalog.queries import ListingVersion
from marketplace.catalog.rules import ListingState
from marketplace.extensions import db
from marketplace.taxonomy.queries import descendants

Versions = tuple[tuple[int, int], ...]  # (id, version) of businesses, in the order to be shown
Listings = tuple[ListingVersion, ...]  # of listings, likewise
APPROVED = Business.state == BusinessState.APPROVED
LIVE = Listing.state == ListingState.LIVE
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Point:
    """A business on the map; latitude and longitude are None where its commune's point stands for it."""

    slug: str
    name: str
    language: str
    commune: str
    latitude: float | None
    longitude: float | None


def counts_by_territory() -> dict[str, int]:
    """How many businesses visitors see in each territory."""
    return dict(_rows(_territory_counts()))


def counts_by_commune(territory: str) -> dict[str, int]:
    """How many businesses visitors see in each commune of a territory, by code."""
    return dict(_rows(_commune_counts(), territory=territory))


def newest_businesses(limit: int, *, territory: str | None = None, commune: str | None = None) -> Versions:
    """The businesses approved last."""
    places = _given(territory=territory, commune=commune)
    return _rows(_newest_businesses(*places), most=limit, **places)


def businesses_open(at: datetime, limit: int) -> Versions:
    """Of the businesses open at an instant the ones approved last."""
    return _rows(_open_businesses(), most=limit, **open_parameters(at))


def listings_in(
    limit: int,
    offset: int = 0,
    *,
    category: str | None = None,
    territory: str | None = None,
    commune: str | None = None,
) -> Listings:
    """Live listings, the newest first."""
    categories = descendants(category) if category else None
    places = _given(categories=categories, territory=territory, commune=commune)
    return _listings(_rows(_newest_listings(*places), most=limit, skipped=offset, **places))


def listings_in_season(on: date, limit: int) -> Listings:
    """Live listings that have a season and are in it on a day, the newest first."""
    return _listings(_rows(_seasonal_listings(), most=limit, day=on.strftime("%m-%d")))


def counts_by_category(below: str | None = None) -> dict[str, int]:
    """How many live listings each category has, or each one from `below` downwards; subcategories not counted."""
    places = _given(categories=descendants(below) if below else None)
    return dict(_rows(_category_counts(*places), **places))


def points(limit: int) -> list[Point]:
    """Every visible business for the map, by name."""
    columns = (Business.slug, Business.name, Business.language, Business.commune, Business.latitude, Business.longitude)
    rows = select(*columns).where(APPROVED).order_by(Business.name).limit(limit)
    return [Point(*row) for row in db.session.execute(rows)]


@cache
def _territory_counts() -> Rows:
    return select(Business.territory, func.count()).where(APPROVED).group_by(Business.territory)


@cache
def _commune_counts() -> Rows:
    rows = select(Business.commune, func.count()).where(APPROVED, FILTERS["territory"])
    return rows.group_by(Business.commune)


@cache
def _newest_businesses(*filters: str) -> Rows:
    rows = select(Business.id, Business.version).where(APPROVED, *(FILTERS[name] for name in filters))
    return rows.order_by(Business.approved_at.desc(), Business.id.desc()).limit(bindparam("most"))


@cache
def _open_businesses() -> Rows:
    rows = select(Business.id, Business.version).where(APPROVED, is_open())
    return rows.order_by(Business.approved_at.desc(), Business.id.desc()).limit(bindparam("most"))


@cache
def _newest_listings(*filters: str) -> Rows:
    rows = select(Listing.id, Listing.version, Business.id, Business.version).join(Listing.business)
    rows = rows.where(LIVE, APPROVED, *(FILTERS[name] for name in filters))
    rows = rows.order_by(Listing.published_at.desc(), Listing.id.desc())
    return rows.limit(bindparam("most")).offset(bindparam("skipped"))


@cache
def _seasonal_listings() -> Rows:
    first, last = Listing.season_first, Listing.season_last
    day: ColumnElement[str] = bindparam("day", type_=String())
    inside = and_(first <= day, last >= day)
    over_new_year = and_(first > last, or_(first <= day, last >= day))
    rows = select(Listing.id, Listing.version, Business.id, Business.version).join(Listing.business)
    rows = rows.where(LIVE, APPROVED, first != "", or_(inside, over_new_year))
    return rows.order_by(Listing.published_at.desc(), Listing.id.desc()).limit(bindparam("most"))


@cache
def _category_counts(*filters: str) -> Rows:
    rows = select(Listing.category, func.count()).join(Listing.business)
    return rows.where(LIVE, APPROVED, *(FILTERS[name] for name in filters)).group_by(Listing.category)


FILTERS = {
    "territory": Business.territory == bindparam("territory"),
    "commune": Business.commune == bindparam("commune"),
    "categories": Listing.category.in_(bindparam("categories", expanding=True)),
}


def _given(**values: Any) -> dict[str, Any]:
    """The filters that are set."""
    return {name: value for name, value in values.items() if value is not None}


def _listings(rows: tuple[Any, ...]) -> Listings:
    return tuple(ListingVersion(*row) for row in rows)


def _rows(statement: Rows, **values: Any) -> tuple[Any, ...]:
    """Runs a statement past the ORM, which has nothing to add to plain columns."""
    return tuple(map(tuple, db.session.connection().execute(statement, values)))
