"""The owner's pages of places and times."""

from collections.abc import Callable
from datetime import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.accounts.models import User
from marketplace.basket.models import Basket, BasketCollection
from marketplace.businesses.models import Business
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction
from marketplace.fulfilment.models import CollectionPlace, SlotDay, WeeklySlot
from tests.factories import Cast, cast, make_place, make_slot
from tests.factories.stall import THURSDAY
from tests.queries import count_queries

BASE = "/en/dashboard/ferme-des-arolles/places/"
PLACE = {"name": "At the farm", "address": "3, hameau de la Goulaz", "commune": "73480 Bessans", "note_fr": "Sonnez."}
SLOT = {"weekday": "3", "starts": "16:00", "ends": "18:30", "capacity": "8", "cutoff_hours": "24"}
Login = Callable[[User], FlaskClient]


@pytest.fixture
def people(app: Flask) -> Cast:
    with app.app_context():
        found = cast()
        for row in (found.owner, found.staff, found.stranger, found.business):
            db.session.refresh(row)
            db.session.expunge(row)
        return found


@pytest.fixture
def owner(people: Cast, login: Login) -> FlaskClient:
    return login(people.owner)


@pytest.fixture
def slot(app: Flask, people: Cast) -> int:
    with app.app_context(), transaction():
        return make_slot(make_place(people.business)).id


def test_an_owner_adds_a_place_and_a_time(app: Flask, owner: FlaskClient) -> None:
    assert "No place yet" in owner.get(BASE).text
    assert 'value="73480 Bessans"' in owner.get(f"{BASE}new/").text
    answer = owner.post(f"{BASE}new/", data=PLACE)
    assert answer.status_code == 303, answer.text
    with app.app_context():
        place = db.session.scalars(db.select(CollectionPlace)).one()
        assert (place.commune, place.notes) == ("73040", {"fr": "Sonnez."})
        before = db.session.scalar(db.select(Business.version).where(Business.slug == "ferme-des-arolles"))
    assert owner.get(answer.location).status_code == 200
    assert owner.post(answer.location, data=SLOT).location == BASE
    with app.app_context():
        slot = db.session.scalars(db.select(WeeklySlot)).one()
        assert (slot.weekday, slot.starts, slot.ends, slot.capacity) == (3, time(16), time(18, 30), 8)
        after = db.session.scalar(db.select(Business.version).where(Business.slug == "ferme-des-arolles"))
        assert after == (before or 0) + 1
    page = owner.get(BASE).text
    assert "Thursday, 16:00" in page
    assert "last orders one day before" in page


def test_staff_may_and_strangers_find_nothing(people: Cast, login: Login, client: FlaskClient, slot: int) -> None:
    assert login(people.staff).get(BASE).status_code == 200
    stranger = login(people.stranger)
    paths = ["", "new/", "1/", "1/times/new/", f"times/{slot}/"]
    assert {stranger.get(BASE + path).status_code for path in paths} == {404}
    posts = [*paths[1:], "1/remove/", "1/use-again/", f"times/{slot}/remove/", f"times/{slot}/use-again/"]
    assert {stranger.post(BASE + path, data={**PLACE, **SLOT}).status_code for path in posts} == {404}
    assert "/login/" in (client.get(BASE).location or "")


def test_another_business_cannot_reach_in_by_its_own_address(app: Flask, people: Cast, login: Login, slot: int) -> None:
    stranger = login(people.stranger)
    theirs = "/en/dashboard/apicoltura-ronza/places/"
    assert stranger.get(f"{theirs}times/{slot}/").status_code == 404
    assert stranger.post(f"{theirs}times/{slot}/remove/").status_code == 404
    with app.app_context():
        assert db.session.scalars(db.select(WeeklySlot)).one().active


def test_a_time_without_orders_is_deleted_with_baskets_choice(app: Flask, owner: FlaskClient, slot: int) -> None:
    with app.app_context(), transaction():
        basket = Basket(token_hash="x" * 64, updated_at=now())
        db.session.add(basket)
        db.session.flush()
        business = db.session.scalar(db.select(CollectionPlace.business_id)) or 0
        db.session.add(BasketCollection(basket_id=basket.id, business_id=business, slot_id=slot, day=THURSDAY))
    owner.post(f"{BASE}times/{slot}/remove/")
    with app.app_context():
        assert db.session.get(WeeklySlot, slot) is None
        assert db.session.scalar(db.select(db.func.count(BasketCollection.id))) == 0


def test_a_time_with_orders_is_only_put_out_of_use(app: Flask, owner: FlaskClient, slot: int) -> None:
    with app.app_context(), transaction():
        db.session.add(SlotDay(slot_id=slot, day=THURSDAY, taken=1))
    owner.post(f"{BASE}times/{slot}/remove/")
    with app.app_context():
        assert not db.session.get_one(WeeklySlot, slot).active
    assert "not offered" in owner.get(BASE).text
    owner.post(f"{BASE}times/{slot}/use-again/")
    with app.app_context():
        assert db.session.get_one(WeeklySlot, slot).active


@pytest.mark.parametrize("used", [True, False])
def test_a_place_goes_with_its_times_unless_orders_hang_on_them(
    app: Flask, owner: FlaskClient, slot: int, used: bool
) -> None:
    with app.app_context(), transaction():
        place = db.session.get_one(WeeklySlot, slot).place_id
        if used:
            db.session.add(SlotDay(slot_id=slot, day=THURSDAY, taken=1))
    owner.post(f"{BASE}{place}/remove/")
    with app.app_context():
        left = db.session.get(CollectionPlace, place)
        assert (left is not None and not left.active) if used else left is None
    if used:
        owner.post(f"{BASE}{place}/use-again/")
        with app.app_context():
            assert db.session.get_one(CollectionPlace, place).active


def test_changes_are_written(app: Flask, owner: FlaskClient, slot: int) -> None:
    with app.app_context():
        place = db.session.get_one(WeeklySlot, slot).place_id
    assert 'value="16:00"' in owner.get(f"{BASE}times/{slot}/").text
    assert owner.post(f"{BASE}times/{slot}/", data={**SLOT, "capacity": "3", "weekday": "6"}).location == BASE
    assert owner.post(f"{BASE}{place}/", data={**PLACE, "commune": "Modane"}).location == BASE
    with app.app_context():
        row = db.session.get_one(WeeklySlot, slot)
        assert (row.capacity, row.weekday, row.place.name) == (3, 6, "At the farm")
        assert row.place.commune == "73157"


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("starts", "teatime", "Write a time, such as 16:30"),
        ("ends", "15:00", "This ends before it begins"),
        ("capacity", "0", "from 1 to 500"),
        ("capacity", "many", ""),
        ("weekday", "9", ""),
        ("cutoff_hours", "5", ""),
    ],
)
def test_a_mistyped_time_is_told(owner: FlaskClient, slot: int, field: str, value: str, text: str) -> None:
    answer = owner.post(f"{BASE}times/{slot}/", data={**SLOT, field: value})
    assert answer.status_code == 422
    assert text in answer.text
    assert "error-summary" in answer.text


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("commune", "Atlantis"), ("address", ""), ("name", "n" * 121)]
)
def test_a_mistyped_place_is_told(owner: FlaskClient, people: Cast, field: str, value: str) -> None:
    answer = owner.post(f"{BASE}new/", data={**PLACE, field: value})
    assert answer.status_code == 422
    assert 'value="Sonnez."' in answer.text


@pytest.mark.parametrize("language", ["fr", "it", "en"])
def test_the_pages_speak_three_languages(owner: FlaskClient, slot: int, language: str) -> None:
    base = BASE.replace("/en/", f"/{language}/")
    for path in ("", "new/", f"times/{slot}/"):
        assert owner.get(base + path).status_code == 200


def test_the_page_asks_little_of_the_database(app: Flask, owner: FlaskClient, people: Cast, slot: int) -> None:
    with app.app_context(), transaction():
        for weekday in range(7):
            make_slot(make_place(people.business), weekday)
    with app.app_context(), count_queries() as statements:
        owner.get(BASE)
    assert len(statements) <= 16
