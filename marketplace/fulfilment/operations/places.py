"""What an owner does with places and their weekly slots. What orders hang on is put out of use, never deleted."""

from collections.abc import Sequence

from sqlalchemy import func, select

from marketplace.businesses.models import Business
from marketplace.businesses.operations import touch
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.fulfilment.models import CollectionPlace, SlotDay, WeeklySlot
from marketplace.fulfilment.rules import MOST_PLACES, MOST_SLOTS, PlaceDraft, SlotDraft
from marketplace.kernel.errors import Conflict


def add_place(business: Business, draft: PlaceDraft, actor_id: int) -> CollectionPlace:
    """A new place, without slots yet. Raises Conflict("too-many-places") with `most`."""
    if _count(CollectionPlace, CollectionPlace.business_id == business.id) >= MOST_PLACES:
        raise Conflict("too-many-places", most=MOST_PLACES)
    place = CollectionPlace(business_id=business.id, active=True)
    db.session.add(place)
    _fill(place, draft)
    _done(business, actor_id, "place-added")
    return place


def change_place(place: CollectionPlace, draft: PlaceDraft, actor_id: int) -> None:
    """Other words for a place; orders keep the ones they were placed with."""
    _fill(place, draft)
    _done(place.business, actor_id, "place-changed")


def remove_place(place: CollectionPlace, actor_id: int) -> bool:
    """Takes a place away; True where it is kept out of use because orders hang on one of its slots."""
    slots = db.session.scalars(
        select(WeeklySlot).where(WeeklySlot.place_id == place.id).order_by(WeeklySlot.id).with_for_update()
    ).all()
    kept = _was_used(slots)
    if kept:
        place.active = False
    else:
        for slot in slots:
            db.session.delete(slot)
        db.session.flush()
        db.session.delete(place)
    _done(place.business, actor_id, "place-removed")
    return kept


def use_place_again(place: CollectionPlace, actor_id: int) -> None:
    """Offers a place that was out of use."""
    place.active = True
    _done(place.business, actor_id, "place-used-again")


def add_slot(place: CollectionPlace, draft: SlotDraft, actor_id: int) -> WeeklySlot:
    """A new weekly slot. Raises Conflict("too-many-slots") with `most`."""
    if _count(WeeklySlot, WeeklySlot.place_id == place.id) >= MOST_SLOTS:
        raise Conflict("too-many-slots", most=MOST_SLOTS)
    slot = WeeklySlot(place_id=place.id, active=True)
    db.session.add(slot)
    _set(slot, draft)
    _done(place.business, actor_id, "slot-added")
    return slot


def change_slot(slot: WeeklySlot, draft: SlotDraft, actor_id: int) -> None:
    """Another time, capacity or cut-off, for orders to come; those placed keep theirs."""
    _lock(slot)
    _set(slot, draft)
    _done(slot.place.business, actor_id, "slot-changed")


def remove_slot(slot: WeeklySlot, actor_id: int) -> bool:
    """Takes a slot away; True where it is kept out of use because orders hang on it."""
    _lock(slot)
    kept = _was_used([slot])
    business = slot.place.business
    if kept:
        slot.active = False
    else:
        db.session.delete(slot)
    _done(business, actor_id, "slot-removed")
    return kept


def use_slot_again(slot: WeeklySlot, actor_id: int) -> None:
    """Offers a slot that was out of use."""
    slot.active = True
    _done(slot.place.business, actor_id, "slot-used-again")


def _fill(place: CollectionPlace, draft: PlaceDraft) -> None:
    place.name, place.commune, place.address = draft.name, draft.commune, draft.address
    place.notes = dict(draft.notes)


def _set(slot: WeeklySlot, draft: SlotDraft) -> None:
    slot.weekday, slot.starts, slot.ends = draft.weekday, draft.starts, draft.ends
    slot.capacity, slot.cutoff_hours = draft.capacity, draft.cutoff_hours


def _lock(slot: WeeklySlot) -> None:
    db.session.execute(select(WeeklySlot.id).where(WeeklySlot.id == slot.id).with_for_update())


def _was_used(slots: Sequence[WeeklySlot]) -> bool:
    return _count(SlotDay, SlotDay.slot_id.in_([slot.id for slot in slots])) > 0


def _count(model: type[CollectionPlace | WeeklySlot | SlotDay], *where: object) -> int:
    return db.session.scalar(select(func.count(model.id)).where(*where)) or 0  # type: ignore[arg-type]


def _done(business: Business, actor_id: int, verb: str) -> None:
    db.session.flush()
    remember("business", business.id, verb, actor_id)
    touch(business)
