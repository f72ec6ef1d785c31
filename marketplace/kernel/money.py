"""Money is an integer of minor units (cents) beside its currency; no float comes near it."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from marketplace.kernel.errors import Invalid

Minor: TypeAlias = int
"""An amount in minor units of its currency: 1250 is 12.50 EUR."""

EUR = "EUR"
BASIS_POINTS = 10_000
LARGEST_PRICE: Minor = 100_000_000

_LONGEST_TEXT = 40
_APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u02bc\u00b4`"), "'")
_CURRENCY = r"(?:€|eur|euros?)"
_NEGATIVE = re.compile(rf"(?:{_CURRENCY} ?)?[-\u2212]", re.IGNORECASE)
_MARKED = re.compile(rf"(?:{_CURRENCY} ?)?(?P<amount>[0-9][0-9., ']*?)(?: ?{_CURRENCY})?", re.IGNORECASE)
_CENTS_AFTER_SIGN = re.compile(r"([0-9]{1,7}) ?€ ?([0-9]{2})")
_PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:[.,](?P<cents>[0-9]+))?")
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<by>[ '.,])[0-9]{3}(?:(?P=by)[0-9]{3})*)"
    r"(?:(?!(?P=by))[.,](?P<cents>[0-9]+))?"
)
_ONE_GROUP = len("123.456")


def split(total: Minor, weights: Sequence[int]) -> list[Minor]:
    """Share `total` in proportion to `weights` (none negative, not all zero); the parts add up to it exactly.

    By largest remainder; between equal remainders the earlier weight gets the cent, so the same call always gives the
    same parts. A weight of zero gets nothing. A negative total (a refund) mirrors the positive one. Raises ValueError.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must not be negative, nor all zero")
    size = abs(total)
    parts = [size * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
    for index in by_remainder[: size - sum(parts)]:
        parts[index] += 1
    return parts if total >= 0 else [-part for part in parts]


def divide_half_up(numerator: int, denominator: int) -> int:
    """Round `numerator / denominator` (denominator > 0) to the nearest integer, halves away from zero.

    Away from zero rather than upwards, so that what is given back equals what was taken.
    """
    if denominator <= 0:
        raise ValueError("the denominator must be positive")
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def percentage_half_up(amount: Minor, basis_points: int) -> Minor:
    """`basis_points` hundredths of a percent of `amount`: 550 is 5.5 %."""
    return divide_half_up(amount * basis_points, BASIS_POINTS)


def parse_price(text: str, field: str = "price") -> Minor:
    """Read a price as people type it: "12,50", "1 234,5", "€12.50", "12.5 EUR", "12 €", "12€50", "1.234,50", "1’234.50".

    The decimal mark is a comma or a point with one or two digits behind it; thousands may be set apart by spaces,
    apostrophes, points or commas. A lone mark before exactly three digits ("1.234", "1,234") is a thousand to some and
    a slip to others, so it is refused rather than guessed; several such marks ("1.000.000") can only be thousands and are read.

    Raises Invalid("price-unreadable") with `field`, `typed` and `reason`: not-a-price, ambiguous, negative,
    too-many-decimals or too-large (over LARGEST_PRICE).
    """
    reason, amount = _read(text)
    if reason:
        raise Invalid("price-unreadable", field=field, reason=reason, typed=text[:_LONGEST_TEXT])
    return amount


def _read(text: str) -> tuple[str, Minor]:
    # str.split() knows the no-break and narrow spaces that spreadsheets and French keyboards put in.
    cleaned = " ".join(text.translate(_APOSTROPHES).split())
    if len(cleaned) > _LONGEST_TEXT:
        return "not-a-price", 0
    if _NEGATIVE.match(cleaned):
        return "negative", 0
    if cents_after_sign := _CENTS_AFTER_SIGN.fullmatch(cleaned):
        return _read_amount(",".join(cents_after_sign.groups()))
    marked = _MARKED.fullmatch(cleaned)
    return _read_amount(marked["amount"]) if marked else ("not-a-price", 0)


def _read_amount(amount: str) -> tuple[str, Minor]:
    grouped = _GROUPED.fullmatch(amount)
    match = grouped or _PLAIN.fullmatch(amount)
    if not match:
        return "not-a-price", 0
    cents = match["cents"] or ""
    if grouped and not cents and grouped["by"] in ".," and len(amount) <= _ONE_GROUP:
        return "ambiguous", 0
    if len(cents) > 2:
        return "too-many-decimals", 0
    minor = int(re.sub("[^0-9]", "", match["whole"]) + cents.ljust(2, "0"))
    return ("too-large", 0) if minor > LARGEST_PRICE else ("", minor)
