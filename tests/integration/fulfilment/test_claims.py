"""Capacity of slots on a real database."""

from datetime import date, time

import pytest

from marketplace.businesses.models import Business, Closure
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction
from marketplace.fulfilment.models import SlotDay, WeeklySlot
from marketplace.fulfilment.operations import claim_slot, release_slot
from marketplace.fulfilment.queries import offered_slots, offered_slots_of
from marketplace.kernel.errors import Conflict
from tests.factories import make_business, make_place, make_slot
from tests.queries import count_queries

THURSDAY = date(2026, 11, 26)


@pytest.fixture
def business(session: None) -> Business:
    with transaction():
        return make_business()


@pytest.fixture
def slot(business: Business) -> WeeklySlot:
    with transaction():
        return make_slot(make_place(business), capacity=2)


def taken() -> int | None:
    return db.session.scalar(db.select(SlotDay.taken))


def test_a_claim_takes_room_and_says_when_and_where(business: Business, slot: WeeklySlot) -> None:
    with transaction():
        claimed = claim_slot(slot.id, THURSDAY, now())
    assert (claimed.starts_at.isoformat(), claimed.free) == ("2026-11-26T15:00:00+00:00", 1)
    assert claimed.place.frozen() == {
        "name": "À la ferme",
        "address": "3, hameau de la Goulaz",
        "postal_code": "73480",
        "commune": "Bessans",
    }
    assert [(each.day, each.free) for each in offered_slots(business.id, now())] == [
        (THURSDAY, 1),
        (date(2026, 12, 3), 2),
    ]


def test_the_last_room_can_be_had_once(slot: WeeklySlot) -> None:
    with transaction():
        claim_slot(slot.id, THURSDAY, now())
        claim_slot(slot.id, THURSDAY, now())
    with pytest.raises(Conflict, match="slot-full"), transaction():
        claim_slot(slot.id, THURSDAY, now())
    assert taken() == 2


def test_a_full_slot_is_offered_with_nothing_free(business: Business, slot: WeeklySlot) -> None:
    with transaction():
        claim_slot(slot.id, THURSDAY, now())
        claim_slot(slot.id, THURSDAY, now())
    assert offered_slots(business.id, now())[0].free == 0


def test_released_room_can_be_claimed_again(slot: WeeklySlot) -> None:
    with transaction():
        claim_slot(slot.id, THURSDAY, now())
        release_slot(slot.id, THURSDAY)
        release_slot(slot.id, THURSDAY)
    assert taken() == 0


def test_a_refused_claim_leaves_nothing(slot: WeeklySlot) -> None:
    with pytest.raises(Conflict, match="slot-gone"), transaction():
        claim_slot(slot.id, date(2026, 11, 27), now())
    with pytest.raises(Conflict, match="slot-gone"), transaction():
        claim_slot(slot.id + 1, THURSDAY, now())
    assert taken() is None


def test_inactive_slots_and_places_take_no_order(business: Business, slot: WeeklySlot) -> None:
    with transaction():
        db.session.get_one(WeeklySlot, slot.id).active = False
    assert offered_slots(business.id, now()) == []
    db.session.rollback()
    with pytest.raises(Conflict, match="slot-gone"), transaction():
        claim_slot(slot.id, THURSDAY, now())
    with transaction():
        row = db.session.get_one(WeeklySlot, slot.id)
        row.active, row.place.active = True, False
    assert offered_slots(business.id, now()) == []


def test_a_closure_closes_its_slots(business: Business, slot: WeeklySlot) -> None:
    with transaction():
        db.session.add(Closure(business_id=business.id, first=THURSDAY, last=THURSDAY))
    assert [each.day for each in offered_slots(business.id, now())] == [date(2026, 12, 3)]
    db.session.rollback()
    with pytest.raises(Conflict, match="slot-gone"), transaction():
        claim_slot(slot.id, THURSDAY, now())


def test_many_businesses_cost_three_queries(session: None) -> None:
    with transaction():
        businesses = [make_business() for _ in range(5)]
        for business in businesses:
            place = make_place(business)
            for weekday in range(7):
                make_slot(place, weekday, starts=time(9), ends=time(10))
        ids = [business.id for business in businesses]
    with count_queries() as statements:
        offered = offered_slots_of(ids, now())
    assert len([each for each in statements if each.startswith("SELECT")]) == 3
    assert all(len(slots) == 12 for slots in offered.values())
