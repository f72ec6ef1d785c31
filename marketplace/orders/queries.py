"""Reads of purchases and orders."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace.accounts.models import User
from marketplace.businesses.models import Business, LegalIdentity, Membership
from marketplace.businesses.queries import get_business_for
from marketplace.businesses.rules import Role
from marketplace.catalog.models import Listing, Variant
from marketplace.extensions import db
from marketplace.facts.models import History
from marketplace.kernel.codes import normalise_code, token_hash
from marketplace.kernel.errors import NotFound
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.rules import OPEN, VAT_EXEMPTIONS, OrderState
from marketplace.taxonomy.queries import category_index

WHOLE = (
    selectinload(Purchase.orders).selectinload(Order.lines),
    selectinload(Purchase.orders).joinedload(Order.business),
)


def purchase_by_intent(intent: str) -> Purchase | None:
    """The purchase that a form led to, if it was posted before."""
    return db.session.scalar(select(Purchase).where(Purchase.intent == intent))


def open_guest_orders(email: str, phone: str) -> int:
    """How many orders of guests are neither collected nor ended: the larger of the e-mail's and the phone's count."""
    by_phone = Purchase.phone == phone if phone else false()
    found = db.session.execute(
        select(
            func.count(case((Purchase.email == email, Order.id))).label("of_email"),
            func.count(case((by_phone, Order.id))).label("of_phone"),
        )
        .join(Order.purchase)
        .where(or_(Purchase.email == email, by_phone), Purchase.user_id.is_(None), Order.state.in_(OPEN))
    ).one()
    return max(found.of_email, found.of_phone)


def purchase_by_token(token: str) -> Purchase:
    """The purchase that a secret link leads to, with its orders and lines. Raises NotFound."""
    purchase = db.session.scalar(select(Purchase).where(Purchase.link_hash == token_hash(token)).options(*WHOLE))
    if purchase is None:
        raise NotFound("purchase-not-found")
    return purchase


def order_of(purchase: Purchase, code: str) -> Order:
    """One of the orders of a purchase. Raises NotFound for any other."""
    for order in purchase.orders:
        if order.code == code:
            return order
    raise NotFound("order-not-found")


def purchases_of(user_id: int, page: int, per_page: int) -> tuple[Sequence[Purchase], int]:
    """A member's purchases, the newest first, a page of them, and how many there are."""
    total = db.session.scalar(select(func.count(Purchase.id)).where(Purchase.user_id == user_id)) or 0
    rows = select(Purchase).where(Purchase.user_id == user_id).options(*WHOLE).order_by(Purchase.id.desc())
    return db.session.scalars(rows.limit(per_page).offset((page - 1) * per_page)).all(), total


def get_order_for(user: User, slug: str, code: str) -> Order:
    """An order of a business that the user works for. Raises NotFound for any other."""
    business = get_business_for(user, slug, Role.STAFF)
    order = db.session.scalar(
        select(Order)
        .where(Order.business_id == business.id, Order.code == normalise_code(code))
        .options(joinedload(Order.purchase), joinedload(Order.business), selectinload(Order.lines))
    )
    if order is None:
        raise NotFound("order-not-found")
    return order


def get_order_by_code_for(user: User, code: str) -> Order:
    """An order of any business that the user works for, by its code alone. Raises NotFound for any other."""
    order = db.session.scalar(
        select(Order)
        .join(Membership, Membership.business_id == Order.business_id)
        .where(Order.code == normalise_code(code), Membership.user_id == user.id)
        .options(joinedload(Order.purchase), joinedload(Order.business), selectinload(Order.lines))
    )
    if order is None:
        raise NotFound("order-not-found")
    return order


def orders_of(business_id: int, states: Collection[str], page: int, per_page: int) -> Sequence[Order]:
    """A business's orders in some states, the next collection first, the done ones by the latest change."""
    done = set(states).isdisjoint(OPEN)
    order_by = (Order.changed_at.desc(), Order.id.desc()) if done else (Order.slot_starts_at, Order.id)
    rows = (
        select(Order)
        .where(Order.business_id == business_id, Order.state.in_(states))
        .options(joinedload(Order.purchase), selectinload(Order.lines))
        .order_by(*order_by)
    )
    return db.session.scalars(rows.limit(per_page).offset((page - 1) * per_page)).all()


def counts_by_state(business_id: int) -> dict[str, int]:
    """How many orders a business has in each state."""
    rows = select(Order.state, func.count()).where(Order.business_id == business_id).group_by(Order.state)
    return dict(db.session.execute(rows).all())


@dataclass(frozen=True, slots=True)
class Prepare:
    """So many of one thing for one collection time."""

    slot_starts_at: datetime
    slot_ends_at: datetime
    title: str
    variant_name: str
    quantity: int
    orders: int


@dataclass(frozen=True, slots=True)
class Today:
    """What needs hands: to answer, to prepare (summed), to hand over."""

    to_answer: Sequence[Order]
    to_prepare: Sequence[Prepare]
    to_hand_over: Sequence[Order]


SHOWN_TODAY = 20


def today(business_id: int) -> Today:
    """What a business has to do, the most urgent first; a fixed number of rows of each."""
    placed = orders_of(business_id, [OrderState.PLACED], 1, SHOWN_TODAY)
    ready = orders_of(business_id, [OrderState.ACCEPTED, OrderState.READY], 1, SHOWN_TODAY)
    sums = (
        select(
            Order.slot_starts_at,
            Order.slot_ends_at,
            OrderLine.seller_title,
            OrderLine.variant_name,
            func.sum(OrderLine.quantity),
            func.count(Order.id.distinct()),
        )
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(Order.business_id == business_id, Order.state == OrderState.ACCEPTED)
        .group_by(Order.slot_starts_at, Order.slot_ends_at, OrderLine.seller_title, OrderLine.variant_name)
        .order_by(Order.slot_starts_at, OrderLine.seller_title)
        .limit(SHOWN_TODAY * 3)
    )
    return Today(placed, [Prepare(*row) for row in db.session.execute(sums)], ready)


def changes_of(order: Order) -> int:
    """How often something happened to an order, for the sequence of its calendar entry."""
    rows = select(func.count(History.id)).where(History.subject == "order", History.subject_id == order.id)
    return db.session.scalar(rows) or 0


def open_matters(user: User) -> bool:
    """Whether a member still has orders that are neither collected nor ended."""
    rows = select(Order.id).join(Order.purchase).where(Purchase.user_id == user.id, Order.state.in_(OPEN))
    return db.session.scalar(rows.limit(1)) is not None


def personal_data_of(user: User) -> list[dict[str, Any]]:
    """A member's purchases as plain values, for the export."""
    rows = select(Purchase).where(Purchase.user_id == user.id).options(*WHOLE).order_by(Purchase.id)
    return [_plain(purchase) for purchase in db.session.scalars(rows)]


def _plain(purchase: Purchase) -> dict[str, Any]:
    return {
        "code": purchase.code,
        "placed_at": purchase.placed_at.isoformat(),
        "name": purchase.name,
        "email": purchase.email,
        "phone": purchase.phone,
        "language": purchase.language,
        "invoice_address": purchase.invoice_address,
        "total": purchase.total,
        "currency": purchase.currency,
        "orders": [
            {
                "code": order.code,
                "business": order.seller,
                "state": order.state,
                "collection": {"starts_at": order.slot_starts_at.isoformat(), "place": order.place},
                "reason": order.reason,
                "lines": [
                    {"title": line.title, "variant": line.variant_name, "quantity": line.quantity, "total": line.total}
                    for line in order.lines
                ],
            }
            for order in purchase.orders
        ],
    }


def holds_alcohol(order: Order) -> bool:
    """Whether the buyer's age is to be looked at when handing over."""
    variants = [line.variant_id for line in order.lines]
    categories = (
        select(Listing.category).join(Variant, Variant.listing_id == Listing.id).where(Variant.id.in_(variants))
    )
    return any(category_index()[slug].alcohol for slug in db.session.scalars(categories))


def seller_of(business: Business, identity: LegalIdentity) -> dict[str, str]:
    """The trader as the buyer knew it, whatever changes later."""
    return {
        "name": business.name,
        "legal_name": identity.legal_name,
        "legal_form": identity.legal_form,
        "country": identity.country,
        "register_number": identity.register_number,
        "rea": identity.rea,
        "vat_number": identity.vat_number,
        "vat_exemption": VAT_EXEMPTIONS[identity.country] if identity.vat_exempt else "",
        "address": identity.registered_address,
        "mediator": identity.mediator,
        "email": business.email,
        "phone": business.phone,
    }
