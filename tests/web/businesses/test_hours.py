"""Opening hours and times of rest."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.businesses.models import Business
from marketplace.extensions import db
from tests.factories import Cast

PAGE = "/en/dashboard/ferme-des-arolles/hours/"
NOTHING = {f"day{number}": "" for number in range(7)}  # a browser sends every field
WEEK = NOTHING | {"day1": "9-12, 14h30-18h"}


def week(app: Flask, people: Cast) -> list[tuple[int, str, str]]:
    with app.app_context():
        business = db.session.get_one(Business, people.business.id)
        return [(row.weekday, f"{row.opens:%H:%M}", f"{row.closes:%H:%M}") for row in business.hours]


def test_what_people_write_becomes_the_week(app: Flask, people: Cast, owner: FlaskClient) -> None:
    assert owner.post(PAGE, data=WEEK).status_code == 303
    assert week(app, people) == [(1, "09:00", "12:00"), (1, "14:30", "18:00")]
    assert 'value="9:00-12:00, 14:30-18:00"' in owner.get(PAGE).text
    assert "Open until 12:00" in owner.get("/en/businesses/ferme-des-arolles/").text


def test_by_appointment_says_so(app: Flask, people: Cast, owner: FlaskClient) -> None:
    owner.post(PAGE, data=NOTHING | {"by_appointment": "y"})
    assert "By appointment" in owner.get("/en/businesses/ferme-des-arolles/").text


def test_nothing_at_all_is_said_honestly(app: Flask, people: Cast, owner: FlaskClient) -> None:
    owner.post(PAGE, data=NOTHING)
    assert "No opening hours are given" in owner.get("/en/businesses/ferme-des-arolles/").text


def test_times_of_rest_are_kept_and_taken_away(app: Flask, people: Cast, owner: FlaskClient) -> None:
    rest = {"closures-0-first": "2026-12-24", "closures-0-last": "02/01/2027", "closures-0-yearly": "y"}
    assert owner.post(PAGE, data=WEEK | rest).status_code == 303
    assert "Closed from 24 December to 2 January" in owner.get("/en/businesses/ferme-des-arolles/").text
    owner.post(PAGE, data=WEEK | {"closures-0-first": "", "closures-0-last": ""})
    assert "Closed from" not in owner.get("/en/businesses/ferme-des-arolles/").text


@pytest.mark.parametrize("language", ["fr", "it", "en"])
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day3": "whenever"}, "day3"),
        ({"day3": "9-12-13"}, "day3"),
        ({"by_appointment": "y"}, "by_appointment"),
        ({"closures-0-first": "2026-12-24"}, "closures-0-last"),
        ({"closures-0-first": "2026-12-24", "closures-0-last": "2026-12-01"}, "closures-0-last"),
        ({"closures-0-first": "Christmas", "closures-0-last": "2027-01-01"}, "closures-0-first"),
    ],
)
def test_what_is_wrong_changes_nothing_and_is_not_lost(
    app: Flask, people: Cast, owner: FlaskClient, language: str, wrong: dict[str, str], field: str
) -> None:
    before = week(app, people)
    page = owner.post(PAGE.replace("/en/", f"/{language}/"), data=WEEK | wrong)
    assert page.status_code == 200
    assert f'id="{field}-error"' in page.text
    assert f'href="#{field}"' in page.text
    assert 'value="9-12, 14h30-18h"' in page.text
    assert week(app, people) == before
