"""Stock and prices. Variants are always locked in the order of their ids, and listings after them, so that baskets over
the same things never wait for each other in a ring. On SQLite the transaction itself is the lock."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select, update

from marketplace.catalog.events import ListingChanged
from marketplace.catalog.models import Listing, PriceChange, StockMovement, Variant
from marketplace.catalog.queries import business_states, local_day, sale_facts
from marketplace.catalog.rules import StockReason, refusal
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.outbox import record
from marketplace.facts.services import now
from marketplace.kernel.errors import Conflict, JsonValue
from marketplace.kernel.money import Minor


def claim_stock(wanted: Mapping[int, int], reference: str) -> None:
    """Takes quantities (above zero) by variant id, all of them or none, for the order that `reference` names.

    Raises:
        Conflict: "not-for-sale" with `variants` [{variant, reason}], or "out-of-stock" with `short`
            [{variant, wanted, left}]; each names every variant that is at fault.
    """
    _check_quantities(wanted)
    variants = lock_variants(wanted)
    listings = lock_listings({variant.listing_id for variant in variants.values()})
    _refuse_not_for_sale(wanted, variants, listings)
    _refuse_short(wanted, variants)
    for variant_id, quantity in sorted(wanted.items()):
        _move(variants[variant_id], -quantity, StockReason.SOLD, reference, None)
    touch_all(listings.values())


def release_stock(taken: Mapping[int, int], reference: str) -> None:
    """Gives back what the order took; repeating it gives nothing twice."""
    _check_quantities(taken)
    variants = lock_variants(taken)
    listings = lock_listings({variant.listing_id for variant in variants.values()})
    outstanding = _outstanding(reference)
    for variant_id, quantity in sorted(taken.items()):
        back = min(quantity, outstanding.get(variant_id, 0))
        if back > 0:
            _move(variants[variant_id], back, StockReason.RELEASED, reference, None)
    touch_all(listings.values())


def set_stock(variant: Variant, stock: int | None, actor_id: int | None) -> None:
    """Writes down what is really there; None means unlimited. Raises ValueError below zero."""
    lock_for_change(variant.listing)
    if adjust_stock(variant, stock, actor_id):
        touch(variant.listing)


def set_price(variant: Variant, price: Minor, actor_id: int | None = None) -> None:
    """Sets the price in minor units, VAT included, and keeps the one before. Raises ValueError below zero."""
    lock_for_change(variant.listing)
    if adjust_price(variant, price, actor_id):
        touch(variant.listing)


def adjust_stock(variant: Variant, stock: int | None, actor_id: int | None) -> bool:
    """`set_stock` for a caller that holds the locks and touches the listing itself; whether anything changed."""
    if stock is not None and stock < 0:
        raise ValueError("stock cannot be negative")
    if variant.stock == stock:
        return False
    if stock is not None:
        # While it was unlimited, sales were noted without a balance to guard, so their sum says where to start.
        known = variant.stock if variant.stock is not None else _sum_of_movements(variant.id)
        _note(variant.id, stock - known, StockReason.ADJUSTED, "", actor_id)
    remember("listing", variant.listing_id, "stock", actor_id, variant=variant.id, before=variant.stock, after=stock)
    variant.stock = stock
    return True


def adjust_price(variant: Variant, price: Minor, actor_id: int | None) -> bool:
    """`set_price` for a caller that holds the locks and touches the listing itself; whether anything changed."""
    if price < 0:
        raise ValueError("a price cannot be negative")
    if variant.price == price:
        return False
    remember("listing", variant.listing_id, "price", actor_id, variant=variant.id, before=variant.price, after=price)
    variant.price = price
    db.session.add(PriceChange(variant_id=variant.id, price=price, at=now()))
    return True


def open_stock(variant: Variant, actor_id: int | None) -> None:
    """Puts a new variant's first price and stock on the books."""
    db.session.add(PriceChange(variant_id=variant.id, price=variant.price, at=now()))
    if variant.stock:
        _note(variant.id, variant.stock, StockReason.INITIAL, "", actor_id)


def lock_for_change(listing: Listing) -> None:
    """Locks a listing with its variants before any of them is changed, in the order that orders lock them too."""
    lock_variants(db.session.scalars(select(Variant.id).where(Variant.listing_id == listing.id)).all())
    lock_listings([listing.id])


def lock_variants(ids: Iterable[int]) -> dict[int, Variant]:
    """The variants as they are now, locked until the end of the transaction."""
    rows = select(Variant).where(Variant.id.in_(sorted(ids))).order_by(Variant.id).with_for_update()
    return {row.id: row for row in db.session.scalars(rows.execution_options(populate_existing=True))}


def lock_listings(ids: Iterable[int]) -> dict[int, Listing]:
    """The listings as they are now, locked until the end of the transaction; call it after `lock_variants`."""
    rows = select(Listing).where(Listing.id.in_(sorted(ids))).order_by(Listing.id).with_for_update()
    return {row.id: row for row in db.session.scalars(rows.execution_options(populate_existing=True))}


def touch(listing: Listing) -> None:
    """Says that what visitors see of a listing changed: a new version, and the fact for whoever keeps a copy."""
    touch_all([listing])


def touch_all(listings: Iterable[Listing]) -> None:
    """`touch` for several, in the order of their ids."""
    for listing in sorted(listings, key=lambda item: item.id):
        db.session.flush()
        db.session.execute(
            update(Listing).where(Listing.id == listing.id).values(version=Listing.version + 1),
            execution_options={"synchronize_session": False},
        )
        db.session.expire(listing, ["version"])
        record(ListingChanged(listing.id))


def _check_quantities(quantities: Mapping[int, int]) -> None:
    if any(quantity <= 0 for quantity in quantities.values()):
        raise ValueError("a quantity must be above zero")


def _refuse_not_for_sale(
    wanted: Mapping[int, int], variants: Mapping[int, Variant], listings: Mapping[int, Listing]
) -> None:
    today = local_day()
    states = business_states({listing.business_id for listing in listings.values()})
    refused: list[JsonValue] = []
    for variant_id in sorted(wanted):
        reason: str | None = "gone"
        if variant := variants.get(variant_id):
            listing = listings[variant.listing_id]
            reason = refusal(sale_facts(variant, listing, states[listing.business_id]), today)
        if reason:
            refused.append({"variant": variant_id, "reason": reason})
    if refused:
        raise Conflict("not-for-sale", variants=refused)


def _refuse_short(wanted: Mapping[int, int], variants: Mapping[int, Variant]) -> None:
    short = [
        {"variant": variant_id, "wanted": quantity, "left": left}
        for variant_id, quantity in sorted(wanted.items())
        if (left := variants[variant_id].stock) is not None and left < quantity
    ]
    if short:
        raise Conflict("out-of-stock", short=short)


def _move(variant: Variant, delta: int, reason: StockReason, reference: str, actor_id: int | None) -> None:
    """Moves the balance in one guarded statement; the guard holds even if a caller forgot to lock."""
    _note(variant.id, delta, reason, reference, actor_id)
    if variant.stock is None:
        return
    moved = db.session.execute(
        update(Variant).where(Variant.id == variant.id, Variant.stock + delta >= 0).values(stock=Variant.stock + delta),
        execution_options={"synchronize_session": False},
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise Conflict("out-of-stock", short=[{"variant": variant.id, "wanted": -delta, "left": 0}])
    db.session.expire(variant, ["stock"])


def _note(variant_id: int, delta: int, reason: StockReason, reference: str, actor_id: int | None) -> None:
    if delta:
        db.session.add(
            StockMovement(
                variant_id=variant_id, delta=delta, reason=reason, reference=reference, actor_id=actor_id, at=now()
            )
        )


def _outstanding(reference: str) -> dict[int, int]:
    """What an order still holds, by variant id."""
    rows = db.session.execute(
        select(StockMovement.variant_id, -func.sum(StockMovement.delta))
        .where(StockMovement.reference == reference)
        .group_by(StockMovement.variant_id)
    )
    return {row[0]: row[1] for row in rows}


def _sum_of_movements(variant_id: int) -> int:
    total = db.session.scalar(select(func.sum(StockMovement.delta)).where(StockMovement.variant_id == variant_id))
    return total or 0
