"""A stall with two makers, and the checkout form of somebody who has both in the basket."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.stall import Stall, fill_basket, make_stall

Form = dict[str, str]


@pytest.fixture
def stall(app: Flask) -> Stall:
    with app.app_context():
        return make_stall()


@pytest.fixture
def ready(client: FlaskClient, stall: Stall) -> FlaskClient:
    """A guest with a full basket."""
    fill_basket(client, stall)
    return client


@pytest.fixture
def form() -> Callable[..., Form]:
    return read_form


def read_form(visitor: FlaskClient, language: str = "en", **typed: str) -> Form:
    """The checkout page's hidden fields with what a guest types; `typed` overrides it."""
    text = visitor.get(f"/{language}/checkout/").text
    you = {"name": "Chiara Bellotto", "email": "chiara@example.org", "phone": "+39 333 123 4567", "terms": "y"}
    return {**hidden_fields(text), **you, **typed}


def hidden_fields(text: str) -> Form:
    """The hidden fields of a page."""
    tags = re.findall(r'<input[^>]*type="hidden"[^>]*>', text)
    fields = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in tags]
    return {field["name"]: unescape(field["value"]) for field in fields}
