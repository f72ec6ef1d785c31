"""The demo's enterprises, with everything but their listings."""

from datetime import date, time, timedelta
from typing import Any

from marketplace.accounts.models import User
from marketplace.businesses.models import (
    Business,
    BusinessLabel,
    BusinessText,
    Closure,
    LegalIdentity,
    Membership,
    OpeningHours,
)
from marketplace.businesses.rules import BusinessState, IdentityState
from marketplace.demo.content import businesses, people
from marketplace.demo.numbers import french_vat, partita_iva, siret
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.fulfilment.models import CollectionPlace, WeeklySlot
from marketplace.territories.queries import commune_index

Row = dict[str, Any]


def load_businesses(users: dict[str, User]) -> dict[str, Business]:
    """Makes every card; businesses by slug."""
    made = {}
    for number, row in enumerate(businesses(), 1):
        business = business_of(row, number)
        db.session.add(business)
        db.session.flush()
        if row.get("legal"):
            db.session.add(identity_of(row, business, number))
        for place in row.get("places", ()):
            db.session.add(place_of(place, business))
        made[row["slug"]] = business
    for person in (*people()["owners"], *people()["staff"]):
        user, business = users[person["email"]], made[person["business"]]
        db.session.add(Membership(business_id=business.id, user_id=user.id, role=person["role"]))
    return made


def business_of(row: Row, number: int) -> Business:
    """A card, not yet added; `number` sets how long it has been there."""
    since = now() - timedelta(days=3 * (70 - number) % 200 + 2)
    contact = row.get("contact", {})
    state = row["state"]
    public = state in (BusinessState.APPROVED, BusinessState.SUSPENDED)
    return Business(
        slug=row["slug"],
        name=row["name"],
        state=state,
        language=row["language"],
        category=row["category"],
        commune=row["commune"],
        territory=commune_index()[row["commune"]].territory,
        address=row.get("address", ""),
        postal_code=row.get("postal_code", ""),
        phone=contact.get("phone", "").replace(" ", ""),
        email=contact.get("email", ""),
        website=contact.get("website") or "",
        contact_name=contact.get("name", ""),
        spoken=row.get("languages", [row["language"]]),
        created_at=since,
        submitted_at=None if state == BusinessState.DRAFT else since + timedelta(hours=5),
        approved_at=since + timedelta(hours=30) if public else None,
        texts=_texts(row),
        hours=[OpeningHours(weekday=day, opens=_time(a), closes=_time(b)) for day, a, b in row.get("hours", ())],
        by_appointment=not row.get("hours"),
        closures=[_closure(each) for each in row.get("closures", ())],
        labels=[BusinessLabel(label=e["label"], certificate=e["certificate"] or "") for e in row.get("labels", ())],
    )


def _texts(row: Row) -> list[BusinessText]:
    source = row["language"]
    return [
        BusinessText(
            language=language,
            tagline=said.get("tagline", ""),
            story=said.get("story", ""),
            version=1,
            source_version=0 if language == source else 1,
        )
        for language, said in row.get("texts", {}).items()
    ]


def _time(text: str) -> time:
    return time.fromisoformat("00:00" if text == "24:00" else text)


def _closure(row: Row) -> Closure:
    year = now().year
    first, last = date.fromisoformat(f"{year}-{row['first']}"), date.fromisoformat(f"{year}-{row['last']}")
    if last < first:
        last = last.replace(year=year + 1)
    return Closure(first=first, last=last, yearly=row["yearly"])


def identity_of(row: Row, business: Business, number: int) -> LegalIdentity:
    """The legal identity of a card, with register numbers made from `number`."""
    legal = row["legal"]
    french = commune_index()[row["commune"]].country == "FR"
    register = siret(number) if french else partita_iva(number)
    vat = french_vat(register) if french else f"IT{register}"
    return LegalIdentity(
        business_id=business.id,
        state=_identity_state(business),
        legal_name=legal.get("legal_name", ""),
        legal_form=legal.get("legal_form", ""),
        country="FR" if french else "IT",
        register_number=register,
        rea=legal.get("rea", ""),
        vat_number="" if legal.get("vat_exempt") else vat,
        vat_exempt=bool(legal.get("vat_exempt")),
        registered_address=f"{business.address}, {business.postal_code} {commune_index()[business.commune].name}",
        mediator="Médiation de la consommation des Cimes (fictive)" if french else "",
        self_certified_at=business.submitted_at,
        decided_at=business.approved_at,
    )


def _identity_state(business: Business) -> IdentityState:
    if business.approved_at is not None:
        return IdentityState.APPROVED
    return IdentityState.PENDING if business.state == BusinessState.SUBMITTED else IdentityState.DRAFT


def place_of(row: Row, business: Business) -> CollectionPlace:
    """A collection place with its slots."""
    return CollectionPlace(
        business_id=business.id,
        name=row["name"],
        commune=row["commune"],
        address=row["address"],
        notes=row.get("note") or {},
        slots=[
            WeeklySlot(weekday=day, starts=_time(starts), ends=_time(ends), capacity=capacity, cutoff_hours=cutoff)
            for day, starts, ends, capacity, cutoff in row["slots"]
        ],
    )
