"""What a buyer was shown, as plain values: its fingerprint, and what is different when it no longer holds."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from marketplace.kernel.money import EUR, Minor

MOST_GUEST_ORDERS = 3  # open and unpaid, per e-mail and per phone
_INTENT = re.compile(r"[A-Za-z0-9_-]{20,64}")
_LONGEST_SNAPSHOT = 20_000
_LARGEST = 2**31 - 1
_LINE = ("variant", "quantity", "price", "vat")


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of the offer; `price` of one piece in minor units with VAT, `vat` in basis points."""

    variant: int
    quantity: int
    price: Minor
    vat: int


@dataclass(frozen=True, slots=True)
class SeenParcel:
    """What one business would prepare; `slot` as fulfilment.rules.slot_key."""

    business: int
    slot: str
    lines: tuple[SeenLine, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that a buyer agrees to by the last button, however it is worded on the page."""

    parcels: tuple[SeenParcel, ...]
    total: Minor
    currency: str = EUR

    def text(self) -> str:
        """The same text for the same offer: parcels by business, lines by variant."""
        ordered = [
            {**asdict(parcel), "lines": [asdict(line) for line in sorted(parcel.lines, key=lambda line: line.variant)]}
            for parcel in sorted(self.parcels, key=lambda parcel: parcel.business)
        ]
        whole = {"parcels": ordered, "total": self.total, "currency": self.currency}
        return json.dumps(whole, sort_keys=True, separators=(",", ":"))

    def fingerprint(self) -> str:
        """SHA-256 of the text, in hex."""
        return fingerprint_of(self.text())


class DifferenceKind(StrEnum):
    """How an offer differs from the one that was shown."""

    ADDED = "added"
    GONE = "gone"
    QUANTITY = "quantity"
    PRICE = "price"
    VAT = "vat"
    SLOT = "slot"
    PARCEL_GONE = "parcel_gone"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Difference:
    """One of them: `subject` is a variant's id, a business's for SLOT and PARCEL_GONE, 0 for TOTAL."""

    kind: DifferenceKind
    subject: int
    before: int = 0
    after: int = 0


def fingerprint_of(text: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_intent(text: str) -> bool:
    """Whether this is a mark as the checkout form carries it."""
    return _INTENT.fullmatch(text) is not None


def read_snapshot(text: str, fingerprint: str) -> Snapshot | None:
    """The offer that a form says it showed, None unless it is the very one of the fingerprint."""
    if len(text) > _LONGEST_SNAPSHOT or fingerprint_of(text) != fingerprint:
        return None
    try:
        whole = json.loads(text)
        parcels = tuple(_read_parcel(parcel) for parcel in whole["parcels"])
        return Snapshot(parcels, _number(whole["total"]), str(whole["currency"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _read_parcel(parcel: dict[str, Any]) -> SeenParcel:
    lines = tuple(SeenLine(**{name: _number(line[name]) for name in _LINE}) for line in parcel["lines"])
    return SeenParcel(_number(parcel["business"]), str(parcel["slot"]), lines)


def _number(value: object) -> int:
    """Anybody can send a form with figures of their own; only those that a row could hold go further."""
    if not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise ValueError("no figure of ours")
    return value


def differences(before: Snapshot, after: Snapshot) -> list[Difference]:
    """What changed, in the order of the first offer, new things after, the total last; empty for the same offer."""
    found = [*_parcel_differences(before, after), *_line_differences(before, after)]
    if before.total != after.total:
        found.append(Difference(DifferenceKind.TOTAL, 0, before.total, after.total))
    return found


def _parcel_differences(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    now = {parcel.business: parcel for parcel in after.parcels}
    for parcel in before.parcels:
        if parcel.business not in now:
            yield Difference(DifferenceKind.PARCEL_GONE, parcel.business)
        elif now[parcel.business].slot != parcel.slot:
            yield Difference(DifferenceKind.SLOT, parcel.business)


def _line_differences(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    kept = {parcel.business for parcel in after.parcels}
    then = {line.variant: line for parcel in before.parcels if parcel.business in kept for line in parcel.lines}
    now = {line.variant: line for parcel in after.parcels for line in parcel.lines}
    for variant, seen in then.items():
        if variant not in now:
            yield Difference(DifferenceKind.GONE, variant)
            continue
        line = now[variant]
        if line.price != seen.price:
            yield Difference(DifferenceKind.PRICE, variant, seen.price, line.price)
        if line.quantity != seen.quantity:
            yield Difference(DifferenceKind.QUANTITY, variant, seen.quantity, line.quantity)
        if line.vat != seen.vat:
            yield Difference(DifferenceKind.VAT, variant, seen.vat, line.vat)
    for variant in now.keys() - then.keys():
        yield Difference(DifferenceKind.ADDED, variant, 0, now[variant].quantity)
