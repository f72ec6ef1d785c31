"""What visitors type into the basket page: one quantity a line, one slot a business picked from those offered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from flask_babel import gettext as _

from marketplace.basket.queries import Parcel
from marketplace.basket.rules import MOST_OF_ONE
from marketplace.businesses.models import Business
from marketplace.fulfilment.rules import OfferedSlot, Place, read_slot_key
from marketplace.territories.queries import commune_index, territory_index
from marketplace.web.formats import day_short, span

QUANTITY = "quantity-"
SLOT = "slot-"
DAYS_SHOWN = 3  # at each place; the others are a tap away


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


@dataclass(frozen=True, slots=True)
class SlotChoice:
    """One radio of the picker; `full` is why it cannot be chosen."""

    id: str
    text: str
    full: str | None


@dataclass(frozen=True, slots=True)
class SlotDay:
    """The slots of one day."""

    label: str
    slots: list[SlotChoice]


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """The days at one place: those shown at once, and the later ones; what is folded away opens for the chosen slot."""

    place: Place
    near: list[SlotDay]
    later: list[SlotDay]
    open: bool
    later_open: bool


def picker(parcel: Parcel, chosen: str = "") -> list[PlaceChoice]:
    """The slots that a parcel may be collected in, by place and by day; `chosen` as fulfilment.rules.slot_key."""
    places: dict[int, tuple[Place, dict[str, SlotDay]]] = {}
    for slot in parcel.slots:
        _place, days = places.setdefault(slot.place.id, (slot.place, {}))
        days.setdefault(slot.day.isoformat(), SlotDay(day_short(slot.starts_at), [])).slots.append(_choice(slot))
    choices = [_place_choice(place, list(days.values()), chosen) for place, days in places.values()]
    if not any(each.open for each in choices) and choices:
        choices[0] = replace(choices[0], open=True)
    return choices


def _place_choice(place: Place, days: list[SlotDay], chosen: str) -> PlaceChoice:
    def holds(some: list[SlotDay]) -> bool:
        return any(slot.id == chosen for day in some for slot in day.slots)

    near, later = days[:DAYS_SHOWN], days[DAYS_SHOWN:]
    return PlaceChoice(place, near, later, holds(days), holds(later))


def place_of(business: Business) -> str:
    """Its commune and valley."""
    return f"{commune_index()[business.commune].name}, {territory_index()[business.territory].name}"


def _choice(slot: OfferedSlot) -> SlotChoice:
    return SlotChoice(slot.key, span(slot.starts_at, slot.ends_at), None if slot.free else _("full"))
