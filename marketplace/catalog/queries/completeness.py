"""What a listing still lacks before it may be shown."""

from datetime import date

from sqlalchemy import select

from marketplace.businesses.models import Business, LegalIdentity
from marketplace.catalog.models import Listing
from marketplace.catalog.queries.sale import local_day
from marketplace.catalog.rules import WORDS, ListingFacts, Missing, missing_fields
from marketplace.extensions import db
from marketplace.kernel.units import Unit
from marketplace.taxonomy.queries import category_index, duties_for, label_index
from marketplace.taxonomy.rules import Duty
from marketplace.territories.queries import territory

_WITH_QUANTITY = frozenset({Unit.PIECE, Unit.G, Unit.KG, Unit.ML, Unit.CL, Unit.L})


def country_of(business: Business) -> str:
    """The country whose law and VAT a business sells under: FR or IT."""
    return territory(business.territory).country


def duties_of(listing: Listing, on: date | None = None) -> list[Duty]:
    """What the law asks of a listing on a day, today unless told otherwise."""
    if listing.category not in category_index():
        return []
    return duties_for(country_of(listing.business), listing.category, listing.kind, on or local_day())


def missing_of(listing: Listing, identity: LegalIdentity | None, on: date | None = None) -> list[Missing]:
    """What a listing lacks before it may be shown; `identity` is its seller's, approved or not."""
    return missing_fields(listing_facts(listing, identity), duties_of(listing, on))


def identity_of(business: Business) -> LegalIdentity | None:
    """The latest legal identity that a business has given."""
    rows = select(LegalIdentity).where(LegalIdentity.business_id == business.id).order_by(LegalIdentity.id.desc())
    return db.session.scalars(rows.limit(1)).first()


def listing_facts(listing: Listing, identity: LegalIdentity | None) -> ListingFacts:
    """What decides whether a listing is complete, read off its rows."""
    source = next((text for text in listing.texts if text.language == listing.language), None)
    known = category_index().get(listing.category)
    return ListingFacts(
        title=source.title if source else "",
        priced_variants=sum(variant.active for variant in listing.variants),
        filled=_filled(listing, identity),
        category_fits=known is not None and known.accepts(listing.kind),
        labels_without_certificate=tuple(
            row.label
            for row in listing.labels
            if not row.certificate and row.label in label_index() and label_index()[row.label].certificate
        ),
    )


def _filled(listing: Listing, identity: LegalIdentity | None) -> frozenset[str]:
    source = next((text for text in listing.texts if text.language == listing.language), None)
    filled = {name for name in WORDS if source and getattr(source, name)}
    filled |= {name for name, value in listing.facts.items() if value}
    if listing.allergens_declared:
        filled.add("allergens_declared")
    if listing.alcohol_content:
        filled.add("alcohol_content")
    units = {Unit(variant.unit) for variant in listing.variants if variant.active}
    if units and units <= _WITH_QUANTITY:
        filled.add("net_quantity")
    if identity and identity.legal_name and identity.registered_address:
        filled.add("operator")
    return frozenset(filled)
