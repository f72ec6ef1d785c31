"""What happens to purchases and orders."""

from datetime import datetime

from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.outbox import record, schedule
from marketplace.facts.services import now
from marketplace.facts.tokens import derived_token
from marketplace.kernel.codes import handover_code, purchase_code, token_hash
from marketplace.orders.events import OrderPlaced, PurchasePlaced
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.rules import ORDER_STATES, LineDraft, OrderDraft, PaymentMeans, PurchaseDraft, answer_times

LINK = "purchase"  # the purpose of the secret in a buyer's link


def create_purchase(draft: PurchaseDraft) -> Purchase:
    """Writes the purchase with its orders, and lets buyer and businesses be told. Stock and slots are claimed already.

    Raises:
        sqlalchemy.exc.IntegrityError: the same form was posted before; its purchase is found by `draft.intent`.
    """
    at = now()
    code = purchase_code()
    purchase = Purchase(
        code=code,
        intent=draft.intent,
        link_hash=token_hash(derived_token(LINK, code)),
        user_id=draft.user_id,
        name=draft.name,
        email=draft.email,
        phone=draft.phone,
        language=draft.language,
        invoice_address=dict(draft.invoice_address),
        total=draft.total,
        currency=draft.currency,
        placed_at=at,
        orders=[_order(order, at) for order in draft.orders],
    )
    db.session.add(purchase)
    db.session.flush()
    remember("purchase", purchase.id, "placed", draft.user_id)
    record(PurchasePlaced(purchase.id))
    for order in purchase.orders:
        remember("order", order.id, "placed", draft.user_id)
        record(OrderPlaced(order.id))
        schedule("orders.remind", order.remind_at, order_id=order.id)
        schedule("orders.lapse", order.lapses_at, order_id=order.id)
    return purchase


def _order(draft: OrderDraft, at: datetime) -> Order:
    remind_at, lapses_at = answer_times(at, draft.cutoff_at)
    return Order(
        code=draft.code,
        business_id=draft.business_id,
        state=ORDER_STATES.initial,
        payment_means=PaymentMeans.ON_COLLECTION,
        total=draft.total,
        country=draft.country,
        seller=dict(draft.seller),
        slot_id=draft.slot_id,
        slot_day=draft.slot_day,
        slot_starts_at=draft.slot_starts_at,
        slot_ends_at=draft.slot_ends_at,
        place=dict(draft.place),
        handover_code=handover_code(),
        remind_at=remind_at,
        lapses_at=lapses_at,
        placed_at=at,
        changed_at=at,
        lines=[_line(line) for line in draft.lines],
    )


def _line(draft: LineDraft) -> OrderLine:
    return OrderLine(
        variant_id=draft.variant_id,
        title=draft.title,
        title_language=draft.title_language,
        seller_title=draft.seller_title,
        variant_name=draft.variant_name,
        quantity=draft.quantity,
        unit_price=draft.unit_price,
        total=draft.total,
        vat_class=draft.vat_class,
        vat_rate=draft.vat_rate,
        withdrawal_exception=draft.withdrawal_exception,
    )
