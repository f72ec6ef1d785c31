"""Reads of cases; an administrator sees those of their own territories, everybody else none."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.catalog.models import Listing
from marketplace.extensions import db
from marketplace.kernel.errors import NotFound
from marketplace.moderation.models import Case, Decision
from marketplace.moderation.rules import CaseKind
from marketplace.territories.queries import administered_by

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, oldest first, and how much of each kind."""

    cases: Sequence[Case]
    total: int
    by_kind: dict[str, int]


def territories_of(user: User) -> frozenset[str]:
    """The territories that a person moderates. Raises NotFound where there is none: the pages are not for them."""
    slugs = administered_by(user.id)
    if not slugs:
        raise NotFound("no-territory")
    return slugs


def queue(territories: frozenset[str], kind: str | None, page: int) -> Queue:
    """The open cases of these territories, a page of them."""
    open_ones = (Case.territory.in_(territories), Case.closed_at.is_(None))
    counts = db.session.execute(select(Case.kind, func.count()).where(*open_ones).group_by(Case.kind))
    by_kind = dict(counts.all())
    rows = select(Case).where(*open_ones).options(joinedload(Case.business))
    rows = rows.options(selectinload(Case.listing).selectinload(Listing.texts))
    if kind:
        rows = rows.where(Case.kind == kind)
    rows = rows.order_by(Case.opened_at, Case.id).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    total = by_kind.get(kind, 0) if kind else sum(by_kind.values())
    return Queue(db.session.scalars(rows).all(), total, by_kind)


def get_case_for(user: User, code: str) -> Case:
    """A case of the user's own territories with all that is looked at. Raises NotFound for any other."""
    case = db.session.scalar(
        select(Case)
        .where(Case.code == code, Case.territory.in_(territories_of(user)))
        .options(joinedload(Case.business), joinedload(Case.identity), selectinload(Case.decisions))
    )
    if case is None:
        raise NotFound("case-not-found")
    return case


def get_moderated_business_for(user: User, slug: str) -> Business:
    """A business of the user's own territories. Raises NotFound for any other."""
    business = db.session.scalar(
        select(Business).where(Business.slug == slug, Business.territory.in_(territories_of(user)))
    )
    if business is None:
        raise NotFound("business-not-found")
    return business


def get_moderated_listing_for(user: User, slug: str) -> Listing:
    """A listing of a business of the user's own territories. Raises NotFound for any other."""
    listing = db.session.scalar(
        select(Listing).join(Listing.business).where(Listing.slug == slug, Business.territory.in_(territories_of(user)))
    )
    if listing is None:
        raise NotFound("listing-not-found")
    return listing


def open_case(kind: CaseKind, business_id: int, listing_id: int | None = None) -> Case | None:
    """The case of that kind that is still open about a business or listing."""
    rows = select(Case).where(Case.kind == kind, Case.business_id == business_id, Case.closed_at.is_(None))
    return db.session.scalar(rows.where(Case.listing_id == listing_id if listing_id else Case.listing_id.is_(None)))


def decisions_about(business_id: int) -> Sequence[Decision]:
    """Everything decided about a business and its listings, the newest first."""
    rows = select(Decision).join(Decision.case).where(Case.business_id == business_id)
    return db.session.scalars(
        rows.options(joinedload(Decision.case)).order_by(Decision.id.desc()).limit(PER_PAGE)
    ).all()


def past_decisions(territories: frozenset[str], page: int) -> tuple[Sequence[Decision], int]:
    """What was decided in these territories, the newest first, and how much there is."""
    total = db.session.scalar(
        select(func.count(Decision.id)).join(Decision.case).where(Case.territory.in_(territories))
    )
    rows = (
        select(Decision)
        .join(Decision.case)
        .where(Case.territory.in_(territories))
        .options(joinedload(Decision.case).joinedload(Case.business))
        .order_by(Decision.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return db.session.scalars(rows).all(), total or 0
