"""One business at a time: as anybody may see it, or as its own people may."""

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.businesses.models import Business, BusinessSlug, LegalIdentity, Membership
from marketplace.businesses.rules import BusinessState, IdentityState, Role, may_act_as
from marketplace.extensions import db
from marketplace.kernel.errors import NotFound


def visible_business(slug: str) -> Business:
    """The card at this address, if everybody may see it. Raises NotFound."""
    business = db.session.scalar(
        select(Business).where(Business.slug == slug, Business.state == BusinessState.APPROVED)
    )
    if business is None:
        raise NotFound("business")
    return business


def is_visible(business: Business) -> bool:
    """Whether everybody may see this card."""
    return business.state == BusinessState.APPROVED


def current_slug(old_slug: str) -> str | None:
    """Where a visible card moved that once had this address; None where there was none."""
    return db.session.scalar(
        select(Business.slug)
        .join(BusinessSlug, BusinessSlug.business_id == Business.id)
        .where(BusinessSlug.slug == old_slug, Business.state == BusinessState.APPROVED)
    )


def get_business_for(user: User, slug: str, role: Role = Role.STAFF) -> Business:
    """The business at this address if the user has at least this role in it, whatever its state.

    Raises:
        NotFound: it does not exist, or is no business of theirs.
    """
    found = db.session.execute(
        select(Business, Membership.role)
        .join(Membership, Membership.business_id == Business.id)
        .where(Business.slug == slug, Membership.user_id == user.id)
    ).one_or_none()
    if found is None or not may_act_as(found[1], role):
        raise NotFound("business")
    business: Business = found[0]
    return business


def role_in(business: Business, user: User) -> Role | None:
    """The user's role in the business, if any."""
    role = db.session.scalar(
        select(Membership.role).where(Membership.business_id == business.id, Membership.user_id == user.id)
    )
    return Role(role) if role else None


def businesses_of(user_id: int) -> Sequence[Business]:
    """The businesses in which a person has any role, by name."""
    return db.session.scalars(
        select(Business).join(Membership).where(Membership.user_id == user_id).order_by(Business.name, Business.id)
    ).all()


def visible_identity(business: Business) -> LegalIdentity | None:
    """The legal identity that visitors see: the approved one."""
    return _newest(business, IdentityState.APPROVED)


def identity_in_work(business: Business) -> LegalIdentity | None:
    """The version that its people last wrote, whatever became of it; None before the first."""
    return _newest(business, IdentityState.PENDING, IdentityState.DRAFT, IdentityState.REFUSED, IdentityState.APPROVED)


def _newest(business: Business, *states: IdentityState) -> LegalIdentity | None:
    return next((each for each in reversed(business.identities) if each.state in states), None)
