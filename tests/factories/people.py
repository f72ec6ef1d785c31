"""People and their roles."""

from itertools import count
from typing import Any

from marketplace.accounts.models import User
from marketplace.businesses.models import Business, Membership
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.territories.models import TerritoryAdministrator

_numbers = count(1)


def make_user(**overrides: Any) -> User:
    """A member with a confirmed address; no password fits."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "email": f"person{number}@example.org",
        "name": f"Person {number}",
        "language": "fr",
        "password_hash": "!",
        "created_at": now(),
        "email_confirmed_at": now(),
    }
    user = User(**{**values, **overrides})
    db.session.add(user)
    db.session.flush()
    return user


def make_membership(business: Business, user: User, role: str = "owner") -> Membership:
    """A role in a business."""
    membership = Membership(business_id=business.id, user_id=user.id, role=role)
    db.session.add(membership)
    db.session.flush()
    return membership


def make_administrator(user: User, territory: str) -> TerritoryAdministrator:
    """Somebody who moderates a territory."""
    row = TerritoryAdministrator(user_id=user.id, territory=territory)
    db.session.add(row)
    db.session.flush()
    return row
