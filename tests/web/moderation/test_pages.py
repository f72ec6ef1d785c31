"""The pages of administrators: their own valley, nothing of another."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.moderation import operations
from tests.factories import Cast, cast

Login = Callable[[User], FlaskClient]


@pytest.fixture
def people(app: Flask) -> Cast:
    with app.test_request_context("/en/"):
        made = cast()
        with transaction():
            made.business.state = "submitted"
            made.business.identities[0].state = "pending"
            operations.open_business_case(made.business)
        people = (made.owner, made.stranger, made.buyer, made.moderator, made.other_moderator, made.operator)
        for row in (made.business, *people):
            db.session.refresh(row)
            db.session.expunge(row)
        return made


def case_path(app: Flask) -> str:
    with app.app_context():
        code = db.session.scalar(db.select(operations.Case.code))
    return f"/en/moderation/{code}/"


def state(app: Flask, people: Cast) -> str:
    with app.app_context():
        return db.session.get_one(Business, people.business.id).state


def test_the_queue_shows_what_waits(people: Cast, login: Login) -> None:
    page = login(people.moderator).get("/en/moderation/")
    assert page.status_code == 200
    assert "Ferme des Arolles" in page.text


def test_nothing_of_another_valley_is_seen_or_touched(app: Flask, people: Cast, login: Login) -> None:
    client = login(people.other_moderator)
    assert "Ferme des Arolles" not in client.get("/en/moderation/").text
    assert client.get(case_path(app)).status_code == 404
    assert client.post(case_path(app), data={"verdict": "approve"}).status_code == 404
    assert client.post("/en/moderation/businesses/ferme-des-arolles/suspend/", data={}).status_code == 404
    assert state(app, people) == "submitted"


@pytest.mark.parametrize("name", ["owner", "stranger", "buyer", "operator"])
def test_others_find_nothing_here(app: Flask, people: Cast, login: Login, name: str) -> None:
    client = login(getattr(people, name))
    for path in ("/en/moderation/", "/en/moderation/history/", case_path(app)):
        assert client.get(path).status_code == 404


def test_visitors_are_asked_to_log_in(client: FlaskClient) -> None:
    assert client.get("/en/moderation/").location.startswith("/en/login/")


def test_approving(app: Flask, people: Cast, login: Login) -> None:
    client = login(people.moderator)
    assert client.get(case_path(app)).status_code == 200
    assert client.post(case_path(app), data={"verdict": "approve", "ground": ""}).status_code == 303
    assert state(app, people) == "approved"
    assert "Accepted" in client.get("/en/moderation/history/").text


def test_refusing_without_a_reason_says_so_beside_the_field_and_loses_nothing(
    app: Flask, people: Cast, login: Login
) -> None:
    form = {"verdict": "refuse", "ground": "", "reason": "Pas de rue."}
    page = login(people.moderator).post(case_path(app), data=form)
    assert page.status_code == 200
    assert "Say why" in page.text
    assert "Pas de rue." in page.text
    assert state(app, people) == "submitted"


def test_a_verdict_that_does_not_exist_is_refused(app: Flask, people: Cast, login: Login) -> None:
    assert login(people.moderator).post(case_path(app), data={"verdict": "suspend"}).status_code == 200
    assert state(app, people) == "submitted"
