"""The demo's moderation queue, with work in it and decisions behind it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.businesses.models import Business, LegalIdentity
from marketplace.businesses.rules import BusinessState, IdentityState
from marketplace.catalog.models import Listing
from marketplace.demo.content import notes
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.services import now
from marketplace.moderation.models import Case, Decision
from marketplace.moderation.operations import open_business_case, open_identity_case, open_listing_case
from marketplace.territories.models import TerritoryAdministrator

Row = dict[str, Any]
SAME = ("country", "register_number", "rea", "vat_number", "vat_exempt", "mediator")


def load_moderation(made: dict[str, Business], listings: dict[str, Listing]) -> None:
    """Opens what waits and writes down what was decided; `listings` by the demo's own slugs."""
    queue = notes()["queue"]
    for slug, business in made.items():
        if business.state == BusinessState.SUBMITTED:
            _aged(open_business_case(business), queue["waiting_hours"].get(slug, 12))
    for row in queue["changed_identities"]:
        _aged(_changed_identity(made[row["business"]], row), row["hours_ago"])
    for row in queue["listings_to_check"]:
        _aged(open_listing_case(listings[row["listing"]]), row["hours_ago"])
    for row in queue["decisions"]:
        _decided(made[row["business"]], row)


def _aged(case: Case, hours: int) -> None:
    case.opened_at = now() - timedelta(hours=hours)


def _changed_identity(business: Business, row: Row) -> Case:
    approved = next(each for each in business.identities if each.state == IdentityState.APPROVED)
    identity = LegalIdentity(
        business_id=business.id,
        state=IdentityState.PENDING,
        legal_name=row["legal_name"],
        legal_form=row["legal_form"],
        registered_address=row["registered_address"],
        self_certified_at=now() - timedelta(hours=row["hours_ago"]),
        **{name: getattr(approved, name) for name in SAME},
    )
    db.session.add(identity)
    db.session.flush()
    return open_identity_case(identity, business)


def _decided(business: Business, row: Row) -> None:
    at = now() - timedelta(hours=row["hours_ago"])
    case = open_business_case(business)
    case.opened_at, case.closed_at = at - timedelta(hours=20), at
    actor = db.session.scalar(
        select(User)
        .join(TerritoryAdministrator, TerritoryAdministrator.user_id == User.id)
        .where(TerritoryAdministrator.territory == business.territory)
        .order_by(User.id)
    )
    actor_id = actor.id if actor else None
    words = {"ground": row["ground"], "reason": row["reason"]}
    decision = Decision(verdict=row["verdict"], reason_language=row["language"], actor_id=actor_id, at=at, **words)
    case.decisions.append(decision)
    remember("business", business.id, row["verdict"], actor_id, language=row["language"], kind="business", **words)
    db.session.flush()
