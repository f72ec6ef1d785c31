"""Cookies and headers where the site is on https, and what a request may not bring."""

from pathlib import Path

import pytest
from flask import Flask

from marketplace.app import create_app
from marketplace.extensions import db
from marketplace.web.security import LARGEST_FORM
from tests.conftest import test_config as config_for


@pytest.fixture
def https(tmp_path: Path) -> Flask:
    url = f"sqlite:///{tmp_path / 'https.sqlite'}"
    app = create_app(config_for(url, tmp_path, SITE_URL="https://market.example"))
    with app.app_context():
        db.create_all()
        db.engine.dispose()
    return app


def test_cookies_belong_to_this_host_alone(https: Flask) -> None:
    answer = https.test_client().get("/en/login/", base_url="https://market.example")
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
        assert "Domain=" not in cookie


def test_browsers_are_told_to_stay_on_https(https: Flask) -> None:
    answer = https.test_client().get("/en/login/", base_url="https://market.example")
    assert int(answer.headers["Strict-Transport-Security"].partition("=")[2]) >= 31536000


def test_a_form_has_an_end(app: Flask) -> None:
    answer = app.test_client().post("/en/login/", data={"email": "x" * (LARGEST_FORM + 1), "password": "x"})
    assert answer.status_code == 413
