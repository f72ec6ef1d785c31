"""The basket as it would be ordered now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.basket.models import Basket, BasketCollection, BasketLine
from marketplace.basket.queries.lines import LineView, line_view, offer_of
from marketplace.basket.queries.rows import collections_of, lines_of
from marketplace.basket.rules import Change, ChangeKind, settle
from marketplace.businesses.models import Business
from marketplace.catalog.queries import title_of
from marketplace.fulfilment.queries import offered_slots_of
from marketplace.fulfilment.rules import OfferedSlot
from marketplace.kernel.money import Minor


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one business would prepare, and when it could be collected."""

    business: Business
    lines: Sequence[LineView]
    slots: Sequence[OfferedSlot]
    chosen: OfferedSlot | None

    @property
    def total(self) -> Minor:
        return sum(line.total for line in self.lines)

    @property
    def can_be_ordered(self) -> bool:
        """Whether any slot has room."""
        return any(slot.free for slot in self.slots)


@dataclass(frozen=True, slots=True)
class BasketView:
    """The basket re-checked, and what changed since its visitor looked last."""

    parcels: Sequence[Parcel] = ()
    changes: Sequence[Change] = ()

    @property
    def orderable(self) -> list[Parcel]:
        """The parcels that a purchase would hold; others wait in the basket until their business has room."""
        return [parcel for parcel in self.parcels if parcel.can_be_ordered]

    @property
    def undecided(self) -> list[Parcel]:
        """The parcels for which a slot has yet to be chosen."""
        return [parcel for parcel in self.orderable if parcel.chosen is None]

    @property
    def ready(self) -> bool:
        return bool(self.orderable) and not self.undecided

    @property
    def total(self) -> Minor:
        return sum(parcel.total for parcel in self.orderable)


def basket_view(basket: Basket | None, language: str, at: datetime, *, pictures: bool = True) -> BasketView:
    """The basket against prices, stock and slots of this moment, texts in `language` where there are any."""
    if basket is None:
        return BasketView()
    lines, changes = _settled(lines_of(basket.id, pictures=pictures), language, at)
    offered = offered_slots_of(lines, at)
    choices = {row.business_id: row for row in collections_of(basket.id)}
    parcels = []
    for business_id, views in lines.items():
        business = views[0].business
        chosen, change = _choice(business, choices.get(business_id), offered[business_id])
        parcels.append(Parcel(business, views, offered[business_id], chosen))
        if change:
            changes.append(change)
    return BasketView(parcels, changes)


def _settled(rows: Sequence[BasketLine], language: str, at: datetime) -> tuple[dict[int, list[LineView]], list[Change]]:
    """The lines that can be had, by business, and what changed about any of them."""
    lines: dict[int, list[LineView]] = {}
    changes: list[Change] = []
    for row in rows:
        quantity, kinds = settle(row.quantity, row.seen_price, offer_of(row.variant, at))
        changes += [_line_change(kind, row, quantity, language) for kind in kinds]
        if quantity:
            lines.setdefault(row.variant.listing.business_id, []).append(line_view(row, quantity, language))
    return lines, changes


def _line_change(kind: ChangeKind, row: BasketLine, quantity: int, language: str) -> Change:
    title = title_of(row.variant.listing, language)
    if kind is ChangeKind.PRICE:
        return Change(kind, title.text, title.foreign, row.seen_price, row.variant.price)
    return Change(kind, title.text, title.foreign, row.quantity, quantity)


def _choice(
    business: Business, row: BasketCollection | None, offered: Sequence[OfferedSlot]
) -> tuple[OfferedSlot | None, Change | None]:
    if row is None:
        return None, None
    found = next((slot for slot in offered if (slot.slot_id, slot.day) == (row.slot_id, row.day)), None)
    if found is None:
        return None, Change(ChangeKind.SLOT_GONE, business.name)
    if not found.free:
        return None, Change(ChangeKind.SLOT_FULL, business.name)
    return found, None
