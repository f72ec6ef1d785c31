"""The guest's basket becomes the member's, and goes with the account."""

from flask import session
from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.basket.models import Basket, BasketLine
from marketplace.basket.operations.rows import keep_choice, locked, touch
from marketplace.basket.queries import SESSION_KEY, collections_of, lines_of
from marketplace.basket.rules import MOST_LINES, most
from marketplace.extensions import db
from marketplace.kernel.codes import token_hash


def merge_on_login(user: User) -> None:
    """Pours the basket that a guest filled into the member's own: quantities add up, the guest's slots win."""
    token = session.pop(SESSION_KEY, None)
    guest = locked(select(Basket).where(Basket.token_hash == token_hash(token))) if token else None
    if guest is None:
        return
    own = locked(select(Basket).where(Basket.user_id == user.id))
    if own is None:
        guest.token_hash, guest.user_id = None, user.id
        touch(guest)
        return
    held = {line.variant_id: line for line in lines_of(own.id)}
    for line in lines_of(guest.id):
        _pour(line, own, held)
    for choice in collections_of(guest.id):
        keep_choice(own, choice.business_id, choice.slot_id, choice.day)
    db.session.delete(guest)
    touch(own)


def forget_basket(user: User) -> None:
    """Empties and removes the basket of somebody who closes the account."""
    basket = locked(select(Basket).where(Basket.user_id == user.id))
    if basket is not None:
        db.session.delete(basket)


def _pour(line: BasketLine, own: Basket, held: dict[int, BasketLine]) -> None:
    """Moves one line over; beyond the basket's limit it is left behind."""
    before = held.get(line.variant_id)
    quantity = min(line.quantity + (before.quantity if before else 0), most(line.variant.stock) or line.quantity)
    if before is not None:
        before.quantity, before.seen_price = quantity, line.seen_price
    elif len(held) < MOST_LINES:
        poured = BasketLine(basket_id=own.id, variant_id=line.variant_id, quantity=quantity, seen_price=line.seen_price)
        db.session.add(poured)
        held[line.variant_id] = poured
