"""What the pages of territories, communes, categories and the home page show: ids and versions, cards by id."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from marketplace.businesses.models import Business
from marketplace.businesses.queries import open_at
from marketplace.businesses.rules import BusinessState
from marketplace.catalog.models import Listing
from marketplace.catalog.rules import ListingState
from marketplace.extensions import db
from marketplace.taxonomy.queries import descendants

Versions = tuple[tuple[int, int], ...]  # (id, version), in the order to be shown
APPROVED = Business.state == BusinessState.APPROVED
LIVE = Listing.state == ListingState.LIVE


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
    rows = db.session.execute(select(Business.territory, func.count()).where(APPROVED).group_by(Business.territory))
    return dict(rows.all())


def counts_by_commune(territory: str) -> dict[str, int]:
    """How many businesses visitors see in each commune of a territory, by code."""
    rows = select(Business.commune, func.count()).where(APPROVED, Business.territory == territory)
    return dict(db.session.execute(rows.group_by(Business.commune)).all())


def newest_businesses(limit: int, *, territory: str | None = None, commune: str | None = None) -> Versions:
    """The businesses approved last."""
    rows = select(Business.id, Business.version).where(APPROVED)
    if territory:
        rows = rows.where(Business.territory == territory)
    if commune:
        rows = rows.where(Business.commune == commune)
    return _versions(rows.order_by(Business.approved_at.desc(), Business.id.desc()).limit(limit))


def businesses_open(at: datetime, limit: int) -> Versions:
    """Of the businesses open at an instant the ones approved last."""
    rows = select(Business.id, Business.version).where(APPROVED, open_at(at))
    return _versions(rows.order_by(Business.approved_at.desc(), Business.id.desc()).limit(limit))


def listings_in(
    limit: int,
    offset: int = 0,
    *,
    category: str | None = None,
    territory: str | None = None,
    commune: str | None = None,
) -> Versions:
    """Live listings, the newest first; a version is that of the listing and its business together."""
    rows = _listings(select(Listing.id, Listing.version + Business.version), category, territory, commune)
    return _versions(rows.order_by(Listing.published_at.desc(), Listing.id.desc()).limit(limit).offset(offset))


def listings_in_season(on: date, limit: int) -> Versions:
    """Live listings that have a season and are in it on a day, the newest first."""
    today = on.strftime("%m-%d")
    inside = and_(Listing.season_first <= today, Listing.season_last >= today)
    over_new_year = and_(
        Listing.season_first > Listing.season_last,
        or_(Listing.season_first <= today, Listing.season_last >= today),
    )
    rows = _listings(select(Listing.id, Listing.version + Business.version), None, None, None)
    rows = rows.where(Listing.season_first != "", or_(inside, over_new_year))
    return _versions(rows.order_by(Listing.published_at.desc(), Listing.id.desc()).limit(limit))


def counts_by_category(below: str | None = None) -> dict[str, int]:
    """How many live listings each category has, or each one from `below` downwards; subcategories not counted."""
    rows = select(Listing.category, func.count()).join(Listing.business).where(LIVE, APPROVED)
    if below:
        rows = rows.where(Listing.category.in_(descendants(below)))
    return dict(db.session.execute(rows.group_by(Listing.category)).all())


def points(limit: int) -> list[Point]:
    """Every visible business for the map, by name."""
    columns = (Business.slug, Business.name, Business.language, Business.commune, Business.latitude, Business.longitude)
    rows = select(*columns).where(APPROVED).order_by(Business.name).limit(limit)
    return [Point(*row) for row in db.session.execute(rows)]


def _listings(
    rows: Select[*tuple[Any, ...]], category: str | None, territory: str | None, commune: str | None
) -> Select[*tuple[Any, ...]]:
    rows = rows.join(Listing.business).where(LIVE, APPROVED)
    if category:
        rows = rows.where(Listing.category.in_(descendants(category)))
    if territory:
        rows = rows.where(Business.territory == territory)
    if commune:
        rows = rows.where(Business.commune == commune)
    return rows


def _versions(rows: Select[*tuple[Any, ...]]) -> Versions:
    return tuple((number, version) for number, version in db.session.execute(rows))
