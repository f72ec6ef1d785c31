"""The checks, each one statement over whole tables; each yields the differences it finds."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from sqlalchemy import and_, case, func, select

from marketplace.audit.rules import Difference
from marketplace.businesses.models import Business
from marketplace.catalog.models import Listing, StockMovement, Variant
from marketplace.catalog.rules import StockReason
from marketplace.extensions import db
from marketplace.facts.models import OutboxRow
from marketplace.facts.services import now
from marketplace.fulfilment.models import SlotDay
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.rules import OrderState
from marketplace.taxonomy.queries import category_index
from marketplace.territories.queries import commune_index

GRACE = timedelta(seconds=60)  # within which everything due is done, a crash included
HOLDING = (OrderState.PLACED, OrderState.ACCEPTED, OrderState.READY, OrderState.HANDED_OVER, OrderState.NO_SHOW)


def stock_is_its_movements() -> Iterator[Difference]:
    """A finite balance is the sum of its movements."""
    total = func.coalesce(func.sum(StockMovement.delta), 0)
    rows = db.session.execute(
        select(Variant.id, Variant.stock, total)
        .outerjoin(StockMovement, StockMovement.variant_id == Variant.id)
        .where(Variant.stock.is_not(None))
        .group_by(Variant.id, Variant.stock)
        .having(Variant.stock != total)
    )
    for variant_id, stock, expected in rows:
        yield Difference("stock", f"variant {variant_id}", str(expected), str(stock))


def movements_are_orders() -> Iterator[Difference]:
    """What an order took is what its lines say, and what it gave back is all of it or nothing.

    Unlimited variants have movements too, so that an order without one is always a fault.
    """
    sold = func.coalesce(func.sum(case((StockMovement.reason == StockReason.SOLD, -StockMovement.delta), else_=0)), 0)
    back = func.coalesce(
        func.sum(case((StockMovement.reason == StockReason.RELEASED, StockMovement.delta), else_=0)), 0
    )
    moved = (
        select(StockMovement.reference, StockMovement.variant_id, sold.label("sold"), back.label("back"))
        .where(StockMovement.reference != "")
        .group_by(StockMovement.reference, StockMovement.variant_id)
        .subquery()
    )
    ordered = (
        select(Order.code, Order.stock_returned, OrderLine.variant_id, func.sum(OrderLine.quantity).label("quantity"))
        .join(OrderLine, OrderLine.order_id == Order.id)
        .group_by(Order.code, Order.stock_returned, OrderLine.variant_id)
        .subquery()
    )
    joined = and_(moved.c.reference == ordered.c.code, moved.c.variant_id == ordered.c.variant_id)
    for row in db.session.execute(
        select(
            ordered, func.coalesce(moved.c.sold, 0).label("sold"), func.coalesce(moved.c.back, 0).label("back")
        ).outerjoin(moved, joined)
    ):
        subject = f"order {row.code}, variant {row.variant_id}"
        if row.sold != row.quantity:
            yield Difference("sold", subject, str(row.quantity), str(row.sold))
        returned = row.quantity if row.stock_returned else 0
        if row.back != returned:
            yield Difference("released", subject, str(returned), str(row.back))
    known = select(ordered.c.code)
    for reference in db.session.scalars(select(moved.c.reference).where(moved.c.reference.not_in(known)).distinct()):
        yield Difference("sold", f"reference {reference}", "an order", "none")


def purchases_are_whole() -> Iterator[Difference]:
    """A purchase is the sum of its orders, an order the sum of its lines, and neither is empty."""
    orders = func.coalesce(func.sum(Order.total), -1)
    for code, total, expected in db.session.execute(
        select(Purchase.code, Purchase.total, orders)
        .outerjoin(Order, Order.purchase_id == Purchase.id)
        .group_by(Purchase.id, Purchase.code, Purchase.total)
        .having(Purchase.total != orders)
    ):
        yield Difference("purchase", code, str(expected), str(total))
    lines = func.coalesce(func.sum(OrderLine.total), -1)
    for code, total, expected in db.session.execute(
        select(Order.code, Order.total, lines)
        .outerjoin(OrderLine, OrderLine.order_id == Order.id)
        .group_by(Order.id, Order.code, Order.total)
        .having(Order.total != lines)
    ):
        yield Difference("order", code, str(expected), str(total))


def slots_are_their_orders() -> Iterator[Difference]:
    """A slot holds as many claims as it has orders that were not called off."""
    holding = (
        select(Order.slot_id, Order.slot_day, func.count().label("orders"))
        .where(Order.state.in_(HOLDING))
        .group_by(Order.slot_id, Order.slot_day)
        .subquery()
    )
    expected = func.coalesce(holding.c.orders, 0)
    for slot_id, day, taken, wanted in db.session.execute(
        select(SlotDay.slot_id, SlotDay.day, SlotDay.taken, expected)
        .outerjoin(holding, and_(holding.c.slot_id == SlotDay.slot_id, holding.c.slot_day == SlotDay.day))
        .where(SlotDay.taken != expected)
    ):
        yield Difference("slot", f"slot {slot_id} on {day}", str(wanted), str(taken))


def outbox_is_done() -> Iterator[Difference]:
    """Everything that was due a minute ago is done or parked."""
    late = now() - GRACE
    for row in db.session.scalars(
        select(OutboxRow).where(
            OutboxRow.done_at.is_(None), OutboxRow.parked_at.is_(None), OutboxRow.due_at < late, OutboxRow.attempts == 0
        )
    ):
        yield Difference("outbox", f"row {row.id} ({row.kind})", "done or parked", "open")


def references_exist() -> Iterator[Difference]:
    """Communes and categories named by rows are in the reference data."""
    for slug, commune in db.session.execute(select(Business.slug, Business.commune)):
        if commune not in commune_index():
            yield Difference("commune", f"business {slug}", "a known code", commune)
    for table in (Business, Listing):
        for category in db.session.scalars(select(table.category).distinct()):
            if category not in category_index():
                yield Difference("category", table.__tablename__, "a known slug", category)


CHECKS: tuple[Callable[[], Iterator[Difference]], ...] = (
    stock_is_its_movements,
    movements_are_orders,
    purchases_are_whole,
    slots_are_their_orders,
    outbox_is_done,
    references_exist,
)


def differences() -> Iterator[Difference]:
    """Everything that does not add up."""
    for check in CHECKS:
        yield from check()
