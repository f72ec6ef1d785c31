"""Making a card, changing what stands on it, and saying so."""

from typing import Any

from sqlalchemy import delete, select

from marketplace.accounts.models import User
from marketplace.businesses.events import BusinessChanged, BusinessMoved
from marketplace.businesses.models import Business, BusinessSlug, Membership
from marketplace.businesses.rules import BusinessState, Role
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.locks import serialise
from marketplace.facts.outbox import record
from marketplace.facts.services import now
from marketplace.kernel.slugs import LONGEST, slugify, unique_slug
from marketplace.territories.queries import commune

CHANGEABLE = frozenset(
    {
        "address",
        "by_appointment",
        "category",
        "contact_name",
        "email",
        "import_key",
        "language",
        "latitude",
        "longitude",
        "name",
        "phone",
        "postal_code",
        "spoken",
        "website",
    }
)


def create_business(
    owner: User | None, *, name: str, category: str, commune_code: str, language: str, **more: Any
) -> Business:
    """A new card in draft, the owner's if there is one; `more` are values that `change_business` takes.

    Raises:
        KeyError: no such commune.
    """
    place = commune(commune_code)
    business = Business(
        slug=free_slug(name),
        name=name,
        state=BusinessState.DRAFT,
        category=category,
        commune=place.code,
        territory=place.territory,
        language=language,
        created_at=now(),
        **_checked(more),
    )
    db.session.add(business)
    db.session.flush()
    if owner is not None:
        db.session.add(Membership(business_id=business.id, user_id=owner.id, role=Role.OWNER))
    remember("business", business.id, "create", owner.id if owner else None)
    return business


def change_business(business: Business, actor_id: int | None, **values: Any) -> None:
    """Changes values named in CHANGEABLE; a new name gives a new address, and the old one leads to it.

    Unchanged values are no change: without any, nothing is written.
    """
    changed = {field: value for field, value in _checked(values).items() if getattr(business, field) != value}
    if not changed:
        return
    if "name" in changed:
        _rename(business, changed["name"])
    for field, value in changed.items():
        setattr(business, field, value)
    remember("business", business.id, "change", actor_id, fields=sorted(changed))
    touch(business)


def place_at(business: Business, commune_code: str) -> None:
    """Moves the business to a commune, and so to its territory; a point of its own is forgotten. Raises KeyError."""
    place = commune(commune_code)
    if business.commune == place.code:
        return
    if business.territory != place.territory:
        record(BusinessMoved(business.id))
    business.commune = place.code
    business.territory = place.territory
    business.latitude = business.longitude = None
    touch(business)


def touch(business: Business) -> None:
    """Says that what visitors see of the business changed: a higher version, and the fact."""
    business.version = Business.version + 1  # by the database, so that two at once count twice
    db.session.flush()
    record(BusinessChanged(business.id))


def free_slug(name: str, own_id: int | None = None) -> str:
    """An address for a name that no other business has or had."""
    serialise("business-slug")  # two shops of one name may be begun at once
    base = slugify(name)
    taken = _taken(base, own_id)
    return unique_slug(base, taken=lambda slug: slug in taken)


def _taken(base: str, own_id: int | None) -> set[str]:
    beginning = base[: LONGEST - len("-99999")]
    now_used = select(Business.slug).where(Business.slug.startswith(beginning))
    once_used = select(BusinessSlug.slug).where(BusinessSlug.slug.startswith(beginning))
    if own_id is not None:
        now_used = now_used.where(Business.id != own_id)
        once_used = once_used.where(BusinessSlug.business_id != own_id)
    return {*db.session.scalars(now_used), *db.session.scalars(once_used)}


def _rename(business: Business, name: str) -> None:
    slug = free_slug(name, business.id)
    db.session.refresh(business, ["slug"])  # somebody of the same business may have renamed it while we waited
    if slug == business.slug:
        return
    db.session.execute(delete(BusinessSlug).where(BusinessSlug.slug == slug))  # only ever its own
    db.session.add(BusinessSlug(slug=business.slug, business_id=business.id))
    business.slug = slug


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    unknown = values.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"no value of a card that may be changed so: {', '.join(sorted(unknown))}")
    return values
