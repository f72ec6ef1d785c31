"""The directory: which businesses there are, by territory and category."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.businesses.models import Business
from marketplace.businesses.rules import BusinessState
from marketplace.extensions import db
from marketplace.taxonomy.queries import category_index, descendants

SORTS = ("newest", "name")


@dataclass(frozen=True, slots=True)
class Directory:
    """One page of the directory. Counts by territory heed the chosen category, and the other way round.

    `categories` counts by slug; a top one counts what stands under it.
    """

    ids: Sequence[int]
    total: int
    territories: Mapping[str, int]
    categories: Mapping[str, int]


def directory(
    territory: str | None, category: str | None, sort: str, page: int, per_page: int, commune: str | None = None
) -> Directory:
    """Visible businesses, `per_page` at a time from page 1, by "newest" approval or "name"; two queries."""
    chosen = set(descendants(category)) if category else None
    rows = _counts(commune)
    territories: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    for place, kind, count in rows:
        if chosen is None or kind in chosen:
            territories[place] += count
        if territory is None or place == territory:
            categories[kind] += count
            parent = category_index()[kind].parent if kind in category_index() else None
            if parent:
                categories[parent] += count
    total = territories[territory] if territory else territories.total()
    return Directory(_ids(territory, chosen, sort, page, per_page, commune), total, territories, categories)


def _counts(commune: str | None) -> Sequence[tuple[str, str, int]]:
    query = (
        select(Business.territory, Business.category, func.count())
        .where(Business.state == BusinessState.APPROVED)
        .group_by(Business.territory, Business.category)
    )
    if commune:
        query = query.where(Business.commune == commune)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def _ids(
    territory: str | None, categories: set[str] | None, sort: str, page: int, per_page: int, commune: str | None
) -> Sequence[int]:
    query = select(Business.id).where(Business.state == BusinessState.APPROVED)
    if territory:
        query = query.where(Business.territory == territory)
    if commune:
        query = query.where(Business.commune == commune)
    if categories is not None:
        query = query.where(Business.category.in_(categories))
    order = (
        (func.lower(Business.name), Business.id)
        if sort == "name"
        else (Business.approved_at.desc(), Business.id.desc())
    )
    return db.session.scalars(query.order_by(*order).limit(per_page).offset((page - 1) * per_page)).all()
