"""Claims on the capacity of slots. Claim several in the order of (slot, day), and after the stock: no deadlock then."""

from datetime import date, datetime
from typing import cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import joinedload

from marketplace.extensions import db
from marketplace.facts.rows import ensure_row
from marketplace.fulfilment.models import SlotDay, WeeklySlot
from marketplace.fulfilment.queries import closures_of, place_value, slot_rule, zone_of
from marketplace.fulfilment.rules import OfferedSlot, occurrence_on
from marketplace.kernel.errors import Conflict
from marketplace.kernel.time import Occurrence

_days, _slots = cast(Table, SlotDay.__table__), cast(Table, WeeklySlot.__table__)
_capacity = select(_slots.c.capacity).where(_slots.c.id == bindparam("slot"), _slots.c.active).scalar_subquery()
_TAKE = (
    update(_days)
    .where(_days.c.slot_id == bindparam("slot"), _days.c.day == bindparam("on"), _days.c.taken < _capacity)
    .values(taken=_days.c.taken + 1)
    .returning(_days.c.taken)
)


def claim_slot(slot_id: int, day: date, at: datetime) -> OfferedSlot:
    """Takes room for one order in a slot on a local day; the answer says when and where, and what is still free.

    Raises:
        Conflict: "slot-full", "slot-closed" (its orders are closed) or "slot-gone" (it does not come on that day).
    """
    slot = _held_slot(slot_id)
    if slot is None or not slot.active or not slot.place.active:
        raise Conflict("slot-gone", slot=slot_id, day=day.isoformat())
    coming = _coming(slot, day, at)
    taken = _take(slot_id, day)
    free = max(0, slot.capacity - taken)
    return OfferedSlot(slot_id, day, coming.starts_at, coming.ends_at, coming.cutoff_at, free, place_value(slot.place))


def claim_offered(slot_id: int, day: date) -> None:
    """Takes room in a slot that this very transaction has just seen offered, mostly in one statement.

    Raises:
        Conflict: "slot-full", or "slot-gone" when it was taken away this moment.
    """
    if db.session.scalar(_TAKE, {"slot": slot_id, "on": day}) is None:
        slot = _held_slot(slot_id)
        if slot is None or not slot.active:
            raise Conflict("slot-gone", slot=slot_id, day=day.isoformat())
        _take(slot_id, day)


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


def _take(slot_id: int, day: date) -> int:
    """Makes the day's row where it is missing; gives how many are taken now."""
    ensure_row(SlotDay, slot_id=slot_id, day=day, taken=0)
    taken = db.session.scalar(_TAKE, {"slot": slot_id, "on": day})
    if taken is None:
        raise Conflict("slot-full", slot=slot_id, day=day.isoformat())
    return cast(int, taken)
