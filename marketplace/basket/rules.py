"""Pure decisions about baskets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from marketplace.kernel.money import Minor

MOST_LINES = 50
MOST_OF_ONE = 99


class ChangeKind(StrEnum):
    """What may have happened to a part of a basket since its visitor looked."""

    PRICE = "price"
    FEWER_LEFT = "fewer_left"
    SOLD_OUT = "sold_out"
    NOT_SOLD = "not_sold"
    SLOT_FULL = "slot_full"
    SLOT_GONE = "slot_gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One change, of a line (`name` is the listing's) or of a collection (the business's).

    `before` and `after` are prices in minor units, or quantities where fewer are left.
    """

    kind: ChangeKind
    name: str
    foreign: str | None = None  # the language of the name, where it is not the reader's
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """How a variant stands now; `stock` is None where it never runs out."""

    price: Minor
    stock: int | None
    for_sale: bool


def most(stock: int | None) -> int:
    """How many of one variant a basket may hold."""
    return MOST_OF_ONE if stock is None else min(stock, MOST_OF_ONE)


def settle(quantity: int, seen_price: Minor, offer: Offer) -> tuple[int, Sequence[ChangeKind]]:
    """How many of a line can still be had (0: the line goes), and what changed about it."""
    if not offer.for_sale:
        return 0, [ChangeKind.NOT_SOLD]
    if offer.stock == 0:
        return 0, [ChangeKind.SOLD_OUT]
    possible = min(quantity, most(offer.stock))
    changes = [ChangeKind.FEWER_LEFT] if possible < quantity else []
    if offer.price != seen_price:
        changes.append(ChangeKind.PRICE)
    return possible, changes
