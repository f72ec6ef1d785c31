"""Nobody may press the button, or fill baskets, without end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.app import create_app
from marketplace.extensions import db, limiter
from tests.conftest import test_config as config_for
from tests.factories.stall import make_stall


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Flask]:
    """The application with its limits on; the extension is one for all applications, so it is set back afterwards."""
    before = limiter.enabled
    app = create_app(config_for(f"sqlite:///{tmp_path / 'limited.sqlite'}", tmp_path, RATE_LIMITS="on"))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        db.create_all()
        limiter.reset()
    yield app
    with app.app_context():
        limiter.reset()
        db.session.remove()
        db.engine.dispose()
    limiter.enabled = before


def answers(visitor: FlaskClient, path: str, times: int) -> list[int]:
    return [visitor.post(path, data={"variant": "1"}).status_code for _ in range(times)]


def test_the_checkout_takes_twenty_a_minute(strict: Flask) -> None:
    found = answers(strict.test_client(), "/en/checkout/", 21)
    assert 429 not in found[:20]
    assert found[20] == 429


def test_the_basket_takes_a_hundred_and_twenty_a_minute(strict: Flask) -> None:
    with strict.app_context():
        make_stall()
    found = answers(strict.test_client(), "/en/basket/lines/", 121)
    assert 429 not in found[:120]
    assert found[120] == 429


def test_looking_is_not_limited(strict: Flask) -> None:
    visitor = strict.test_client()
    assert {visitor.get("/en/basket/").status_code for _ in range(130)} == {200}
