"""Quality marks and photos of the card."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from marketplace.businesses.models import Business
from marketplace.extensions import db
from tests.factories import Cast

LABELS = "/en/dashboard/ferme-des-arolles/labels/"
PHOTOS = "/en/dashboard/ferme-des-arolles/photos/"


def picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (400, 300), "green").save(file, "JPEG")
    file.seek(0)
    return file


def photos(app: Flask, people: Cast) -> list[int]:
    with app.app_context():
        return [row.photo_id for row in db.session.get_one(Business, people.business.id).photos]


def test_marks_show_with_their_certificates(owner: FlaskClient) -> None:
    assert owner.post(LABELS, data={"held_bio": "y", "certificate_bio": "FR-BIO-00"}).status_code == 303
    assert "FR-BIO-00" in owner.get("/en/businesses/ferme-des-arolles/").text
    owner.post(LABELS, data={"certificate_bio": ""})
    assert "FR-BIO-00" not in owner.get("/en/businesses/ferme-des-arolles/").text


@pytest.mark.parametrize("language", ["fr", "it", "en"])
def test_a_mark_without_its_certificate_is_not_taken(
    app: Flask, people: Cast, owner: FlaskClient, language: str
) -> None:
    page = owner.post(LABELS.replace("/en/", f"/{language}/"), data={"held_bio": "y"})
    assert 'id="certificate_bio-error"' in page.text
    with app.app_context():
        assert db.session.get_one(Business, people.business.id).labels == []


def test_photos_come_change_places_and_go(app: Flask, people: Cast, owner: FlaskClient) -> None:
    for _ in range(2):
        assert owner.post(PHOTOS, data={"photo": (picture(), "a.jpg")}).status_code == 303
    first, second = photos(app, people)
    owner.post(f"{PHOTOS}{second}/", data={"do": "up"})
    assert photos(app, people) == [second, first]
    owner.post(f"{PHOTOS}{second}/", data={"do": "describe", "fr": "La ferme en hiver"})
    assert "La ferme en hiver" in owner.get(PHOTOS).text
    owner.post(f"{PHOTOS}{second}/", data={"do": "remove"})
    assert photos(app, people) == [first]


def test_what_is_no_photo_is_refused_in_words(app: Flask, people: Cast, owner: FlaskClient) -> None:
    page = owner.post(PHOTOS, data={"photo": (BytesIO(b"<svg onload=alert(1)>"), "a.jpg")})
    assert (page.status_code, "This is no photo" in page.text) == (200, True)
    assert photos(app, people) == []


def test_the_photo_of_another_card_is_not_there(owner: FlaskClient) -> None:
    assert owner.post(f"{PHOTOS}4711/", data={"do": "remove"}).status_code == 404
