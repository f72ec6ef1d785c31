"""Whose basket it is, and its rows."""

from collections.abc import Sequence
from functools import cache

from flask import has_request_context, session
from flask_login import current_user
from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from marketplace.basket.models import Basket, BasketCollection, BasketLine
from marketplace.catalog.models import Listing, ListingPhoto, Variant
from marketplace.extensions import db
from marketplace.kernel.codes import token_hash

SESSION_KEY = "basket"  # under which the session keeps a guest's token


def whose() -> ColumnElement[bool] | None:
    """Which basket is the visitor's: the member's, else the one that the session's token opens; None without either."""
    if not has_request_context():
        return None
    if current_user.is_authenticated:
        return Basket.user_id == current_user.id
    token = session.get(SESSION_KEY)
    return Basket.token_hash == token_hash(token) if token else None


def current_basket() -> Basket | None:
    """The visitor's basket, None while nothing was ever put into it."""
    mine = whose()
    return None if mine is None else db.session.scalar(select(Basket).where(mine))


def count() -> int:
    """How many pieces lie in the visitor's basket, for the header of every page."""
    mine = whose()
    if mine is None:
        return 0
    pieces = select(func.sum(BasketLine.quantity)).join(Basket, Basket.id == BasketLine.basket_id).where(mine)
    return db.session.scalar(pieces) or 0


def lines_of(basket_id: int, *, pictures: bool = True) -> Sequence[BasketLine]:
    """A basket's lines with all that is said of them, as the database has them now; pictures where they are shown."""
    return db.session.scalars(_lines(pictures), {"basket": basket_id}).all()


def collections_of(basket_id: int) -> Sequence[BasketCollection]:
    """The slots that were chosen."""
    return db.session.scalars(_collections(), {"basket": basket_id}).all()


@cache
def _lines(pictures: bool) -> Select[BasketLine]:
    """Built once: building it takes longer than running it."""
    listing = joinedload(BasketLine.variant).joinedload(Variant.listing)
    photos = [listing.selectinload(Listing.photos).joinedload(ListingPhoto.photo)] if pictures else []
    return (
        select(BasketLine)
        .where(BasketLine.basket_id == bindparam("basket"))
        .options(listing.joinedload(Listing.business), listing.selectinload(Listing.texts), *photos)
        .order_by(BasketLine.id)
        .execution_options(populate_existing=True)
    )


@cache
def _collections() -> Select[BasketCollection]:
    return (
        select(BasketCollection)
        .where(BasketCollection.basket_id == bindparam("basket"))
        .execution_options(populate_existing=True)
    )
