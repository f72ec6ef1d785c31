"""The addresses of photos and covers."""

from flask import Flask, url_for
from flask.testing import FlaskClient

from marketplace.facts.services import services
from marketplace.media.covers import VERSION, emblems
from marketplace.media.models import Photo
from marketplace.media.queries import cover_url, photo_url
from marketplace.media.rules import rendition_key
from marketplace.ports.storage import StorageUnavailable
from marketplace.taxonomy.queries import categories

CODE = "0123456789abcdef0123456789"
FOR_EVER = "public, max-age=31536000, immutable"


def kept(app: Flask) -> str:
    """Puts a rendition into storage; its address."""
    with app.app_context():
        services().storage.put(rendition_key(CODE, "small"), b"RIFF....WEBP", "image/webp")
    return photo_url(Photo(code=CODE), "small")


def test_a_photo_is_served_to_be_kept(app: Flask, client: FlaskClient) -> None:
    answer = client.get(kept(app))
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"RIFF....WEBP", "image/webp")
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers and "Vary" not in answer.headers


def test_a_copy_is_still_good(app: Flask, client: FlaskClient) -> None:
    address = kept(app)
    etag = client.get(address).headers["ETag"]
    answer = client.get(address, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")


def test_other_photos_are_not_found(app: Flask, client: FlaskClient) -> None:
    kept(app)
    for path in (f"{CODE}/medium.webp", f"{CODE}/huge.webp", "ff/small.webp", f"{CODE.upper()}/small.webp"):
        assert client.get(f"/photos/{path}").status_code == 404
    assert client.get("/photos/..%2f..%2foriginals/small.webp").status_code == 404


def test_without_storage_only_photos_fail(app: Flask, client: FlaskClient) -> None:
    address = kept(app)
    with app.app_context():
        services().storage.broken = StorageUnavailable("gone", retryable=True)  # type: ignore[attr-defined]  # the fake's
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    assert client.get(cover_url("business", "ferme", "maurienne")).status_code == 200


def test_a_cover_is_drawn_to_be_kept(client: FlaskClient) -> None:
    answer = client.get(cover_url("listing", "tomme-des-arolles", "maurienne", "cheese"))
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.data.startswith(b"<svg")
    again = client.get(answer.request.path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_only_known_covers_are_drawn(client: FlaskClient) -> None:
    known = ("listing", "maurienne", "cheese", "tomme")
    for place, wrong in ((0, "person"), (1, "atlantis"), (2, "dragon"), (3, "T"), (3, "x" * 81), (3, "a.b")):
        parts = list(known)
        parts[place] = wrong
        assert client.get(f"/covers/{VERSION}/{'/'.join(parts)}.svg").status_code == 404, parts
    for version in (0, VERSION + 1):
        assert client.get(f"/covers/{version}/{'/'.join(known)}.svg").status_code == 404


def test_every_category_has_its_drawing() -> None:
    assert {category.emblem for category in categories()} <= set(emblems())


def test_addresses_are_those_of_the_routes(app: Flask) -> None:
    with app.test_request_context():
        assert photo_url(Photo(code=CODE), "large") == url_for("media.photo", code=CODE, name="large")
        parts = {"kind": "listing", "slug": "a", "territory": "maurienne", "emblem": "cheese"}
        assert cover_url(**parts) == url_for("media.cover", version=VERSION, **parts)
