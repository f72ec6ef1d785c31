"""Claims on the capacity of slots. Claim several in the order of (slot, day), and after the stock: no deadlock then."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from marketplace.extensions import db
from marketplace.facts.rows import ensure_row
from marketplace.fulfilment.models import SlotDay, WeeklySlot
from marketplace.fulfilment.queries import closures_of, place_value, slot_rule, zone_of
from marketplace.fulfilment.rules import OfferedSlot, occurrence_on
from marketplace.kernel.errors import Conflict
from marketplace.kernel.time import Occurrence


def claim_slot(slot_id: int, day: date, at: datetime) -> OfferedSlot:
    """Takes room for one order in a slot on a local day; the answer says when and where, and what is still free.

    Raises:
        Conflict: "slot-full", "slot-closed" (its orders are closed) or "slot-gone" (it does not come on that day).
    """
    slot = _held_slot(slot_id)
    if slot is None or not slot.active or not slot.place.active:
        raise Conflict("slot-gone", slot=slot_id, day=day.isoformat())
    coming = _coming(slot, day, at)
    ensure_row(SlotDay, slot_id=slot_id, day=day, taken=0)
    taken = db.session.scalar(
        update(SlotDay)
        .where(SlotDay.slot_id == slot_id, SlotDay.day == day, SlotDay.taken < _capacity(slot_id))
        .values(taken=SlotDay.taken + 1)
        .returning(SlotDay.taken)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise Conflict("slot-full", slot=slot_id, day=day.isoformat())
    free = max(0, slot.capacity - taken)
    return OfferedSlot(slot_id, day, coming.starts_at, coming.ends_at, coming.cutoff_at, free, place_value(slot.place))


def release_slot(slot_id: int, day: date) -> None:
    """Gives back the room of one order."""
    db.session.execute(
        update(SlotDay)
        .where(SlotDay.slot_id == slot_id, SlotDay.day == day, SlotDay.taken > 0)
        .values(taken=SlotDay.taken - 1)
        .execution_options(synchronize_session=False)
    )


def _held_slot(slot_id: int) -> WeeklySlot | None:
    """The slot as it is now; it is neither changed nor taken away until the claim is written."""
    return db.session.scalar(
        select(WeeklySlot)
        .options(joinedload(WeeklySlot.place, innerjoin=True))
        .where(WeeklySlot.id == slot_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )


def _coming(slot: WeeklySlot, day: date, at: datetime) -> Occurrence:
    closures = closures_of([slot.place.business_id])[slot.place.business_id]
    try:
        return occurrence_on(day, slot_rule(slot), closures, at, zone_of(slot.place))
    except Conflict as problem:
        raise Conflict(problem.code, slot=slot.id, day=day.isoformat()) from None


def _capacity(slot_id: int) -> Any:
    return select(WeeklySlot.capacity).where(WeeklySlot.id == slot_id).scalar_subquery()
