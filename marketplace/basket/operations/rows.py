"""The rows of a basket. Its own row is locked first, so that the clicks of one visitor follow each other."""

from datetime import date

from flask import session
from flask_login import current_user
from sqlalchemy import Select, select

from marketplace.basket.models import Basket, BasketCollection, BasketLine
from marketplace.basket.queries import SESSION_KEY, whose
from marketplace.catalog.models import Variant
from marketplace.extensions import db
from marketplace.facts.rows import ensure_row
from marketplace.facts.services import now
from marketplace.kernel.codes import secret_token, token_hash
from marketplace.kernel.errors import NotFound


def lock_basket() -> Basket | None:
    """The visitor's basket, theirs alone until the end of the transaction."""
    mine = whose()
    return None if mine is None else locked(select(Basket).where(mine))


def lock_variants_of(basket: Basket) -> None:
    """Locks what lies in a basket, by id, so that what is read of it afterwards stays true."""
    db.session.execute(
        select(Variant.id)
        .join(BasketLine, BasketLine.variant_id == Variant.id)
        .where(BasketLine.basket_id == basket.id)
        .order_by(Variant.id)
        .with_for_update(key_share=True, of=Variant)
    )


def open_basket() -> Basket:
    """The visitor's basket, made now if this is the first thing that goes into it."""
    basket = lock_basket()
    if basket is not None:
        return basket
    if current_user.is_authenticated:
        ensure_row(Basket, user_id=current_user.id, updated_at=now())
    else:
        session[SESSION_KEY] = token = secret_token()
        ensure_row(Basket, token_hash=token_hash(token), updated_at=now())
    basket = lock_basket()
    if basket is None:
        raise LookupError("the basket that was just made is not there")
    return basket


def locked(which: Select[Basket]) -> Basket | None:
    """One basket as it is now, locked."""
    return db.session.scalars(which.with_for_update().execution_options(populate_existing=True)).first()


def own_line(line_id: int) -> tuple[Basket, BasketLine]:
    """A line of the visitor's basket, locked with it. Raises NotFound for anybody else's."""
    basket = lock_basket()
    line = db.session.get(BasketLine, line_id)
    if basket is None or line is None or line.basket_id != basket.id:
        raise NotFound("no-such-line")
    return basket, line


def keep_choice(basket: Basket, business_id: int, slot_id: int, day: date) -> None:
    """Writes down which slot was chosen for a business."""
    choice = db.session.scalar(
        select(BasketCollection).where(
            BasketCollection.basket_id == basket.id, BasketCollection.business_id == business_id
        )
    )
    if choice is None:
        choice = BasketCollection(basket_id=basket.id, business_id=business_id)
        db.session.add(choice)
    choice.slot_id, choice.day = slot_id, day


def touch(basket: Basket) -> None:
    """Says that the basket is in use."""
    basket.updated_at = now()
