"""What stands on the card besides its texts."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.businesses.models import Business
from marketplace.extensions import db
from tests.factories import Cast

PAGE = "/en/dashboard/ferme-des-arolles/card/"
GOOD: dict[str, Any] = {
    "name": "Ferme des Arolles",
    "commune": "73480 Bessans",
    "category": "cheese",
    "address": "3, La Goulaz",
    "postal_code": "73480",
    "phone": "04 79 05 00 00",
    "email": "Bonjour@Arolles.Example",
    "website": "arolles.example",
    "spoken": ["fr", "frp"],
}


def read(app: Flask, people: Cast) -> Business:
    with app.app_context():
        business = db.session.get_one(Business, people.business.id)
        db.session.expunge_all()
        return business


def test_it_is_kept_in_one_form(app: Flask, people: Cast, owner: FlaskClient) -> None:
    answer = owner.post(PAGE, data=GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    business = read(app, people)
    assert (business.phone, business.email, business.website, business.spoken) == (
        "+33479050000",
        "bonjour@arolles.example",
        "https://arolles.example",
        ["fr", "frp"],
    )
    assert business.version > 1


def test_saving_the_same_again_is_no_change(app: Flask, people: Cast, owner: FlaskClient) -> None:
    owner.post(PAGE, data=GOOD)
    version = read(app, people).version
    owner.post(PAGE, data=GOOD)
    assert read(app, people).version == version


def test_a_new_name_moves_the_page_and_the_owner_along(app: Flask, people: Cast, owner: FlaskClient) -> None:
    answer = owner.post(PAGE, data={**GOOD, "name": "Chalet Roux"})
    assert answer.headers["Location"] == "/en/dashboard/chalet-roux/card/"
    assert owner.get("/en/businesses/ferme-des-arolles/").status_code == 301
    answer = owner.post(answer.headers["Location"], data={**GOOD, "name": "Ferme des Arolles"})
    assert answer.headers["Location"] == PAGE
    assert owner.get("/en/businesses/ferme-des-arolles/").status_code == 200


def test_moving_house_may_change_the_valley(app: Flask, people: Cast, owner: FlaskClient) -> None:
    owner.post(PAGE, data={**GOOD, "commune": "05100 Briançon", "postal_code": ""})
    business = read(app, people)
    assert (business.territory, business.postal_code) == ("brianconnais", "05100")


@pytest.mark.parametrize("language", ["fr", "it", "en"])
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("phone", "12"),
        ("email", "nobody"),
        ("website", "javascript:alert(1)"),
        ("website", "http://["),
        ("postal_code", "99999"),
        ("commune", "Nulle-Part"),
    ],
)
def test_what_is_wrong_changes_nothing_and_is_not_lost(
    app: Flask, people: Cast, owner: FlaskClient, language: str, field: str, typed: str
) -> None:
    page = owner.post(PAGE.replace("/en/", f"/{language}/"), data={**GOOD, field: typed})
    assert page.status_code == 200
    assert f'id="{field}-error"' in page.text
    assert f'value="{typed}"' in page.text
    assert "3, La Goulaz" in page.text
    assert read(app, people).version == 1
