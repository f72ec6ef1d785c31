"""Reads of purchases and orders."""

from sqlalchemy import ColumnElement, func, select

from marketplace.extensions import db
from marketplace.orders.models import Order, Purchase
from marketplace.orders.rules import OPEN


def purchase_by_intent(intent: str) -> Purchase | None:
    """The purchase that a form led to, if it was posted before."""
    return db.session.scalar(select(Purchase).where(Purchase.intent == intent))


def open_guest_orders(email: str, phone: str) -> int:
    """How many orders of guests are neither collected nor ended: the larger of the e-mail's and the phone's count."""
    return max(_open_of_guests(Purchase.email == email), _open_of_guests(Purchase.phone == phone) if phone else 0)


def _open_of_guests(whose: ColumnElement[bool]) -> int:
    counted = (
        select(func.count(Order.id))
        .join(Order.purchase)
        .where(whose, Purchase.user_id.is_(None), Order.state.in_(OPEN))
    )
    return db.session.scalar(counted) or 0
