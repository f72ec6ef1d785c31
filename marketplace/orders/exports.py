"""Orders as calendar entries."""

from datetime import datetime

from flask_babel import gettext as _
from icalendar import Calendar, Event

from marketplace.orders.models import Order
from marketplace.orders.rules import OrderState

CALLED_OFF = frozenset({OrderState.REFUSED, OrderState.CANCELLED, OrderState.LAPSED})


def calendar_file(order: Order, host: str, changes: int, at: datetime) -> bytes:
    """The collection as an iCalendar file (RFC 5545): the same UID for ever, a higher sequence with every change."""
    entry = Event()
    entry.add("uid", f"{order.code}@{host}")
    entry.add("dtstamp", at)
    entry.add("dtstart", order.slot_starts_at)
    entry.add("dtend", order.slot_ends_at)
    entry.add("sequence", changes)
    entry.add("status", "CANCELLED" if order.state in CALLED_OFF else "CONFIRMED")
    entry.add("summary", _("Collect from %(maker)s", maker=order.seller["name"]))
    entry.add("location", place_line(order))
    entry.add(
        "description", _("Order %(code)s. Say this code: %(handover)s", code=order.code, handover=order.handover_code)
    )
    calendar = Calendar()
    calendar.add("prodid", "-//Versant//orders//")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if order.state in CALLED_OFF else "PUBLISH")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def place_line(order: Order) -> str:
    """Where to collect, on one line."""
    place = order.place
    town = " ".join(part for part in (place.get("postal_code", ""), place.get("commune", "")) if part)
    return ", ".join(part for part in (place.get("name", ""), place.get("address", ""), town) if part)
