"""Stock and prices. Variants are always locked in the order of their ids, and listings after them, so that baskets over
the same things never wait for each other in a ring. On SQLite the transaction itself is the lock."""

from collections.abc import Iterable
from functools import cache
from typing import cast

from sqlalchemy import BindParameter, Table, Update, bindparam, func, select, update
from sqlalchemy.orm.util import identity_key

from marketplace.catalog.events import ListingChanged
from marketplace.catalog.models import Listing, PriceChange, StockMovement, Variant
from marketplace.catalog.rules import StockReason
from marketplace.extensions import Base, db
from marketplace.facts.history import remember
from marketplace.facts.outbox import record
from marketplace.facts.services import now
from marketplace.kernel.money import Minor


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
    rows = select(Variant).where(Variant.id.in_(sorted(ids))).order_by(Variant.id).with_for_update(key_share=True)
    return {row.id: row for row in db.session.scalars(rows.execution_options(populate_existing=True))}


def lock_listings(ids: Iterable[int]) -> dict[int, Listing]:
    """The listings as they are now, locked until the end of the transaction; call it after `lock_variants`."""
    rows = select(Listing).where(Listing.id.in_(sorted(ids))).order_by(Listing.id).with_for_update(key_share=True)
    return {row.id: row for row in db.session.scalars(rows.execution_options(populate_existing=True))}


def touch(listing: Listing) -> None:
    """Says that what visitors see of a listing changed: a new version, and the fact for whoever keeps a copy."""
    db.session.flush()
    touch_ids([listing.id])


def touch_ids(ids: Iterable[int]) -> None:
    """`touch` for listings that are locked already."""
    known = sorted(ids)
    if not known:
        return
    db.session.execute(_raise_versions(), {"ids": known})
    forget(Listing, known, "version")
    for listing_id in known:
        record(ListingChanged(listing_id))


def forget(model: type[Base], ids: Iterable[int], attribute: str) -> None:
    """Lets rows that are loaded read an attribute again, because a statement has gone past them."""
    for number in ids:
        row = db.session.identity_map.get(identity_key(model, number))
        if row is not None:
            db.session.expire(row, [attribute])


@cache
def _raise_versions() -> Update:
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    table = cast(Table, Listing.__table__)
    return update(table).where(table.c.id.in_(ids)).values(version=table.c.version + 1)


def _note(variant_id: int, delta: int, reason: StockReason, reference: str, actor_id: int | None) -> None:
    if delta:
        db.session.add(
            StockMovement(
                variant_id=variant_id, delta=delta, reason=reason, reference=reference, actor_id=actor_id, at=now()
            )
        )


def _sum_of_movements(variant_id: int) -> int:
    total = db.session.scalar(select(func.sum(StockMovement.delta)).where(StockMovement.variant_id == variant_id))
    return total or 0
