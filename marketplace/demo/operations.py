"""Loading the demo: all of it in one transaction, so that a data folder holds the whole of it or nothing."""

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.demo.bulk import load_bulk
from marketplace.demo.businesses import load_businesses
from marketplace.demo.listings import load_listings
from marketplace.demo.people import load_people
from marketplace.extensions import db
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
        load_listings(made)


def load_rows(businesses: int, listings: int, users: int) -> None:
    """Fills a database with so many rows to measure with."""
    with transaction():
        load_bulk(businesses, listings, users)
