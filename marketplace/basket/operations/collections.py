"""Where and when things will be collected, and taking note of what changed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import cast

from sqlalchemy import Table, delete, select, update

from marketplace.basket.models import Basket, BasketCollection, BasketLine
from marketplace.basket.operations.rows import keep_choice, lock_basket, touch
from marketplace.basket.queries import collections_of, lines_of, offer_of
from marketplace.basket.rules import settle
from marketplace.businesses.models import Business
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.fulfilment.queries import offered_slots
from marketplace.kernel.errors import Conflict, NotFound


def choose(business_slug: str, slot_id: int, day: date, at: datetime) -> None:
    """Chooses where and when the things of one business will be collected; nothing is claimed yet.

    Raises:
        NotFound: the visitor has no basket, or there is no such business.
        Conflict: "slot-gone" when it is not offered, "slot-full" when it has no room.
    """
    basket = lock_basket()
    business = db.session.scalar(select(Business).where(Business.slug == business_slug))
    if basket is None or business is None:
        raise NotFound("no-such-parcel")
    offered = {(slot.slot_id, slot.day): slot for slot in offered_slots(business.id, at)}
    found = offered.get((slot_id, day))
    if found is None or not found.free:
        raise Conflict("slot-full" if found else "slot-gone", business=business.name)
    keep_choice(basket, business.id, slot_id, day)
    touch(basket)


def adopt(at: datetime) -> None:
    """Writes down what changed since the visitor looked: prices now seen, quantities that can be had, slots gone."""
    basket = lock_basket()
    if basket is None:
        return
    business_ids = set()
    for line in lines_of(basket.id):
        quantity, _changes = settle(line.quantity, line.seen_price, offer_of(line.variant, at))
        if quantity:
            line.quantity, line.seen_price = quantity, line.variant.price
            business_ids.add(line.variant.listing.business_id)
        else:
            db.session.delete(line)
    for choice in collections_of(basket.id):
        free = {(slot.slot_id, slot.day) for slot in offered_slots(choice.business_id, at) if slot.free}
        if choice.business_id not in business_ids or (choice.slot_id, choice.day) not in free:
            db.session.delete(choice)
    touch(basket)


def take_out(basket: Basket, line_ids: Iterable[int], business_ids: Iterable[int]) -> None:
    """Empties the basket of what was ordered."""
    lines, chosen = cast(Table, BasketLine.__table__), cast(Table, BasketCollection.__table__)
    baskets = cast(Table, Basket.__table__)
    for gone in (
        delete(lines).where(lines.c.basket_id == basket.id, lines.c.id.in_(list(line_ids))),
        delete(chosen).where(chosen.c.basket_id == basket.id, chosen.c.business_id.in_(list(business_ids))),
        update(baskets).where(baskets.c.id == basket.id).values(updated_at=now()),
    ):
        db.session.execute(gone)
    db.session.expire(basket)
