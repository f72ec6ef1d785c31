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
    business: Business, event: BusinessEvent, actor_id: int | None, *, seen_identity_id: int | None = None
) -> None:
    """An administrator's decision on the card, and on the legal identity submitted with it.

    `actor_id` decided; whoever calls keeps the history row with the reason.

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
    touch(business)


def approve_identity(identity: LegalIdentity, actor_id: int | None) -> None:
    """Shows a changed identity in place of the one approved earlier. Raises Conflict "identity-changed"."""
    business = _decide_identity(identity, IdentityState.APPROVED)
    _end_approved(business, but=identity.id)
    touch(business)


def refuse_identity(identity: LegalIdentity, actor_id: int | None) -> None:
    """Leaves the approved identity where it is. Raises Conflict "identity-changed"."""
    _decide_identity(identity, IdentityState.REFUSED)


def _decide_identity(identity: LegalIdentity, state: IdentityState) -> Business:
    done = db.session.execute(
        update(LegalIdentity)
        .where(LegalIdentity.id == identity.id, LegalIdentity.state == IdentityState.PENDING)
        .values(state=state, decided_at=now())
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise Conflict("identity-changed")
    business = db.session.get_one(Business, identity.business_id)
    db.session.expire(business, ["identities"])
    return business


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
