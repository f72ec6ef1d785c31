"""What visitors type into the basket page: one quantity a line, one slot a business."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from marketplace.basket.rules import MOST_OF_ONE
from marketplace.fulfilment.rules import read_slot_key

QUANTITY = "quantity-"
SLOT = "slot-"


@dataclass(slots=True)
class TypedBasket:
    """The page as it was sent: what could be read, and what is wrong with the rest, by field name."""

    quantities: dict[int, int] = field(default_factory=dict)  # by line id
    slots: dict[str, tuple[int, date]] = field(default_factory=dict)  # by business slug
    errors: dict[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


def read_basket(sent: Mapping[str, str]) -> TypedBasket:
    """Reads the posted page; names that it does not have are passed over."""
    read = TypedBasket(typed=sent)
    for name, line_id, text in _numbered(sent):
        quantity = read_quantity(text)
        if quantity is None:
            read.errors[name] = _("Write a whole number from 0 to %(most)s.", most=MOST_OF_ONE)
        else:
            read.quantities[line_id] = quantity
    for name, text in sent.items():
        if name.startswith(SLOT) and (key := read_slot_key(text)):
            read.slots[name.removeprefix(SLOT)] = key
    return read


def read_quantity(text: str) -> int | None:
    """A whole number from 0 to MOST_OF_ONE, None for anything else."""
    text = text.strip()
    if not text.isascii() or not text.isdecimal() or len(text) > 4 or int(text) > MOST_OF_ONE:
        return None
    return int(text)


def _numbered(sent: Mapping[str, str]) -> Iterator[tuple[str, int, str]]:
    for name, text in sent.items():
        number = name.removeprefix(QUANTITY)
        if number != name and number.isascii() and number.isdecimal() and len(number) < 10:
            yield name, int(number), text
