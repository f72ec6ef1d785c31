"""A photo from its upload to what is shown of it."""

from typing import NamedTuple

import pytest
from sqlalchemy import select

from marketplace.catalog.models import Listing
from marketplace.catalog.operations import add_photo, remove_photo
from marketplace.extensions import db
from marketplace.facts.outbox import Job
from marketplace.facts.services import services
from marketplace.facts.transaction import transaction
from marketplace.facts.worker import run_due_jobs
from marketplace.kernel.errors import Conflict
from marketplace.media.jobs import make_renditions
from marketplace.media.models import Photo
from marketplace.media.operations import discard, upload
from marketplace.media.rules import MOST_WAITING, original_key, rendition_key
from marketplace.ports.images import RENDITION_WIDTHS, ImageRefused
from tests.factories import make_business, make_listing, make_user
from tests.ports.images.photos import decoded, encoded, jpeg_claiming, jpeg_with_scans, png_claiming, scene

pytestmark = pytest.mark.usefixtures("session")

JPEG = encoded(scene(), "JPEG")
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


class Sent(NamedTuple):
    """Which photo was sent; rows do not outlive the worker's round."""

    id: int
    code: str


def sent(data: bytes = JPEG) -> Sent:
    with transaction():
        photo = upload(make_user(), data)
        return Sent(photo.id, photo.code)


def stored(code: str) -> list[str]:
    return [key for key in services().storage.list() if code in key]


def settled(photo: Sent) -> Photo:
    run_due_jobs()
    return db.session.get_one(Photo, photo.id)


def test_an_upload_waits_with_its_original() -> None:
    photo = sent()
    assert db.session.get_one(Photo, photo.id).state == "waiting"
    assert services().storage.read(original_key(photo.code)) == JPEG


def test_the_worker_makes_three_sizes_and_drops_the_original() -> None:
    photo = settled(sent())
    assert (photo.state, photo.width, photo.height) == ("ready", 800, 600)
    assert stored(photo.code) == sorted(rendition_key(photo.code, name) for name in RENDITION_WIDTHS)
    for name, width in RENDITION_WIDTHS.items():
        image = decoded(services().storage.read(rendition_key(photo.code, name)))
        assert (image.format, image.width) == ("WEBP", min(width, 800))


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (JPEG[: len(JPEG) // 2], "damaged"),
        (png_claiming(30_000, 30_000), "too-many-pixels"),
        (jpeg_claiming(60_000, 60_000), "too-many-pixels"),
        (jpeg_with_scans(2000), "damaged"),
        (encoded(scene((80, 60)), "PNG"), "too-small"),
        (b"\xff\xd8\xff" + SVG, "damaged"),
    ],
    ids=["cut short", "bomb", "lying head", "many scans", "tiny", "polyglot"],
)
def test_a_hostile_photo_ends_refused_with_a_reason(data: bytes, refusal: str) -> None:
    photo = settled(sent(data))
    assert (photo.state, photo.refusal) == ("refused", refusal)
    assert stored(photo.code) == []


@pytest.mark.parametrize("data", [b"", SVG, b"GIF89a", b"%PDF-1.7", b"<html>"])
def test_what_is_no_photo_is_refused_at_once(data: bytes) -> None:
    with pytest.raises(ImageRefused), transaction():
        upload(make_user(), data)
    assert services().storage.list() == []


def test_nobody_can_fill_the_queue() -> None:
    with transaction():
        user = make_user()
        for _ in range(MOST_WAITING):
            upload(user, JPEG)
    with pytest.raises(Conflict) as refused, transaction():
        upload(user, JPEG)
    assert refused.value.retryable


def test_running_the_job_again_changes_nothing() -> None:
    photo = sent()
    run_due_jobs()
    files = stored(photo.code)
    make_renditions(Job(1, "media.make_renditions", {"photo_id": photo.id}, 2))
    assert stored(photo.code) == files


def test_a_photo_taken_away_leaves_no_file() -> None:
    photo = sent()
    run_due_jobs()
    with transaction():
        discard(db.session.get_one(Photo, photo.id))
    run_due_jobs()
    assert services().storage.list() == []


def test_a_photo_taken_away_before_the_worker_came_leaves_no_file() -> None:
    photo = sent()
    with transaction():
        discard(db.session.get_one(Photo, photo.id))
    run_due_jobs()
    assert services().storage.list() == []


def test_a_listing_looks_new_when_its_photo_is_ready() -> None:
    with transaction():
        user = make_user()
        listing = make_listing(make_business())
        add_photo(listing, upload(user, JPEG), user.id)
    before = db.session.scalar(select(Listing.version))
    db.session.rollback()
    run_due_jobs()
    assert db.session.scalar(select(Listing.version)) == before + 1


def test_a_photo_of_a_listing_can_be_taken_away() -> None:
    with transaction():
        listing = make_listing(make_business())
        add_photo(listing, upload(make_user(), JPEG), None)
        remove_photo(listing, listing.photos[0], None)
    assert listing.photos == []
    assert db.session.scalar(select(Photo.id)) is None
