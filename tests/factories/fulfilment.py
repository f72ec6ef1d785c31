"""Where and when things are collected."""

from datetime import time
from typing import Any

from marketplace.businesses.models import Business
from marketplace.extensions import db
from marketplace.fulfilment.models import CollectionPlace, WeeklySlot


def make_place(business: Business, **overrides: Any) -> CollectionPlace:
    """A collection place at the farm, without slots yet."""
    values: dict[str, Any] = {
        "business_id": business.id,
        "name": "À la ferme",
        "commune": business.commune,
        "address": business.address,
        "notes": {"fr": "Sonnez à la porte bleue."},
    }
    place = CollectionPlace(**{**values, **overrides})
    db.session.add(place)
    db.session.flush()
    return place


def make_slot(place: CollectionPlace, weekday: int = 3, **overrides: Any) -> WeeklySlot:
    """Thursdays from 16:00 to 18:30, eight orders, closed a day before."""
    values: dict[str, Any] = {"starts": time(16), "ends": time(18, 30), "capacity": 8, "cutoff_hours": 24}
    slot = WeeklySlot(place_id=place.id, weekday=weekday, **{**values, **overrides})
    db.session.add(slot)
    db.session.flush()
    return slot
