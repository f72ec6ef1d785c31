"""The trader's legal identity: written in draft, waiting for an administrator, approved, past."""

from marketplace.businesses.events import IdentityChangeSubmitted
from marketplace.businesses.models import Business, LegalIdentity
from marketplace.businesses.queries.loading import visible_identity
from marketplace.businesses.rules import BusinessState, IdentityFacts, IdentityState, missing_of_identity
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.outbox import record
from marketplace.facts.services import now
from marketplace.kernel.errors import Invalid

PARTS = (
    "country",
    "legal_name",
    "legal_form",
    "register_number",
    "rea",
    "vat_number",
    "vat_exempt",
    "registered_address",
    "mediator",
)


def save_identity(business: Business, actor_id: int | None, facts: IdentityFacts) -> LegalIdentity:
    """Keeps what the owner says of the trader, and gives the row it is in.

    Before approval it may be incomplete. Once the card is approved, a change must be whole; it waits as a new pending
    row, which replaces one that waited before, and visitors go on seeing the approved one. What equals the approved one
    takes a waiting change back.

    Raises:
        Invalid: "identity-incomplete" with `missing`, once the card was submitted.
    """
    db.session.refresh(business, ["state"], with_for_update={"key_share": True})
    state = BusinessState(business.state)
    waits = state in (BusinessState.SUBMITTED, BusinessState.APPROVED, BusinessState.SUSPENDED)
    approved = visible_identity(business)
    if waits and approved is not None and _same(approved, facts):
        _retire(business, IdentityState.PENDING)
        return approved
    if waits and (gaps := missing_of_identity(facts)):
        raise Invalid("identity-incomplete", missing=[gap.value for gap in gaps])
    if not waits:
        return _keep_draft(business, actor_id, facts)
    pending = _of_state(business, IdentityState.PENDING)
    if pending is not None and _same(pending, facts):
        return pending
    return _submit_change(business, actor_id, facts)


def _keep_draft(business: Business, actor_id: int | None, facts: IdentityFacts) -> LegalIdentity:
    draft = _of_state(business, IdentityState.DRAFT)
    if draft is None:
        draft = LegalIdentity(business_id=business.id, state=IdentityState.DRAFT, country=facts.country)
        business.identities.append(draft)
    _write(draft, facts)
    remember("business", business.id, "change", actor_id, fields=["identity"])
    db.session.flush()
    return draft


def _submit_change(business: Business, actor_id: int | None, facts: IdentityFacts) -> LegalIdentity:
    _retire(business, IdentityState.PENDING)
    pending = LegalIdentity(business_id=business.id, state=IdentityState.PENDING, country=facts.country)
    _write(pending, facts)
    business.identities.append(pending)
    db.session.flush()
    remember("business", business.id, "submit_identity", actor_id, identity_id=pending.id)
    if business.state != BusinessState.SUBMITTED:  # its administrators look at the whole card anyway
        record(IdentityChangeSubmitted(pending.id))
    return pending


def _write(row: LegalIdentity, facts: IdentityFacts) -> None:
    for part in PARTS:
        setattr(row, part, getattr(facts, part))
    if not facts.self_certified:
        row.self_certified_at = None
    elif row.self_certified_at is None:
        row.self_certified_at = now()


def _same(row: LegalIdentity, facts: IdentityFacts) -> bool:
    return all(getattr(row, part) == getattr(facts, part) for part in PARTS)


def _retire(business: Business, state: IdentityState) -> None:
    for row in business.identities:
        if row.state == state:
            row.state = IdentityState.PAST
    db.session.flush()


def _of_state(business: Business, state: IdentityState) -> LegalIdentity | None:
    return next((row for row in business.identities if row.state == state), None)
