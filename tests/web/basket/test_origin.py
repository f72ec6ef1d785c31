"""The form that carries no token takes nothing from another site's page."""

import pytest
from flask import Flask


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 404),
        ({"Origin": "http://localhost"}, 404),
        ({"Sec-Fetch-Site": "same-origin"}, 404),
        ({"Origin": "https://evil.example"}, 400),
        ({"Origin": "null"}, 400),
        ({"Sec-Fetch-Site": "cross-site"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 400),
    ],
)
def test_who_may_post(app: Flask, headers: dict[str, str], status: int) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = app.test_client().post("/en/basket/lines/", data={"variant": "x"}, headers=headers)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == status
