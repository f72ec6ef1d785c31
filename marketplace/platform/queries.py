"""Reads of the platform's identity and texts, and of its people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sqlalchemy import ColumnElement, func, or_, select

from marketplace.accounts.models import User
from marketplace.extensions import db
from marketplace.kernel.errors import NotFound
from marketplace.platform.models import PlatformIdentity
from marketplace.platform.rules import PageText, read_page
from marketplace.territories.models import TerritoryAdministrator

PER_PAGE = 30
LONGEST_SEARCH = 100


def identity() -> PlatformIdentity:
    """Who runs this site; an empty one, not kept, as long as no operator has filled it in."""
    row = db.session.scalar(select(PlatformIdentity).order_by(PlatformIdentity.id).limit(1))
    return row or PlatformIdentity(**dict.fromkeys(IDENTITY_FIELDS, ""))


IDENTITY_FIELDS = (
    "legal_name",
    "legal_form",
    "address",
    "country",
    "register_number",
    "vat_number",
    "publication_director",
    "email",
    "phone",
    "host",
)


@cache
def page_text(slug: str, language: str) -> PageText:
    """A page of ours. The slug is one of rules.PAGES, the language fr, it or en."""
    return read_page((files(__package__) / "pages" / f"{slug}.{language}.md").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class People:
    """One page of the accounts found, `total` of them in all, with the territories that each moderates."""

    users: Sequence[User]
    territories: Mapping[int, list[str]]
    total: int


def people(text: str, number: int) -> People:
    """Open accounts whose name or address holds the text, by name; those with a role alone where nothing is asked."""
    moderators = select(TerritoryAdministrator.user_id)
    wanted: ColumnElement[bool] = User.closed_at.is_(None)
    if asked := text.strip()[:LONGEST_SEARCH]:
        wanted &= or_(User.name.icontains(asked, autoescape=True), User.email.icontains(asked, autoescape=True))
    else:
        wanted &= or_(User.is_operator, User.id.in_(moderators))
    rows = select(User).where(wanted).order_by(User.name, User.id).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    users = db.session.scalars(rows).all()
    total = db.session.scalar(select(func.count(User.id)).where(wanted)) or 0
    return People(users, _territories([user.id for user in users]), total)


def _territories(user_ids: Sequence[int]) -> dict[int, list[str]]:
    rows = select(TerritoryAdministrator).where(TerritoryAdministrator.user_id.in_(user_ids))
    found: dict[int, list[str]] = {number: [] for number in user_ids}
    for row in db.session.scalars(rows.order_by(TerritoryAdministrator.territory)):
        found[row.user_id].append(row.territory)
    return found


def person(number: int) -> User:
    """An open account. Raises NotFound."""
    user = db.session.get(User, number)
    if user is None or user.closed_at is not None:
        raise NotFound("user")
    return user


def names_of(user_ids: set[int | None]) -> dict[int, str]:
    """What these people are called; closed accounts have no name any more."""
    rows = select(User.id, User.name).where(User.id.in_({number for number in user_ids if number is not None}))
    return {row[0]: row[1] for row in db.session.execute(rows)}
