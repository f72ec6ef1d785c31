"""Listings and what is sold of them."""

from itertools import count
from typing import Any

from marketplace.businesses.models import Business
from marketplace.catalog.models import Listing, ListingText, PriceChange, StockMovement, Variant
from marketplace.extensions import db
from marketplace.facts.services import now

_numbers = count(1)


def make_listing(business: Business, **overrides: Any) -> Listing:
    """A live cheese with every mandatory field and no variant yet."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "business_id": business.id,
        "slug": f"tomme-{number}",
        "state": "live",
        "kind": "product",
        "category": "cheese",
        "language": "fr",
        "vat_class": "reduced",
        "allergens": ["milk"],
        "allergens_declared": True,
        "withdrawal_exception": "perishable",
        "created_at": now(),
        "published_at": now(),
    }
    listing = Listing(**{**values, **overrides})
    listing.texts = [
        ListingText(
            language="fr",
            title=f"Tomme {number}",
            summary="Lait cru, quatre mois de cave",
            description="Une tomme de montagne.",
            ingredients="**lait** cru de vache, sel, présure",
            origin="Bessans, France",
            storage="4 à 8 °C",
        )
    ]
    db.session.add(listing)
    db.session.flush()
    return listing


def make_variant(listing: Listing, stock: int | None = 10, price: int = 960, **overrides: Any) -> Variant:
    """A piece of 400 g, with its opening stock and price on the books."""
    values: dict[str, Any] = {"quantity": 400, "unit": "g", "position": len(listing.variants)}
    variant = Variant(listing_id=listing.id, stock=stock, price=price, **{**values, **overrides})
    db.session.add(variant)
    db.session.flush()
    db.session.add(PriceChange(variant_id=variant.id, price=price, at=now()))
    if stock:
        db.session.add(StockMovement(variant_id=variant.id, delta=stock, reason="initial", at=now()))
    db.session.flush()
    db.session.refresh(listing, ["variants"])
    return variant
