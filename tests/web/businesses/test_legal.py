"""The legal identity."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.businesses.models import Business
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from tests.factories import Cast

PAGE = "/en/dashboard/ferme-des-arolles/legal/"
PUBLIC = "/en/businesses/ferme-des-arolles/"
GOOD: dict[str, Any] = {
    "country": "FR",
    "legal_name": "EARL du Vallon",
    "legal_form": "EARL",
    "register_number": "732 829 320 00074",
    "vat_exempt": "y",
    "registered_address": "Bessans",
    "mediator": "Médiation",
    "self_certified": "y",
}


def states(app: Flask, people: Cast) -> list[str]:
    with app.app_context():
        return [row.state for row in db.session.get_one(Business, people.business.id).identities]


def unapprove(app: Flask, people: Cast) -> None:
    with app.app_context(), transaction():
        business = db.session.get_one(Business, people.business.id)
        business.state = "draft"
        business.identities[0].state = "draft"


def test_a_change_waits_and_visitors_see_the_approved_one(app: Flask, people: Cast, owner: FlaskClient) -> None:
    answer = owner.post(PAGE, data=GOOD, follow_redirects=True)
    assert "Sent to the administrators of Maurienne" in answer.text
    assert states(app, people) == ["approved", "pending"]
    assert "EARL du Vallon" not in owner.get(PUBLIC).text
    assert 'value="EARL du Vallon"' in owner.get(PAGE).text


def test_once_approved_nothing_may_be_left_out(app: Flask, people: Cast, owner: FlaskClient) -> None:
    page = owner.post(PAGE, data={**GOOD, "mediator": "", "self_certified": ""})
    assert 'id="mediator-error"' in page.text
    assert 'id="self_certified-error"' in page.text
    assert 'value="EARL du Vallon"' in page.text
    assert states(app, people) == ["approved"]


def test_a_draft_may_be_half_filled(app: Flask, people: Cast, owner: FlaskClient) -> None:
    unapprove(app, people)
    assert owner.post(PAGE, data={"country": "FR", "legal_name": "EARL du Vallon"}).status_code == 303
    assert states(app, people) == ["draft"]
    assert 'value="EARL du Vallon"' in owner.get(PAGE).text


@pytest.mark.parametrize("language", ["fr", "it", "en"])
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"register_number": "73282932000075"}, "register_number"),
        ({"register_number": "123"}, "register_number"),
        ({"country": "IT", "register_number": "12345678901"}, "register_number"),
        ({"vat_number": "FR00000", "vat_exempt": ""}, "vat_number"),
        ({"vat_number": "FR40303265045"}, "vat_exempt"),
        ({"country": "IT", "register_number": "00743110157", "rea": "somewhere"}, "rea"),
        ({"country": "DE"}, "country"),
    ],
)
def test_what_is_wrong_is_said_and_not_lost(
    app: Flask, people: Cast, owner: FlaskClient, language: str, wrong: dict[str, str], field: str
) -> None:
    page = owner.post(PAGE.replace("/en/", f"/{language}/"), data={**GOOD, **wrong})
    assert page.status_code == 200
    assert f'href="#{field}"' in page.text
    assert 'value="EARL du Vallon"' in page.text
    assert states(app, people) == ["approved"]
