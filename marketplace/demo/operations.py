"""Loading the demo: all of it in one transaction, so that a data folder holds the whole of it or nothing."""

from sqlalchemy import select, update

from marketplace.accounts.models import User
from marketplace.demo.bulk import load_bulk
from marketplace.demo.businesses import load_businesses
from marketplace.demo.listings import load_listings
from marketplace.demo.moderation import load_moderation
from marketplace.demo.orders import load_orders
from marketplace.demo.people import load_people
from marketplace.extensions import db
from marketplace.facts.models import OutboxRow
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    empty = db.session.scalar(select(User.id).limit(1)) is None
    db.session.rollback()
    return empty


def load_demo() -> None:
    """Fills an empty database; the same words, numbers and states every time, dates relative to today."""
    with transaction():
        users = load_people()
        made = load_businesses(users)
        listings = load_listings(made)
        load_orders(made, listings, users)
        _settle()
        load_moderation(made, listings)


def _settle() -> None:
    """What loading set off is done: nobody is written to, and nothing is queued that the demo queues itself.

    What is due later stays: orders that wait for an answer will be reminded of, and lapse.
    """
    db.session.flush()
    db.session.execute(
        update(OutboxRow)
        .where(OutboxRow.handler.is_not(None), OutboxRow.done_at.is_(None))
        .where(OutboxRow.due_at <= now())
        .values(done_at=now())
    )
    db.session.execute(update(OutboxRow).where(OutboxRow.handler.is_(None)).values(due_at=now()))  # for the index, now


def load_rows(businesses: int, listings: int, users: int) -> None:
    """Fills a database with so many rows to measure with."""
    with transaction():
        load_bulk(businesses, listings, users)
