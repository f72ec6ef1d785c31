"""The variants of a listing, written from what its form says."""

from collections.abc import Sequence

from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.operations.stock import adjust_price, adjust_stock, open_stock
from marketplace.catalog.rules import VariantDraft
from marketplace.extensions import db


def write_variants(listing: Listing, drafts: Sequence[VariantDraft], actor_id: int | None) -> None:
    """Makes the variants those of the drafts, in their order; call it with the listing locked.

    One that is left out is kept, inactive: orders and baskets name it, and its books stay true.
    """
    existing = {variant.id: variant for variant in listing.variants}
    kept = []
    for position, draft in enumerate(drafts):
        variant = existing.get(draft.id) if draft.id is not None else None
        if variant is None:
            kept.append(_add(listing, draft, position, actor_id))
        else:
            _change(variant, draft, position, actor_id)
            kept.append(variant)
    for variant in existing.values():
        if variant not in kept:
            variant.active = False
    db.session.flush()
    db.session.expire(listing, ["variants"])


def _add(listing: Listing, draft: VariantDraft, position: int, actor_id: int | None) -> Variant:
    variant = Variant(
        listing_id=listing.id,
        position=position,
        names=_named(draft),
        price=draft.price,
        currency="EUR",
        quantity=draft.quantity,
        unit=draft.unit,
        stock=draft.stock,
        active=draft.active,
    )
    db.session.add(variant)
    db.session.flush()
    open_stock(variant, actor_id)
    return variant


def _change(variant: Variant, draft: VariantDraft, position: int, actor_id: int | None) -> None:
    adjust_price(variant, draft.price, actor_id)
    if not draft.keep_stock:
        adjust_stock(variant, draft.stock, actor_id)
    variant.position = position
    variant.names = _named(draft)
    variant.quantity = draft.quantity
    variant.unit = draft.unit
    variant.active = draft.active


def _named(draft: VariantDraft) -> dict[str, str]:
    return {language: name for language, name in draft.names.items() if name}
