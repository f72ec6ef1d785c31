"""Reads of places and slots."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Date, Select, bindparam, select
from sqlalchemy.orm import contains_eager, selectinload

from marketplace.accounts.models import User
from marketplace.businesses.models import Business, Closure
from marketplace.businesses.queries import get_business_for
from marketplace.extensions import db
from marketplace.fulfilment.models import CollectionPlace, SlotDay, WeeklySlot
from marketplace.fulfilment.rules import OfferedSlot, Place, open_occurrences
from marketplace.kernel.errors import NotFound
from marketplace.kernel.time import DAYS_AHEAD, ZONES, ClosedPeriod, SlotRule, local_date
from marketplace.territories.queries import commune, commune_index


def offered_slots(
    business_id: int, at: datetime, days: int = DAYS_AHEAD, closures: Sequence[ClosedPeriod] | None = None
) -> list[OfferedSlot]:
    """When and where a business hands over within `days` local days, by time; a full slot has nothing free.

    `closures` spares a query where the caller knows when the business rests.
    """
    known = None if closures is None else {business_id: list(closures)}
    return offered_slots_of([business_id], at, days, known)[business_id]


def offered_slots_of(
    business_ids: Iterable[int],
    at: datetime,
    days: int = DAYS_AHEAD,
    closures: Mapping[int, list[ClosedPeriod]] | None = None,
) -> dict[int, list[OfferedSlot]]:
    """`offered_slots` of several businesses, in three queries."""
    wanted = list(business_ids)
    slots = _active_slots(wanted)
    closures = closures_of(wanted) if closures is None else closures
    taken = _taken([slot.id for slot in slots], at, days)
    offered: dict[int, list[OfferedSlot]] = {business_id: [] for business_id in wanted}
    for slot in slots:
        business_id = slot.place.business_id
        place = place_value(slot.place)
        for coming in open_occurrences(slot_rule(slot), closures[business_id], at, zone_of(slot.place), days):
            free = max(0, slot.capacity - taken.get((slot.id, coming.date), 0))
            offered[business_id].append(
                OfferedSlot(slot.id, coming.date, coming.starts_at, coming.ends_at, coming.cutoff_at, free, place)
            )
    for found in offered.values():
        found.sort(key=lambda each: (each.starts_at, each.ends_at, each.slot_id))
    return offered


def places_for(business: Business) -> Sequence[CollectionPlace]:
    """All places of a business with their slots, those in use first; for its own people, who were let in already."""
    return db.session.scalars(
        select(CollectionPlace)
        .where(CollectionPlace.business_id == business.id)
        .options(selectinload(CollectionPlace.slots))
        .order_by(CollectionPlace.active.desc(), CollectionPlace.id)
    ).all()


def get_place_for(user: User, slug: str, place_id: int) -> CollectionPlace:
    """A place of the business at this address, whose people the user belongs to. Raises NotFound."""
    business = get_business_for(user, slug)
    place = db.session.get(CollectionPlace, place_id)
    if place is None or place.business_id != business.id:
        raise NotFound("collection-place")
    return place


def get_slot_for(user: User, slug: str, slot_id: int) -> WeeklySlot:
    """A slot of the business at this address, whose people the user belongs to. Raises NotFound."""
    business = get_business_for(user, slug)
    slot = db.session.get(WeeklySlot, slot_id)
    if slot is None or slot.place.business_id != business.id:
        raise NotFound("weekly-slot")
    return slot


def closures_of(business_ids: Sequence[int]) -> dict[int, list[ClosedPeriod]]:
    """When each business rests."""
    found: defaultdict[int, list[ClosedPeriod]] = defaultdict(list)
    if business_ids:
        columns = select(Closure.business_id, Closure.first, Closure.last, Closure.yearly)
        for row in db.session.execute(columns.where(Closure.business_id.in_(business_ids))):
            found[row.business_id].append(ClosedPeriod(row.first, row.last, row.yearly))
    return found


def slot_rule(slot: WeeklySlot) -> SlotRule:
    """A slot as the pure code knows it."""
    return SlotRule(slot.weekday, slot.starts, slot.ends, slot.cutoff_hours)


def zone_of(place: CollectionPlace) -> ZoneInfo:
    """Whose wall clock a place goes by."""
    return ZONES[commune(place.commune).country]


def place_value(place: CollectionPlace) -> Place:
    """A place as a plain value, with its commune's name."""
    where = commune_index()[place.commune]
    postal_code = where.postal_codes[0] if len(where.postal_codes) == 1 else ""
    return Place(place.id, place.name, place.address, postal_code, where.name, dict(place.notes))


def _active_slots(business_ids: Sequence[int]) -> Sequence[WeeklySlot]:
    return db.session.scalars(_slots_of(), {"ids": list(business_ids)}).all() if business_ids else []


def _taken(slot_ids: Sequence[int], at: datetime, days: int) -> dict[tuple[int, date], int]:
    if not slot_ids:
        return {}
    first = local_date(at, ZONES["FR"])  # both countries turn the calendar's page together
    values = {"ids": list(slot_ids), "first": first, "last": first + timedelta(days=days)}
    return {(slot_id, day): taken for slot_id, day, taken in db.session.execute(_days_of(), values)}


@cache  # built once: building them took as long as running them
def _slots_of() -> Select:
    rows = select(WeeklySlot).join(WeeklySlot.place).options(contains_eager(WeeklySlot.place))
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    return rows.where(CollectionPlace.business_id.in_(ids), CollectionPlace.active, WeeklySlot.active)


@cache
def _days_of() -> Select:
    rows = select(SlotDay.slot_id, SlotDay.day, SlotDay.taken)
    within = SlotDay.day.between(bindparam("first", type_=Date()), bindparam("last", type_=Date()))
    return rows.where(SlotDay.slot_id.in_(bindparam("ids", expanding=True)), within)
