"""What lies in the basket."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.basket.models import Basket, BasketLine
from marketplace.basket.operations.rows import lock_basket, open_basket, own_line, touch
from marketplace.basket.queries import lines_of, offer_of
from marketplace.basket.rules import MOST_LINES, most
from marketplace.catalog.models import Variant
from marketplace.catalog.queries import Said, title_of
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.kernel.errors import Conflict, NotFound


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition led to: how many lie in the basket now, and whether that is fewer than were asked for."""

    title: Said
    quantity: int
    capped: bool


def add(variant_id: int, quantity: int, language: str) -> Added:
    """Puts so many (above zero) more of a variant into the visitor's basket, as far as stock and limits allow.

    Raises:
        NotFound: there is no such variant.
        Conflict: "not-for-sale", "out-of-stock" (with `title`) or "basket-full" (with `most`).
    """
    variant = db.session.get(Variant, variant_id)
    if variant is None:
        raise NotFound("no-such-variant")
    basket = open_basket()
    line = _line_of(basket, variant_id)
    offer = offer_of(variant, now())
    title = title_of(variant.listing, language)
    wanted = quantity + (line.quantity if line else 0)
    if not offer.for_sale or offer.stock == 0:
        code = "out-of-stock" if offer.for_sale else "not-for-sale"
        raise Conflict(code, title=title.text)
    possible = min(wanted, most(offer.stock))
    if line is None:
        _check_room(basket)
        db.session.add(
            BasketLine(basket_id=basket.id, variant_id=variant_id, quantity=possible, seen_price=offer.price)
        )
    else:
        line.quantity, line.seen_price = possible, offer.price
    touch(basket)
    return Added(title, possible, possible < wanted)


def set_quantities(quantities: Mapping[int, int]) -> list[int]:
    """Sets quantities by line id, 0 to remove, as far as stock allows; gives the ids of lines that got fewer.

    Lines that are not in the visitor's basket (any more) are passed over.
    """
    basket = lock_basket()
    fewer = []
    for line in lines_of(basket.id) if basket else ():
        wanted = quantities.get(line.id)
        if wanted is not None and _set(line, wanted) < wanted:
            fewer.append(line.id)
    if basket:
        touch(basket)
    return fewer


def change(line_id: int, quantity: int) -> int:
    """Sets the quantity of one line, 0 to remove it; gives how many it became. NotFound if it is not the visitor's."""
    basket, line = own_line(line_id)
    touch(basket)
    return _set(line, quantity)


def remove(line_id: int) -> None:
    """Takes a line out. Raises NotFound if it is not in the visitor's basket."""
    basket, line = own_line(line_id)
    db.session.delete(line)
    touch(basket)


def _set(line: BasketLine, wanted: int) -> int:
    """What is sold out stays, so that the page can say so."""
    possible = min(wanted, most(line.variant.stock))
    if possible:
        line.quantity = possible
    elif wanted == 0:
        db.session.delete(line)
    return possible


def _line_of(basket: Basket, variant_id: int) -> BasketLine | None:
    return db.session.scalar(
        select(BasketLine).where(BasketLine.basket_id == basket.id, BasketLine.variant_id == variant_id)
    )


def _check_room(basket: Basket) -> None:
    lines = db.session.scalar(select(func.count(BasketLine.id)).where(BasketLine.basket_id == basket.id))
    if (lines or 0) >= MOST_LINES:
        raise Conflict("basket-full", most=MOST_LINES)
