"""What orders set off later or outside: letters, reminders, the end of what nobody answered."""

from collections.abc import Callable
from urllib.parse import urlsplit

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.businesses.models import Membership
from marketplace.businesses.rules import Role
from marketplace.extensions import db
from marketplace.facts.outbox import Job
from marketplace.facts.services import config
from marketplace.facts.transaction import transaction
from marketplace.kernel.states import IllegalMove
from marketplace.orders import mails
from marketplace.orders.exports import calendar_file
from marketplace.orders.models import Order, Purchase, Withdrawal
from marketplace.orders.operations import move
from marketplace.orders.queries import changes_of
from marketplace.orders.rules import OrderEvent, OrderState
from marketplace.ports.mail import Attachment
from marketplace.web.letters import Letter, post

TOLD_TO_BUSINESS = frozenset({OrderEvent.CANCEL_BY_BUYER, OrderEvent.LAPSE})


def mail_purchase(job: Job) -> None:
    """Confirms a purchase to its buyer."""
    purchase = db.session.get_one(Purchase, job.payload["purchase_id"])

    def write() -> Letter:
        return mails.purchase_letter(purchase, [_calendar(order) for order in purchase.orders])

    post(job, purchase.email, purchase.language, write, reply_to=_reply_to(purchase.orders[0]))


def mail_new_order(job: Job) -> None:
    """Tells the business of an order."""
    order = db.session.get_one(Order, job.payload["order_id"])
    _to_business(job, order, lambda: mails.new_order_letter(order))


def mail_moved_to_buyer(job: Job) -> None:
    """Tells the buyer what happened to an order."""
    order = db.session.get_one(Order, job.payload["order_id"])
    event = OrderEvent(job.payload["event"])
    purchase = order.purchase
    post(job, purchase.email, purchase.language, lambda: mails.moved_letter(order, event), reply_to=_reply_to(order))


def mail_moved_to_business(job: Job) -> None:
    """Tells the business what it did not do itself."""
    event = OrderEvent(job.payload["event"])
    if event in TOLD_TO_BUSINESS:
        order = db.session.get_one(Order, job.payload["order_id"])
        _to_business(job, order, lambda: mails.called_off_letter(order, event))


def mail_withdrawal_to_buyer(job: Job) -> None:
    """The buyer's receipt."""
    withdrawal = db.session.get_one(Withdrawal, job.payload["withdrawal_id"])
    purchase = withdrawal.order.purchase
    post(job, purchase.email, purchase.language, lambda: mails.withdrawal_receipt(withdrawal, for_business=False))


def mail_withdrawal_to_business(job: Job) -> None:
    """The business's copy."""
    withdrawal = db.session.get_one(Withdrawal, job.payload["withdrawal_id"])
    _to_business(job, withdrawal.order, lambda: mails.withdrawal_receipt(withdrawal, for_business=True))


def remind(job: Job) -> None:
    """Half-way to its end, reminds the business of an order that nobody answered."""
    order = db.session.get_one(Order, job.payload["order_id"])
    if order.state == OrderState.PLACED:
        _to_business(job, order, lambda: mails.reminder_letter(order))


def lapse(job: Job) -> None:
    """Ends an order that nobody answered in time; one that was answered meanwhile is left alone."""
    with transaction():
        order = db.session.get_one(Order, job.payload["order_id"])
        if order.state == OrderState.PLACED:
            try:
                move(order, OrderEvent.LAPSE, None)
            except IllegalMove:  # answered at this very moment
                db.session.rollback()


def _to_business(job: Job, order: Order, write: Callable[[], Letter]) -> None:
    business = order.business
    language = db.session.scalar(
        select(User.language)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.business_id == business.id, Membership.role == Role.OWNER, User.closed_at.is_(None))
        .order_by(Membership.id)
    )
    post(job, business.email, language or business.language, write, reply_to=_buyers_address(order))


def _buyers_address(order: Order) -> str | None:
    """None once the buyer closed the account."""
    return order.purchase.email if order.purchase.name else None


def _reply_to(order: Order) -> str | None:
    return order.seller.get("email") or None


def _calendar(order: Order) -> Attachment:
    host = urlsplit(config().site_url).hostname or ""
    content = calendar_file(order, host, changes_of(order), order.changed_at)
    return Attachment(f"{order.code}.ics", "text/calendar", content)
