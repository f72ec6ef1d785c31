"""What submissions and decisions set off."""

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.businesses.models import Business, LegalIdentity, Membership
from marketplace.businesses.rules import BusinessState, IdentityState, Role
from marketplace.catalog.models import Listing
from marketplace.catalog.rules import ListingState
from marketplace.extensions import db
from marketplace.facts.outbox import Job
from marketplace.facts.transaction import transaction
from marketplace.moderation.mails import decision_letter
from marketplace.moderation.models import Decision
from marketplace.moderation.operations import follow, open_business_case, open_identity_case, open_listing_case
from marketplace.web.letters import post


def open_for_business(job: Job) -> None:
    """A business was submitted."""
    with transaction():
        business = db.session.get(Business, job.payload["business_id"])
        if business is not None and business.state == BusinessState.SUBMITTED:
            open_business_case(business)


def follow_business(job: Job) -> None:
    """A business moved to another territory."""
    with transaction():
        business = db.session.get(Business, job.payload["business_id"])
        if business is not None:
            follow(business)


def open_for_identity(job: Job) -> None:
    """An approved business changed its legal identity."""
    with transaction():
        identity = db.session.get(LegalIdentity, job.payload["identity_id"])
        if identity is not None and identity.state == IdentityState.PENDING:
            open_identity_case(identity, db.session.get_one(Business, identity.business_id))


def open_for_listing(job: Job) -> None:
    """A listing went live, or a live one says something else."""
    with transaction():
        listing = db.session.get(Listing, job.payload["listing_id"])
        if listing is not None and listing.state == ListingState.LIVE:
            open_listing_case(listing)


def mail_decision(job: Job) -> None:
    """Tells the owner; an approval of a listing is no news."""
    decision = db.session.get_one(Decision, job.payload["decision_id"])
    if decision.verdict == "approve" and decision.case.kind == "listing":
        return
    owner = db.session.scalar(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.business_id == decision.case.business_id, Membership.role == Role.OWNER)
        .where(User.closed_at.is_(None))
        .order_by(Membership.id)
    )
    if owner is not None:
        post(job, owner.email, owner.language, lambda: decision_letter(decision, owner))
