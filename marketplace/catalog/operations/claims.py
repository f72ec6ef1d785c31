"""Taking stock for orders and giving it back.

Written close to the tables, and with statements built once, because every order passes here.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Row, Select, Table, Update, bindparam, func, insert, select, update

from marketplace.businesses.models import Business
from marketplace.catalog.models import Listing, StockMovement, Variant
from marketplace.catalog.operations.stock import forget, touch_ids
from marketplace.catalog.queries import local_day
from marketplace.catalog.rules import SaleFacts, StockReason, refusal
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.kernel.errors import Conflict, JsonValue

Rows = Mapping[int, Row[Any]]  # by id


def claim_stock(wanted: Mapping[int, int], reference: str) -> None:
    """Takes quantities (above zero) by variant id, all of them or none, for the order that `reference` names.

    Raises:
        Conflict: "not-for-sale" with `variants` [{variant, reason}], or "out-of-stock" with `short`
            [{variant, wanted, left}]; each names every variant that is at fault.
    """
    _check_quantities(wanted)
    variants = _locked(_variants(), wanted)
    listings = _locked(_listings(), {variant.listing_id for variant in variants.values()})
    _refuse_not_for_sale(wanted, variants, listings)
    _refuse_short(wanted, variants)
    _move(variants, {variant_id: -quantity for variant_id, quantity in wanted.items()}, StockReason.SOLD, reference)
    touch_ids(listings)


def release_stock(taken: Mapping[int, int], reference: str) -> None:
    """Gives back what the order took; repeating it gives nothing twice."""
    _check_quantities(taken)
    variants = _locked(_variants(), taken)
    listings = _locked(_listings(), {variant.listing_id for variant in variants.values()})
    held = _held(reference)
    back = {variant_id: min(quantity, held.get(variant_id, 0)) for variant_id, quantity in taken.items()}
    _move(variants, {variant_id: delta for variant_id, delta in back.items() if delta}, StockReason.RELEASED, reference)
    touch_ids(listings)


def _check_quantities(quantities: Mapping[int, int]) -> None:
    if any(quantity <= 0 for quantity in quantities.values()):
        raise ValueError("a quantity must be above zero")


def _locked(statement: Select, ids: Iterable[int]) -> Rows:
    """Rows as they are now, locked in the order of their ids until the end of the transaction."""
    return {row.id: row for row in db.session.execute(statement, {"ids": sorted(ids)})}


def _refuse_not_for_sale(wanted: Mapping[int, int], variants: Rows, listings: Rows) -> None:
    today = local_day()
    refused: list[JsonValue] = []
    for variant_id in sorted(wanted):
        reason: str | None = "gone"
        if variant := variants.get(variant_id):
            reason = refusal(_facts(variant, listings[variant.listing_id]), today)
        if reason:
            refused.append({"variant": variant_id, "reason": reason})
    if refused:
        raise Conflict("not-for-sale", variants=refused)


def _facts(variant: Row[Any], listing: Row[Any]) -> SaleFacts:
    return SaleFacts(
        active=variant.active,
        buyable=listing.buyable,
        listing_state=listing.state,
        business_state=listing.business_state,
        season_first=listing.season_first,
        season_last=listing.season_last,
    )


def _refuse_short(wanted: Mapping[int, int], variants: Rows) -> None:
    short = [
        {"variant": variant_id, "wanted": quantity, "left": left}
        for variant_id, quantity in sorted(wanted.items())
        if (left := variants[variant_id].stock) is not None and left < quantity
    ]
    if short:
        raise Conflict("out-of-stock", short=short)


def _move(variants: Rows, deltas: Mapping[int, int], reason: StockReason, reference: str) -> None:
    """Moves books and balances; each balance by a guarded statement, which holds even if a lock was forgotten."""
    if not deltas:
        return
    ordered = sorted(deltas.items())
    _note(ordered, reason, reference)
    for variant_id, delta in ordered:
        if variants[variant_id].stock is None:
            continue
        moved = db.session.execute(_balance(), {"variant_id": variant_id, "delta": delta})
        if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
            raise Conflict("out-of-stock", short=[{"variant": variant_id, "wanted": -delta, "left": 0}])
    forget(Variant, deltas, "stock")


def _note(deltas: Sequence[tuple[int, int]], reason: StockReason, reference: str) -> None:
    at = now()
    rows = [
        {"variant_id": variant_id, "delta": delta, "reason": reason.value, "reference": reference, "at": at}
        for variant_id, delta in deltas
    ]
    db.session.execute(_notes(), rows)


def _held(reference: str) -> dict[int, int]:
    """What an order still holds, by variant id."""
    rows = db.session.execute(
        select(StockMovement.variant_id, -func.sum(StockMovement.delta))
        .where(StockMovement.reference == reference)
        .group_by(StockMovement.variant_id)
    )
    return {row[0]: row[1] for row in rows}


@cache
def _variants() -> Select:
    columns = select(Variant.id, Variant.listing_id, Variant.stock, Variant.active)
    rows = columns.where(Variant.id.in_(bindparam("ids", expanding=True)))
    return rows.order_by(Variant.id).with_for_update(key_share=True)


@cache
def _listings() -> Select:
    seasons = (Listing.season_first, Listing.season_last)
    columns = select(Listing.id, Listing.state, Listing.buyable, *seasons, Business.state.label("business_state"))
    rows = columns.join(Listing.business).where(Listing.id.in_(bindparam("ids", expanding=True)))
    return rows.order_by(Listing.id).with_for_update(key_share=True, of=Listing)


@cache
def _balance() -> Update:
    table = cast(Table, Variant.__table__)
    left = table.c.stock + bindparam("delta")
    return update(table).where(table.c.id == bindparam("variant_id"), left >= 0).values(stock=left)


@cache
def _notes() -> Insert:
    return insert(cast(Table, StockMovement.__table__))
