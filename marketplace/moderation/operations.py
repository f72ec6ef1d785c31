"""Opening cases and deciding them."""

from sqlalchemy import update

from marketplace.accounts.models import User
from marketplace.businesses import operations as businesses
from marketplace.businesses.models import Business, LegalIdentity
from marketplace.businesses.rules import BusinessEvent
from marketplace.catalog import operations as catalog
from marketplace.catalog.models import Listing
from marketplace.catalog.rules import ListingState
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.locks import serialise
from marketplace.facts.outbox import record
from marketplace.facts.services import now
from marketplace.kernel.codes import purchase_code
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.moderation.events import Decided
from marketplace.moderation.models import Case, Decision
from marketplace.moderation.queries import open_case
from marketplace.moderation.rules import CaseKind, Statement, Verdict, needs_reason, verdicts_for


def open_business_case(business: Business) -> Case:
    """Puts a business into its valley's queue; once, however often it is called."""
    return _open(CaseKind.BUSINESS, business)


def open_identity_case(identity: LegalIdentity, business: Business) -> Case:
    """Puts a changed legal identity into the queue; a later change of it takes the place of the earlier one."""
    case = _open(CaseKind.IDENTITY, business)
    case.identity_id = identity.id
    return case


def open_listing_case(listing: Listing) -> Case:
    """Puts a listing that went live into the queue of those looked at afterwards."""
    return _open(CaseKind.LISTING, listing.business, listing)


def follow(business: Business) -> None:
    """Hands the open cases of a business that moved to the administrators of its new territory."""
    db.session.execute(
        update(Case)
        .where(Case.business_id == business.id, Case.closed_at.is_(None))
        .values(territory=business.territory)
    )


def _open(kind: CaseKind, business: Business, listing: Listing | None = None) -> Case:
    serialise(f"case:{kind}:{business.id}:{listing.id if listing else 0}")
    case = open_case(kind, business.id, listing.id if listing else None)
    if case is None:
        case = Case(
            code=purchase_code(),
            kind=kind,
            territory=business.territory,
            business_id=business.id,
            listing_id=listing.id if listing else None,
            opened_at=now(),
        )
        db.session.add(case)
        db.session.flush()
    return case


def decide(case: Case, verdict: Verdict, statement: Statement, actor: User) -> Decision:
    """Decides an open case, does what follows and has the owner told.

    Raises:
        Invalid: "verdict-unknown": not for this kind of case; "reason-missing": it needs a ground and words.
        Conflict: "case-closed": somebody else decided first.
    """
    if verdict not in verdicts_for(CaseKind(case.kind)):
        raise Invalid("verdict-unknown", field="verdict")
    if needs_reason(verdict) and not (statement.ground and statement.reason):
        raise Invalid("reason-missing", field="ground" if not statement.ground else "reason")
    closed = db.session.scalar(
        update(Case).where(Case.id == case.id, Case.closed_at.is_(None)).values(closed_at=now()).returning(Case.id)
    )
    if closed is None:
        raise Conflict("case-closed")
    return _carry_out(case, verdict, statement, actor)


def suspend(business: Business, statement: Statement, actor: User) -> Decision:
    """Takes an approved business from view, with a reason. Raises IllegalMove, Invalid "reason-missing"."""
    return _on_own_initiative(business, Verdict.SUSPEND, statement, actor)


def reinstate(business: Business, statement: Statement, actor: User) -> Decision:
    """Lets a suspended business be seen again. Raises IllegalMove."""
    return _on_own_initiative(business, Verdict.REINSTATE, statement, actor)


def hide_listing(listing: Listing, statement: Statement, actor: User) -> Decision:
    """Takes a listing from view, with a reason. Raises IllegalMove, Invalid "reason-missing"."""
    case = open_listing_case(listing)
    return decide(case, Verdict.REFUSE, statement, actor)


def unhide_listing(listing: Listing, statement: Statement, actor: User) -> Decision:
    """Lets a hidden listing be seen again. Raises IllegalMove, Invalid "listing-incomplete"."""
    case = open_listing_case(listing)
    case.closed_at = now()
    return _carry_out(case, Verdict.REINSTATE, statement, actor)


def _on_own_initiative(business: Business, verdict: Verdict, statement: Statement, actor: User) -> Decision:
    if needs_reason(verdict) and not (statement.ground and statement.reason):
        raise Invalid("reason-missing", field="ground" if not statement.ground else "reason")
    case = _open(CaseKind.BUSINESS, business)
    case.closed_at = now()
    return _carry_out(case, verdict, statement, actor)


def _carry_out(case: Case, verdict: Verdict, statement: Statement, actor: User) -> Decision:
    decision = Decision(
        case_id=case.id,
        verdict=verdict,
        ground=statement.ground,
        reason=statement.reason,
        reason_language=actor.language,
        actor_id=actor.id,
        at=now(),
    )
    db.session.add(decision)
    db.session.flush()
    if case.kind == CaseKind.BUSINESS:
        event = BusinessEvent(verdict.value)
        businesses.decide(case.business, event, actor.id, seen_identity_id=statement.seen_identity_id)
    elif case.kind == CaseKind.IDENTITY and case.identity is not None:
        approved = verdict is Verdict.APPROVE
        (businesses.approve_identity if approved else businesses.refuse_identity)(case.identity, actor.id)
    elif case.listing is not None:
        _decide_listing(case.listing, verdict, actor)
    words = {"ground": statement.ground, "reason": statement.reason, "language": actor.language}
    about = {"kind": case.kind, "listing": case.listing_id}
    remember("business", case.business_id, verdict.value, actor.id, **words, **about)
    record(Decided(decision_id=decision.id))
    return decision


def _decide_listing(listing: Listing, verdict: Verdict, actor: User) -> None:
    if verdict is Verdict.REFUSE and listing.state in (ListingState.LIVE, ListingState.PAUSED):
        catalog.hide(listing, actor.id)
    elif verdict is Verdict.REINSTATE and listing.state == ListingState.HIDDEN:
        catalog.unhide(listing, actor.id)
