"""Submission by the owner, and what administrators decide."""

from typing import Any

from sqlalchemy import update

from marketplace.accounts.models import User
from marketplace.businesses.events import BusinessSubmitted
from marketplace.businesses.models import Business, LegalIdentity
from marketplace.businesses.operations.cards import touch
from marketplace.businesses.queries.loading import identity_in_work
from marketplace.businesses.queries.readiness import missing_of
from marketplace.businesses.rules import BUSINESS_STATES, BusinessEvent, BusinessState, IdentityState
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.outbox import record
from marketplace.facts.services import now
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.states import IllegalMove


def submit(business: Business, user: User) -> None:
    """Asks for approval.

    Raises:
        IllegalMove: it waits already, or is approved or suspended.
        Invalid: "card-incomplete", with what is `missing`.
    """
    BUSINESS_STATES.next_state(BusinessState(business.state), BusinessEvent.SUBMIT)
    if gaps := missing_of(business):
        raise Invalid("card-incomplete", missing=[gap.value for gap in gaps])
    _move(business, BusinessEvent.SUBMIT, submitted_at=now())
    _settle_identity(business, IdentityState.PENDING)
    remember("business", business.id, "submit", user.id)
    record(BusinessSubmitted(business.id))


def decide(
    business: Business,
    event: BusinessEvent,
    actor_id: int | None,
    *,
    reason: str = "",
    ground: str = "",
    seen_identity_id: int | None = None,
) -> None:
    """An administrator's decision on the card, and on the legal identity submitted with it.

    Raises:
        IllegalMove: the card is not in a state for it, perhaps since somebody else decided.
        Conflict: "identity-changed", the identity is not the one that the administrator saw.
    """
    if seen_identity_id is not None:
        identity = identity_in_work(business)
        if identity is None or identity.id != seen_identity_id:
            raise Conflict("identity-changed")
    more = {"approved_at": now()} if event is BusinessEvent.APPROVE else {}
    _move(business, event, **more)
    if event is BusinessEvent.APPROVE:
        _settle_identity(business, IdentityState.APPROVED)
    elif event in (BusinessEvent.ASK_CHANGES, BusinessEvent.REFUSE):
        _settle_identity(business, IdentityState.DRAFT)
    remember("business", business.id, event.value, actor_id, reason=reason, ground=ground)
    touch(business)


def decide_identity(
    identity: LegalIdentity,
    business: Business,
    approve: bool,
    actor_id: int | None,
    *,
    reason: str = "",
    ground: str = "",
) -> None:
    """An administrator's decision on a changed identity of an approved card.

    Raises:
        Conflict: "identity-changed", it waits no longer.
    """
    state = IdentityState.APPROVED if approve else IdentityState.REFUSED
    done = db.session.execute(
        update(LegalIdentity)
        .where(LegalIdentity.id == identity.id, LegalIdentity.state == IdentityState.PENDING)
        .values(state=state, decided_at=now())
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise Conflict("identity-changed")
    if approve:
        _end_approved(business, but=identity.id)
    db.session.expire(business, ["identities"])
    verb = "approve_identity" if approve else "refuse_identity"
    remember("business", business.id, verb, actor_id, reason=reason, ground=ground)
    touch(business)


def _move(business: Business, event: BusinessEvent, **values: Any) -> None:
    before = BusinessState(business.state)
    after = BUSINESS_STATES.next_state(before, event)
    done = db.session.execute(
        update(Business).where(Business.id == business.id, Business.state == before).values(state=after, **values)
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise IllegalMove(before.value, event.value)
    db.session.refresh(business)


def _settle_identity(business: Business, state: IdentityState) -> None:
    """Gives the identity that was submitted with the card its new state; there may be none left in work."""
    identity = identity_in_work(business)
    if identity is None or identity.state == IdentityState.APPROVED:
        return
    if state is IdentityState.APPROVED:
        _end_approved(business, but=identity.id)
        identity.decided_at = now()
    identity.state = state
    db.session.flush()


def _end_approved(business: Business, but: int) -> None:
    for row in business.identities:
        if row.state == IdentityState.APPROVED and row.id != but:
            row.state = IdentityState.PAST
