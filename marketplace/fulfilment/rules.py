"""Collection as plain values, and the decisions that need nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from marketplace.kernel.errors import Conflict
from marketplace.kernel.time import DAYS_AHEAD, ClosedPeriod, Occurrence, SlotRule, local_date, occurrences

MOST_PLACES = 12
MOST_SLOTS = 30  # at one place


@dataclass(frozen=True, slots=True)
class Place:
    """Where a business hands over. `commune` is its name, `postal_code` empty where the commune has several."""

    id: int
    name: str
    address: str
    postal_code: str
    commune: str
    notes: Mapping[str, str] = field(default_factory=dict)  # how to find it, by language

    def frozen(self) -> dict[str, str]:
        """The part that an order keeps."""
        return {
            "name": self.name,
            "address": self.address,
            "postal_code": self.postal_code,
            "commune": self.commune,
        }


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """What an owner says of a place; `commune` is its code, `notes` how to find it, by language."""

    name: str
    commune: str
    address: str
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SlotDraft:
    """A time of the week, local (0 is Monday), for `capacity` orders placed at least `cutoff_hours` before."""

    weekday: int
    starts: time
    ends: time
    capacity: int
    cutoff_hours: int


@dataclass(frozen=True, slots=True)
class OfferedSlot:
    """One coming of a slot that still takes orders; `free` says how many, 0 when it is full. `day` is local."""

    slot_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    cutoff_at: datetime
    free: int
    place: Place

    @property
    def key(self) -> str:
        """How forms name it, such as 12-2026-11-26."""
        return slot_key(self.slot_id, self.day)


def slot_key(slot_id: int, day: date) -> str:
    """How forms name a slot on a day."""
    return f"{slot_id}-{day.isoformat()}"


def read_slot_key(text: str) -> tuple[int, date] | None:
    """The slot and day that a form named, None where the text is no such name."""
    number, _, day = text.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    try:
        return int(number), date.fromisoformat(day)
    except ValueError:
        return None


def open_occurrences(
    rule: SlotRule, closures: Iterable[ClosedPeriod], at: datetime, zone: ZoneInfo, days: int = DAYS_AHEAD
) -> list[Occurrence]:
    """The comings of a slot within `days` that still take orders at `at`."""
    return [found for found in occurrences(rule, at, days, closures, zone) if at < found.cutoff_at]


def occurrence_on(
    day: date, rule: SlotRule, closures: Iterable[ClosedPeriod], at: datetime, zone: ZoneInfo
) -> Occurrence:
    """The coming of a slot on `day`.

    Raises:
        Conflict: "slot-closed" once its orders are closed, "slot-gone" when it does not come on that day.
    """
    found = [each for each in occurrences(rule, at, DAYS_AHEAD, closures, zone) if each.date == day]
    if not found:
        raise Conflict("slot-closed" if day <= local_date(at, zone) else "slot-gone")
    if at >= found[0].cutoff_at:
        raise Conflict("slot-closed")
    return found[0]
