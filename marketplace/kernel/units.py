"""What a price buys: net quantities, and the price per kilogram or litre that the law wants beside it.

A net quantity is a whole number of its unit's base: grams for g and kg, millilitres for ml, cl and l, a plain count for the
rest. 1.5 kg is kept as 1500 beside Unit.KG, so nothing is rounded and the unit still says how to write it.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from marketplace.kernel.errors import Invalid
from marketplace.kernel.money import Minor, divide_half_up


class Unit(StrEnum):
    """How a variant is counted or measured."""

    PIECE = "piece"
    G = "g"
    KG = "kg"
    ML = "ml"
    CL = "cl"
    L = "l"
    PERSON = "person"
    HOUR = "hour"
    NIGHT = "night"
    DAY = "day"


class UnitPrice(NamedTuple):
    """Minor units of money for one kilogram or one litre; `per` is Unit.KG or Unit.L."""

    minor: Minor
    per: Unit


LARGEST_QUANTITY = 10_000_000

_WEIGHTS = {Unit.G: 1, Unit.KG: 1000}
_VOLUMES = {Unit.ML: 1, Unit.CL: 10, Unit.L: 1000}
_IN_BASE = {**dict.fromkeys(Unit, 1), **_WEIGHTS, **_VOLUMES}
_BASES_PER_PRICED_UNIT = 1000
_TYPED = re.compile(r"(?P<whole>[0-9]{1,8}|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,](?P<part>[0-9]{1,3}))?")


def unit_price(price: Minor, quantity: int, unit: Unit) -> UnitPrice | None:
    """The price per kg or litre, half up, of `quantity` (in the base of `unit`) sold for `price`.

    None for what is sold by the piece, person, hour, night or day: directive 98/6/EC asks it for measured goods.
    Raises ValueError if the quantity is not positive.
    """
    if quantity <= 0:
        raise ValueError("a quantity must be positive")
    if unit in _WEIGHTS:
        per = Unit.KG
    elif unit in _VOLUMES:
        per = Unit.L
    else:
        return None
    return UnitPrice(divide_half_up(price * _BASES_PER_PRICED_UNIT, quantity), per)


def parse_quantity(text: str, unit: Unit, field: str = "quantity") -> int:
    """Read "500", "1,5" or "0.75" of `unit` as a whole number of its base, exactly.

    A point is always a decimal mark here: "1.500" kg is a kilogram and a half, and "1.500" g is refused as a fraction of
    nothing. Raises Invalid("quantity-unreadable") with `field`, `typed` and `reason`: not-a-quantity, not-positive,
    too-fine (less than a gram, a millilitre or a whole piece) or too-large.
    """
    reason, quantity = _read(text, unit)
    if reason:
        raise Invalid("quantity-unreadable", field=field, reason=reason, typed=text[:40])
    return quantity


def quantity_text(quantity: int, unit: Unit) -> str:
    """`quantity` of the base written in `unit`, with a point and no needless zeros: 1500 in kg is "1.5"."""
    whole, rest = divmod(quantity, _IN_BASE[unit])
    if not rest:
        return str(whole)
    digits = len(str(_IN_BASE[unit])) - 1
    return f"{whole}.{str(rest).zfill(digits).rstrip('0')}"


def _read(text: str, unit: Unit) -> tuple[str, int]:
    match = _TYPED.fullmatch(" ".join(text.split()))
    if not match:
        return "not-a-quantity", 0
    thousandths = int(match["whole"].replace(" ", "") + (match["part"] or "").ljust(3, "0"))
    quantity, rest = divmod(thousandths * _IN_BASE[unit], 1000)
    if rest:
        return "too-fine", 0
    if quantity == 0:
        return "not-positive", 0
    return ("too-large", 0) if quantity > LARGEST_QUANTITY else ("", quantity)
