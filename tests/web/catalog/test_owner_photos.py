"""The photos of a listing."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from marketplace.catalog.models import Listing
from marketplace.extensions import db
from marketplace.facts.services import services
from marketplace.facts.worker import run_due_jobs
from marketplace.media.rules import MOST_PHOTOS
from marketplace.ports.storage import StorageUnavailable
from tests.ports.images.photos import encoded, scene
from tests.web.catalog.conftest import SHELF, Shelf

Snapshot = Callable[[], tuple[object, ...]]
PHOTOS = f"{SHELF}tomme/photos/"
JPEG = encoded(scene(), "JPEG")


def send(shelf: Shelf, *files: bytes, address: str = PHOTOS) -> TestResponse:
    data = {"photo": [(BytesIO(each), f"photo{number}.jpg") for number, each in enumerate(files)]}
    return shelf.owner.post(address, data=data, content_type="multipart/form-data")


def work(app: Flask) -> None:
    with app.app_context():
        run_due_jobs()


def ids(app: Flask, shelf: Shelf) -> list[int]:
    with app.app_context():
        return [each.id for each in db.session.get_one(Listing, shelf.listing_id).photos]


def test_several_photos_at_once_wait_and_are_then_shown(app: Flask, shelf: Shelf) -> None:
    assert send(shelf, JPEG, JPEG).status_code == 303
    assert "Being prepared" in shelf.owner.get(PHOTOS).get_data(as_text=True)
    assert "/photos/" not in shelf.anonymous.get("/en/listings/tomme/").get_data(as_text=True)
    work(app)
    page = shelf.anonymous.get("/en/listings/tomme/").get_data(as_text=True)
    assert page.count("/large.webp") >= 2


@pytest.mark.parametrize("language", ["fr", "it", "en"])
@pytest.mark.parametrize("data", [b"<svg/>", b"GIF89a", b""])
def test_what_is_no_photo_is_refused_at_once(shelf: Shelf, snapshot: Snapshot, language: str, data: bytes) -> None:
    before = snapshot()
    answer = send(shelf, data, address=PHOTOS.replace("/en/", f"/{language}/"))
    assert answer.status_code == 422
    assert 'id="photos-error"' in answer.get_data(as_text=True)
    assert snapshot() == before


def test_no_file_at_all_is_said(shelf: Shelf) -> None:
    answer = shelf.owner.post(PHOTOS, data={}, content_type="multipart/form-data")
    assert answer.status_code == 422 and "Choose one photo" in answer.get_data(as_text=True)


def test_what_the_worker_refuses_is_told_to_the_owner_alone(app: Flask, shelf: Shelf) -> None:
    send(shelf, JPEG[: len(JPEG) // 2])
    work(app)
    assert "damaged or cut short" in shelf.owner.get(PHOTOS).get_data(as_text=True)
    assert "webp" not in shelf.anonymous.get("/en/listings/tomme/").get_data(as_text=True)


def test_there_is_a_most(app: Flask, shelf: Shelf) -> None:
    assert send(shelf, *([JPEG] * MOST_PHOTOS)).status_code == 303
    answer = send(shelf, JPEG)
    assert answer.status_code == 422 and f"shows {MOST_PHOTOS} photos at most" in answer.get_data(as_text=True)
    assert len(ids(app, shelf)) == MOST_PHOTOS


def test_they_are_described_moved_and_removed(app: Flask, shelf: Shelf) -> None:
    send(shelf, JPEG, JPEG)
    work(app)
    first, second = ids(app, shelf)
    shelf.owner.post(f"{PHOTOS}{second}/", data={"alt_en": "A wheel, cut open", "move": "front"})
    assert ids(app, shelf) == [second, first]
    assert 'alt="A wheel, cut open"' in shelf.anonymous.get("/en/listings/tomme/").get_data(as_text=True)
    shelf.owner.post(f"{PHOTOS}{second}/", data={"remove": "1"})
    assert ids(app, shelf) == [first]


def test_without_storage_the_owner_is_told_and_the_shop_goes_on(app: Flask, shelf: Shelf) -> None:
    with app.app_context():
        services().storage.broken = StorageUnavailable("full", retryable=True)  # type: ignore[attr-defined]  # the fake's
    assert send(shelf, JPEG).status_code == 503
    assert ids(app, shelf) == []
    assert shelf.anonymous.get("/en/listings/tomme/").status_code == 200


def test_strangers_and_the_anonymous_stay_outside(app: Flask, shelf: Shelf, snapshot: Snapshot) -> None:
    send(shelf, JPEG)
    [shown] = ids(app, shelf)
    before = snapshot()
    for path in ("", f"{shown}/"):
        data = {"remove": "1", "photo": (BytesIO(JPEG), "a.jpg")}
        assert shelf.stranger.post(PHOTOS + path, data=data).status_code == 404
        assert "/login/" in shelf.anonymous.post(PHOTOS + path).headers["Location"]
    assert shelf.stranger.get(PHOTOS).status_code == 404
    assert shelf.owner.post(f"{PHOTOS}999999/", data={"remove": "1"}).status_code == 404
    assert snapshot() == before
