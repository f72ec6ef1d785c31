"""Texts in three languages, side by side."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.businesses.models import Business
from marketplace.businesses.queries import is_stale
from marketplace.extensions import db
from tests.factories import Cast

PAGE = "/en/dashboard/ferme-des-arolles/texts/"
FRENCH = {"fr-tagline": "On fait la tomme sans se presser.", "fr-story": "Quatre générations."}
ITALIAN = {"it-tagline": "La toma senza fretta.", "it-story": "Quattro generazioni."}


def stale(app: Flask, people: Cast) -> list[str]:
    with app.app_context():
        business = db.session.get_one(Business, people.business.id)
        return [row.language for row in business.texts if is_stale(business, row)]


def test_a_translation_is_kept_and_shown(app: Flask, people: Cast, owner: FlaskClient) -> None:
    assert owner.post(PAGE, data=FRENCH | ITALIAN).status_code == 303
    assert "Quattro generazioni." in owner.get("/it/businesses/ferme-des-arolles/").text
    assert stale(app, people) == []


def test_new_words_make_the_translation_out_of_date_until_looked_at(
    app: Flask, people: Cast, owner: FlaskClient
) -> None:
    owner.post(PAGE, data=FRENCH | ITALIAN)
    owner.post(PAGE, data=FRENCH | ITALIAN | {"fr-story": "Cinq générations."})
    assert stale(app, people) == ["it"]
    assert "it-still_right" in owner.get(PAGE).text
    owner.post(PAGE, data=FRENCH | ITALIAN | {"fr-story": "Cinq générations.", "it-still_right": "y"})
    assert stale(app, people) == []


def test_both_changed_at_once_belong_together(app: Flask, people: Cast, owner: FlaskClient) -> None:
    owner.post(PAGE, data=FRENCH | ITALIAN)
    owner.post(PAGE, data={"fr-tagline": "A", "fr-story": "B", "it-tagline": "C", "it-story": "D"})
    assert stale(app, people) == []


@pytest.mark.parametrize("language", ["fr", "it", "en"])
def test_what_is_too_long_is_said_and_not_lost(app: Flask, people: Cast, owner: FlaskClient, language: str) -> None:
    page = owner.post(PAGE.replace("/en/", f"/{language}/"), data=FRENCH | ITALIAN | {"it-tagline": "o" * 201})
    assert page.status_code == 200
    assert 'id="it-tagline-error"' in page.text
    assert "o" * 201 in page.text
    assert "Quattro generazioni." in page.text
    assert "Quattro" not in owner.get("/it/businesses/ferme-des-arolles/").text
