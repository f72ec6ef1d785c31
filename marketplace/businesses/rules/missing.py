"""What a card must hold before an administrator looks at it.

The trader's part follows Regulation (EU) 2022/2065, article 30 ("know your trader"), the French and Italian duties of
identification of traders (art. L221-5 code de la consommation; art. 49 codice del consumo) and, in France, the
consumer mediator of art. L612-1.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Missing(StrEnum):
    """One thing that a card lacks, in the order in which it is asked for."""

    NAME = "name"
    CATEGORY = "category"
    COMMUNE = "commune"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    TAGLINE = "tagline"
    STORY = "story"
    HOURS = "hours"
    LEGAL_NAME = "legal_name"
    LEGAL_FORM = "legal_form"
    REGISTER_NUMBER = "register_number"
    REA = "rea"
    VAT = "vat"
    REGISTERED_ADDRESS = "registered_address"
    MEDIATOR = "mediator"
    CERTIFICATE = "certificate"
    SELF_CERTIFICATION = "self_certification"


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """The trader as far as known; empty texts for what is not. `country` is FR or IT."""

    country: str
    legal_name: str = ""
    legal_form: str = ""
    register_number: str = ""
    rea: str = ""
    vat_number: str = ""
    vat_exempt: bool = False
    registered_address: str = ""
    mediator: str = ""
    self_certified: bool = False


@dataclass(frozen=True, slots=True)
class CardFacts:
    """A card as far as filled in. `tagline` and `story` are those of its own language."""

    name: str = ""
    category: str = ""
    commune: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    tagline: str = ""
    story: str = ""
    has_hours: bool = False
    by_appointment: bool = False
    label_without_certificate: bool = False
    identity: IdentityFacts | None = None


# Companies and cooperatives always stand in the Registro delle imprese; a farmer, craftsman or freelancer on their own
# may not. "S.r.l.", "Snc", "Società semplice agricola", "Cooperativa".
_COMPANY = re.compile(
    r"\b(s\.?\s?r\.?\s?l\.?\s?s?|s\.?\s?n\.?\s?c|s\.?\s?a\.?\s?s|s\.?\s?p\.?\s?a|s\.?\s?s)\b", re.IGNORECASE
)
_COMPANY_WORDS = ("società", "societa", "cooperativa", "consorzio")


def needs_rea(country: str, legal_form: str) -> bool:
    """Whether the trader must name its entry in Italy's economic register."""
    form = legal_form.casefold()
    return country == "IT" and (any(word in form for word in _COMPANY_WORDS) or bool(_COMPANY.search(form)))


def missing(card: CardFacts) -> list[Missing]:
    """What the card lacks before it can be submitted, in the order of Missing; empty when nothing does."""
    gaps = {
        Missing.NAME: not card.name,
        Missing.CATEGORY: not card.category,
        Missing.COMMUNE: not card.commune,
        Missing.ADDRESS: not card.address,
        Missing.PHONE: not card.phone,
        Missing.EMAIL: not card.email,
        Missing.TAGLINE: not card.tagline,
        Missing.STORY: not card.story,
        Missing.HOURS: not (card.has_hours or card.by_appointment),
        Missing.CERTIFICATE: card.label_without_certificate,
        **_identity_gaps(card.identity or IdentityFacts(country="")),
    }
    return [gap for gap in Missing if gaps[gap]]


def missing_of_identity(identity: IdentityFacts) -> list[Missing]:
    """What the trader's part lacks, in the order of Missing."""
    gaps = _identity_gaps(identity)
    return [gap for gap in Missing if gaps.get(gap)]


def _identity_gaps(identity: IdentityFacts) -> dict[Missing, bool]:
    return {
        Missing.LEGAL_NAME: not identity.legal_name,
        Missing.LEGAL_FORM: not identity.legal_form,
        Missing.REGISTER_NUMBER: not identity.register_number,
        Missing.REA: needs_rea(identity.country, identity.legal_form) and not identity.rea,
        Missing.VAT: not (identity.vat_number or identity.vat_exempt),
        Missing.REGISTERED_ADDRESS: not identity.registered_address,
        Missing.MEDIATOR: identity.country == "FR" and not identity.mediator,
        Missing.SELF_CERTIFICATION: not identity.self_certified,
    }
