"""Who gets into the pages of a card."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.businesses.models import Business
from marketplace.extensions import db
from tests.factories import Cast

BASE = "/en/dashboard/ferme-des-arolles/"
STAFF_PAGES = ("texts/", "hours/", "photos/", "preview/", "")
MANAGER_PAGES = ("card/", "labels/", "legal/")
ALL = (*STAFF_PAGES, *MANAGER_PAGES)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("page", ALL)
def test_anonymous_visitors_are_asked_to_log_in(client: FlaskClient, page: str) -> None:
    answer = client.get(BASE + page)
    assert answer.status_code == 302
    assert "/login/" in answer.headers["Location"]


@pytest.mark.parametrize("page", ALL)
def test_the_owner_comes_in(owner: FlaskClient, page: str) -> None:
    assert owner.get(BASE + page).status_code == 200


@pytest.mark.parametrize("page", ALL)
@pytest.mark.parametrize("who", ["stranger", "buyer", "moderator", "operator"])
def test_nobody_else_learns_that_it_is_there(
    people: Cast, login: Callable[..., FlaskClient], who: str, page: str
) -> None:
    visitor = login(getattr(people, who))
    assert visitor.get(BASE + page).status_code == 404


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_staff_may_change_hours_and_words(people: Cast, login: Callable[..., FlaskClient], page: str) -> None:
    assert login(people.staff).get(BASE + page).status_code == 200


@pytest.mark.parametrize("page", MANAGER_PAGES)
def test_staff_may_not_change_who_they_work_for(people: Cast, login: Callable[..., FlaskClient], page: str) -> None:
    staff = login(people.staff)
    assert staff.get(BASE + page).status_code == 404
    assert BASE + page not in staff.get(BASE + "hours/").text


@pytest.mark.parametrize("page", ["card/", "texts/", "hours/", "labels/", "legal/", "photos/", "submit/", "photos/1/"])
@pytest.mark.parametrize("who", ["stranger", "anonymous"])
def test_strangers_change_nothing(
    app: Flask, people: Cast, login: Callable[..., FlaskClient], client: FlaskClient, who: str, page: str
) -> None:
    visitor = client if who == "anonymous" else login(people.stranger)
    values = {"name": "Mine", "commune": "73480 Bessans", "category": "cheese", "fr-tagline": "x", "day0": "1-2"}
    answer = visitor.post(BASE + page, data=values)
    assert answer.status_code == (302 if who == "anonymous" else 404)
    with app.app_context():
        business = db.session.get_one(Business, people.business.id)
        assert (business.name, business.version, business.state) == ("Ferme des Arolles", 1, "approved")


def test_staff_may_not_submit(app: Flask, people: Cast, login: Callable[..., FlaskClient]) -> None:
    assert login(people.staff).post(BASE + "submit/").status_code == 404
