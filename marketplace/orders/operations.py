"""What happens to purchases and orders."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, func, insert, select, update

from marketplace.accounts.models import User
from marketplace.catalog.operations import release_stock
from marketplace.extensions import Base, db
from marketplace.facts.history import remember
from marketplace.facts.models import History
from marketplace.facts.outbox import record, schedule
from marketplace.facts.services import now
from marketplace.facts.tokens import derived_token
from marketplace.fulfilment.operations import release_slot
from marketplace.kernel.codes import handover_code, normalise_code, purchase_code, same_secret, token_hash
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.states import IllegalMove
from marketplace.orders.events import OrderMoved, OrderPlaced, PurchasePlaced, Withdrawn
from marketplace.orders.models import Order, OrderLine, Purchase, Withdrawal
from marketplace.orders.rules import (
    NEEDS_REASON,
    ORDER_STATES,
    RELEASING,
    LineDraft,
    OrderDraft,
    OrderEvent,
    OrderState,
    PaymentMeans,
    PurchaseDraft,
    answer_times,
)

MOST_ATTEMPTS = 10
ATTEMPTS_WITHIN = timedelta(minutes=15)
WRONG_CODE = "wrong code"
LINK = "purchase"  # the purpose of the secret in a buyer's link


def create_purchase(draft: PurchaseDraft) -> Purchase:
    """`place_purchase`, with the purchase read back."""
    return db.session.get_one(Purchase, place_purchase(draft)[0])


def place_purchase(draft: PurchaseDraft) -> tuple[int, str]:
    """Writes the purchase with its orders, and lets buyer and businesses be told; gives its id and code.

    Stock and slots are claimed already. Written past the session, because every order waits for it under lock.

    Raises:
        sqlalchemy.exc.IntegrityError: the same form was posted before; its purchase is found by `draft.intent`.
    """
    at = now()
    code = purchase_code()
    purchase_id = _insert(Purchase, _purchase(draft, code, at))
    remember("purchase", purchase_id, "placed", draft.user_id)
    record(PurchasePlaced(purchase_id))
    for order in draft.orders:
        row = _order(order, purchase_id, at)
        order_id = _insert(Order, row)
        db.session.execute(insert(_table(OrderLine)), [_line(line, order_id) for line in order.lines])
        remember("order", order_id, "placed", draft.user_id)
        record(OrderPlaced(order_id))
        schedule("orders.remind", row["remind_at"], order_id=order_id)
        schedule("orders.lapse", row["lapses_at"], order_id=order_id)
    return purchase_id, code


def move(
    order: Order, event: OrderEvent, actor_id: int | None, reason: str = "", *, return_stock: bool = False
) -> None:
    """Lets `event` happen to an order, with all that follows from it; stock and slot come back where it ends unserved.

    `return_stock` only counts when a buyer did not come: the goods may be spoilt, so the business decides.

    Raises:
        IllegalMove: the order is not in a state for it, perhaps since somebody else was faster.
        Invalid: "reason-missing": a business that calls an order off says why.
    """
    if event in NEEDS_REASON and not reason:
        raise Invalid("reason-missing", field="reason")
    before = OrderState(order.state)
    after = ORDER_STATES.next_state(before, event)
    moved = db.session.scalar(
        update(Order)
        .where(Order.id == order.id, Order.state == before)
        .values(state=after, reason=reason or Order.reason, changed_at=now())
        .returning(Order.id)
        .execution_options(synchronize_session=False)
    )
    if moved is None:
        raise IllegalMove(before, event)
    db.session.refresh(order)
    if event in RELEASING or (event is OrderEvent.MISS and return_stock):
        _give_back_stock(order)
    if event in RELEASING:
        release_slot(order.slot_id, order.slot_day)
    remember("order", order.id, event.value, actor_id)
    record(OrderMoved(order.id, event.value))


def return_missed_stock(order: Order, actor_id: int | None) -> None:
    """Puts what a buyer did not collect back on the shelf, once. Raises Conflict "stock-not-out"."""
    if order.state != OrderState.NO_SHOW or order.stock_returned:
        raise Conflict("stock-not-out")
    _give_back_stock(order)
    remember("order", order.id, "stock returned", actor_id)


def _give_back_stock(order: Order) -> None:
    marked = db.session.scalar(
        update(Order)
        .where(Order.id == order.id, ~Order.stock_returned)
        .values(stock_returned=True)
        .returning(Order.id)
        .execution_options(synchronize_session=False)
    )
    if marked is None:
        raise Conflict("stock-not-out")
    taken: Counter[int] = Counter()
    for line in order.lines:
        taken[line.variant_id] += line.quantity
    release_stock(taken, order.code)
    db.session.refresh(order)


def hand_over(order: Order, code: str, actor_id: int | None) -> None:
    """Hands an order over to whoever says its code.

    Raises:
        Invalid: "code-wrong"; after MOST_ATTEMPTS of them the code is refused for ATTEMPTS_WITHIN, "code-blocked".
        IllegalMove: it was handed over already, or called off.
    """
    if _wrong_codes(order) >= MOST_ATTEMPTS:
        raise Invalid("code-blocked", field="code")
    if not same_secret(normalise_code(code), normalise_code(order.handover_code)):
        raise Invalid("code-wrong", field="code")
    move(order, OrderEvent.HAND_OVER, actor_id)


def note_wrong_code(order: Order, actor_id: int | None) -> None:
    """Remembers a wrong code; in a transaction of its own, because the attempt's own is rolled back."""
    remember("order", order.id, WRONG_CODE, actor_id)


def _wrong_codes(order: Order) -> int:
    since = now() - ATTEMPTS_WITHIN
    wrong = (History.subject == "order", History.subject_id == order.id, History.verb == WRONG_CODE)
    return db.session.scalar(select(func.count(History.id)).where(*wrong, History.at > since)) or 0


def link_token(purchase: Purchase) -> str:
    """The secret in the buyer's link, made again for letters and redirects."""
    return derived_token(LINK, purchase.code)


def withdraw(code: str, name: str, email: str) -> None:
    """Records that a buyer withdraws from an order (Directive 2011/83/EU, article 11a) and has both sides told.

    Nobody learns here whether the order exists: an unknown one, or another address, is let pass in silence. An order
    that is not handed over yet is called off at the same time, where it still can be. Saying it twice changes nothing.
    """
    bought = (Order.code == normalise_code(code), Purchase.email == email)
    order = db.session.scalar(
        select(Order)
        .join(Order.purchase)
        .where(*bought)
        .with_for_update(key_share=True, of=Order)
        .execution_options(populate_existing=True)
    )
    if order is None or _withdrawn(order):
        return
    withdrawal = Withdrawal(order_id=order.id, name=name, at=now())
    db.session.add(withdrawal)
    db.session.flush()
    remember("order", order.id, "withdrawn", None)
    record(Withdrawn(withdrawal.id))
    if OrderEvent.CANCEL_BY_BUYER in ORDER_STATES.events_from(OrderState(order.state)):
        move(order, OrderEvent.CANCEL_BY_BUYER, None)


def _withdrawn(order: Order) -> bool:
    """Whether the buyer said so already; after the hand-over it is worth saying anew, since money is owed then."""
    since = order.changed_at if order.state == OrderState.HANDED_OVER else order.placed_at
    said = select(Withdrawal.id).where(Withdrawal.order_id == order.id, Withdrawal.at >= since).limit(1)
    return db.session.scalar(said) is not None


def erase_buyer(user: User) -> None:
    """Takes a person's name out of their purchases; what was sold stays for the books."""
    db.session.execute(
        update(Withdrawal)
        .where(Withdrawal.order_id.in_(select(Order.id).join(Order.purchase).where(Purchase.user_id == user.id)))
        .values(name="")
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(Purchase)
        .where(Purchase.user_id == user.id)
        .values(name="", email=f"closed-{user.id}@closed.invalid", phone="", invoice_address={})
        .execution_options(synchronize_session=False)
    )


def _table(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


def _insert(model: type[Base], row: dict[str, Any]) -> int:
    return cast(int, db.session.scalar(insert(_table(model)).returning(_table(model).c.id), row))


def _purchase(draft: PurchaseDraft, code: str, at: datetime) -> dict[str, Any]:
    return {
        "code": code,
        "intent": draft.intent,
        "link_hash": token_hash(derived_token(LINK, code)),
        "user_id": draft.user_id,
        "name": draft.name,
        "email": draft.email,
        "phone": draft.phone,
        "language": draft.language,
        "invoice_address": dict(draft.invoice_address),
        "total": draft.total,
        "currency": draft.currency,
        "placed_at": at,
    }


def _order(draft: OrderDraft, purchase_id: int, at: datetime) -> dict[str, Any]:
    remind_at, lapses_at = answer_times(at, draft.cutoff_at)
    return {
        "purchase_id": purchase_id,
        "code": draft.code,
        "business_id": draft.business_id,
        "state": ORDER_STATES.initial,
        "payment_means": PaymentMeans.ON_COLLECTION,
        "total": draft.total,
        "country": draft.country,
        "seller": dict(draft.seller),
        "slot_id": draft.slot_id,
        "slot_day": draft.slot_day,
        "slot_starts_at": draft.slot_starts_at,
        "slot_ends_at": draft.slot_ends_at,
        "place": dict(draft.place),
        "handover_code": handover_code(),
        "remind_at": remind_at,
        "lapses_at": lapses_at,
        "placed_at": at,
        "changed_at": at,
    }


def _line(draft: LineDraft, order_id: int) -> dict[str, Any]:
    return {
        "order_id": order_id,
        "variant_id": draft.variant_id,
        "title": draft.title,
        "title_language": draft.title_language,
        "seller_title": draft.seller_title,
        "variant_name": draft.variant_name,
        "quantity": draft.quantity,
        "unit_price": draft.unit_price,
        "total": draft.total,
        "vat_class": draft.vat_class,
        "vat_rate": draft.vat_rate,
        "withdrawal_exception": draft.withdrawal_exception,
    }
