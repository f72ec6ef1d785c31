"""What a card lacks, read from its rows."""

from marketplace.businesses.models import Business, LegalIdentity
from marketplace.businesses.queries.loading import identity_in_work
from marketplace.businesses.rules import CardFacts, IdentityFacts, Missing, missing
from marketplace.taxonomy.queries import category_index, label_index


def missing_of(business: Business) -> list[Missing]:
    """What the card lacks before it can be submitted."""
    return missing(card_facts(business))


def card_facts(business: Business) -> CardFacts:
    """The card as the pure rules see it."""
    source = next((row for row in business.texts if row.language == business.language), None)
    identity = identity_in_work(business)
    return CardFacts(
        name=business.name,
        category=business.category if business.category in category_index() else "",
        commune=business.commune,
        address=business.address,
        phone=business.phone,
        email=business.email,
        tagline=source.tagline if source else "",
        story=source.story if source else "",
        has_hours=bool(business.hours),
        by_appointment=business.by_appointment,
        label_without_certificate=any(_lacks_certificate(row.label, row.certificate) for row in business.labels),
        identity=identity_facts(identity) if identity else None,
    )


def identity_facts(identity: LegalIdentity) -> IdentityFacts:
    """The trader as the pure rules see it."""
    return IdentityFacts(
        country=identity.country,
        legal_name=identity.legal_name,
        legal_form=identity.legal_form,
        register_number=identity.register_number,
        rea=identity.rea,
        vat_number=identity.vat_number,
        vat_exempt=identity.vat_exempt,
        registered_address=identity.registered_address,
        mediator=identity.mediator,
        self_certified=identity.self_certified_at is not None,
    )


def _lacks_certificate(label: str, certificate: str) -> bool:
    return label in label_index() and label_index()[label].certificate and not certificate
