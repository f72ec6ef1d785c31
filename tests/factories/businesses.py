"""Businesses."""

from datetime import time
from itertools import count
from typing import Any

from marketplace.businesses.models import Business, BusinessText, LegalIdentity, OpeningHours
from marketplace.extensions import db
from marketplace.facts.services import now

_numbers = count(1)


def make_business(**overrides: Any) -> Business:
    """An approved cheese-maker in Bessans, open every day from 9 to 18, with an approved identity."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "slug": f"ferme-{number}",
        "name": f"Ferme {number}",
        "state": "approved",
        "language": "fr",
        "category": "cheese",
        "territory": "maurienne",
        "commune": "73040",
        "address": "3, hameau de la Goulaz",
        "postal_code": "73480",
        "email": f"ferme{number}@example.org",
        "phone": "+33199000001",
        "contact_name": "Solène Exemple",
        "spoken": ["fr", "it"],
        "created_at": now(),
        "submitted_at": now(),
        "approved_at": now(),
    }
    business = Business(**{**values, **overrides})
    business.texts = [
        BusinessText(language="fr", tagline="On fait la tomme sans se presser.", story="Quatre générations."),
    ]
    business.hours = [OpeningHours(weekday=day, opens=time(9), closes=time(18)) for day in range(7)]
    db.session.add(business)
    db.session.flush()
    make_identity(business)
    return business


def make_identity(business: Business, **overrides: Any) -> LegalIdentity:
    """The legal identity of a business."""
    values: dict[str, Any] = {
        "business_id": business.id,
        "state": "approved",
        "legal_name": f"GAEC {business.name}",
        "legal_form": "GAEC",
        "country": "FR",
        "register_number": "73282932000074",
        "vat_exempt": True,
        "registered_address": "3, hameau de la Goulaz, 73480 Bessans",
        "mediator": "Médiation fictive",
        "self_certified_at": now(),
        "decided_at": now(),
    }
    identity = LegalIdentity(**{**values, **overrides})
    db.session.add(identity)
    db.session.flush()
    return identity
