"""The pages of orders: the buyer's by secret link, the business's for its own people alone."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.extensions import db
from marketplace.facts.services import services
from marketplace.facts.transaction import transaction
from marketplace.facts.worker import run_due_jobs
from marketplace.orders.models import Order, Purchase, Withdrawal
from marketplace.orders.operations import link_token
from marketplace.orders.rules import OrderState
from tests.factories import Cast, cast, make_listing, make_place, make_slot, make_variant
from tests.factories.orders import make_purchase
from tests.queries import count_queries

Login = Callable[[User], FlaskClient]


@dataclass(frozen=True, slots=True)
class Bought:
    """A guest's order at the cast's business."""

    people: Cast
    token: str
    code: str
    handover_code: str

    @property
    def page(self) -> str:
        return f"/en/orders/{self.token}/"

    @property
    def owners(self) -> str:
        return f"/en/dashboard/ferme-des-arolles/orders/{self.code}/"


@pytest.fixture
def bought(app: Flask) -> Bought:
    with app.test_request_context("/en/"):
        people = cast()
        with transaction():
            variant = make_variant(make_listing(people.business, withdrawal_exception=""), stock=10)
            slot = make_slot(make_place(people.business))
            purchase = make_purchase((people.business, slot, {variant: 2}))
            order = purchase.orders[0]
            for line in order.lines:
                line.withdrawal_exception = ""
            made = Bought(people, link_token(purchase), order.code, order.handover_code)
        for user in (people.owner, people.staff, people.stranger, people.buyer, people.operator):
            db.session.refresh(user)
            db.session.expunge(user)
    return made


def state(app: Flask) -> str:
    with app.app_context():
        return db.session.query(Order).one().state


def test_the_secret_link_shows_the_purchase_and_keeps_it_secret(client: FlaskClient, bought: Bought) -> None:
    answer = client.get(bought.page)
    assert answer.status_code == 200
    assert bought.handover_code in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["", "{code}.ics", "{code}/qr.svg"])
def test_a_wrong_token_finds_nothing(client: FlaskClient, bought: Bought, path: str) -> None:
    target = path.format(code=bought.code)
    assert client.get(f"/en/orders/{bought.token[:-2]}xx/{target}").status_code == 404
    assert client.get(f"{bought.page}{target}").status_code == 200


def test_a_token_opens_no_other_purchases_orders(app: Flask, client: FlaskClient, bought: Bought) -> None:
    with app.test_request_context("/en/"), transaction():
        first = db.session.query(Order).one()
        first.code = "OTHR-CODE"
    assert client.get(f"{bought.page}{bought.code}.ics").status_code == 404


def test_the_calendar_entry(client: FlaskClient, bought: Bought) -> None:
    text = client.get(f"{bought.page}{bought.code}.ics").text
    assert "METHOD:PUBLISH" in text
    assert f"UID:{bought.code}@" in text
    client.post(f"{bought.page}{bought.code}/cancel/", data={})
    text = client.get(f"{bought.page}{bought.code}.ics").text
    assert "METHOD:CANCEL" in text
    assert "STATUS:CANCELLED" in text


def test_cancelling_by_link_once(app: Flask, client: FlaskClient, bought: Bought) -> None:
    answer = client.post(f"{bought.page}{bought.code}/cancel/", data={"reason": "Neige."})
    assert answer.status_code == 303
    assert state(app) == OrderState.CANCELLED
    again = client.post(f"{bought.page}{bought.code}/cancel/", data={}, follow_redirects=True)
    assert "can no longer be cancelled here" in again.text


def test_withdrawing_answers_the_same_whether_or_not_the_order_exists(
    app: Flask, client: FlaskClient, bought: Bought
) -> None:
    right = {"name": "Chiara", "code": bought.code, "email": "chiara@example.org"}
    wrong = {**right, "email": "somebody@example.org"}
    first = client.post("/en/withdraw/", data=right)
    assert "Confirm withdrawal" in first.text
    answers = [client.post("/en/withdraw/", data={**form, "confirm": "1"}) for form in (right, wrong, right)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/en/withdraw/received/")] * 3
    with app.app_context():
        run_due_jobs()
        assert db.session.query(Withdrawal).count() == 1
        assert [mail.to for mail in services().mail.sent].count("somebody@example.org") == 0
        receipts = [
            mail
            for mail in services().mail.sent_to("chiara@example.org")
            if "Withdrawal" in mail.subject or "ecesso" in mail.subject
        ]
        assert len(receipts) == 1
        words = receipts[0].text
        assert "rimborsare" in words or "pay back" in words or "rembourser" in words
        assert "14" not in words.split(bought.code)[0]  # nothing was paid, so nobody promises money back


@pytest.mark.parametrize("name", ["stranger", "buyer", "operator"])
def test_others_find_no_order_of_the_business(app: Flask, login: Login, bought: Bought, name: str) -> None:
    client = login(getattr(bought.people, name))
    for path in (bought.owners, "/en/dashboard/ferme-des-arolles/orders/", f"/en/handover/{bought.code}/"):
        assert client.get(path).status_code == 404
    for verb in ("accept", "refuse", "ready", "cancel", "hand-over", "no-show", "return-stock"):
        form = {"reason": "x", "code": bought.handover_code}
        assert client.post(f"{bought.owners}{verb}/", data=form).status_code == 404
    assert state(app) == OrderState.PLACED


def test_visitors_are_asked_to_log_in(client: FlaskClient, bought: Bought) -> None:
    assert "/login/" in client.get(bought.owners).location
    assert "/login/" in client.get(f"/en/handover/{bought.code}/").location


def test_staff_accepts_prepares_and_hands_over(app: Flask, login: Login, bought: Bought) -> None:
    client = login(bought.people.staff)
    assert "Chiara Bellotto" in client.get(bought.owners).text
    client.post(f"{bought.owners}accept/")
    client.post(f"{bought.owners}ready/")
    assert state(app) == OrderState.READY
    wrong = client.post(f"/en/handover/{bought.code}/", data={"code": "ZZZZ"})
    assert wrong.status_code == 200
    assert "not the code of this order" in wrong.text
    client.post(f"/en/handover/{bought.code}/", data={"code": bought.handover_code.lower()})
    assert state(app) == OrderState.HANDED_OVER


def test_refusing_needs_a_reason_beside_the_field(app: Flask, login: Login, bought: Bought) -> None:
    client = login(bought.people.owner)
    page = client.post(f"{bought.owners}refuse/", data={"reason": "  "})
    assert "Say why: the buyer reads it." in page.text
    assert state(app) == OrderState.PLACED
    client.post(f"{bought.owners}refuse/", data={"reason": "Plus de lait."})
    assert state(app) == OrderState.REFUSED
    with app.app_context():
        run_due_jobs()
        letter = services().mail.sent_to("chiara@example.org")[-1]
        assert "Plus de lait." in letter.text


def test_the_list_of_orders_does_not_grow_with_them(app: Flask, login: Login, bought: Bought) -> None:
    client = login(bought.people.owner)
    with app.test_request_context("/en/"), transaction():
        business = db.session.query(Business).filter_by(slug="ferme-des-arolles").one()
        variant = make_variant(make_listing(business), stock=100)
        slot = make_slot(make_place(business), capacity=40)
        for _ in range(15):
            make_purchase((business, slot, {variant: 1}))
    with app.app_context(), count_queries() as statements:
        client.get("/en/dashboard/ferme-des-arolles/orders/?view=answer")
    assert len(statements) <= 16


def test_a_members_own_orders(app: Flask, login: Login, bought: Bought) -> None:
    with app.app_context(), transaction():
        db.session.query(Purchase).one().user_id = bought.people.buyer.id
    assert bought.token in login(bought.people.buyer).get("/en/account/orders/").text
    assert bought.token not in login(bought.people.stranger).get("/en/account/orders/").text
