"""What the tests of these pages share."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.extensions import db
from tests.factories import Cast, cast


@pytest.fixture
def people(app: Flask) -> Cast:
    """The cast, their rows to be read without a database."""
    with app.app_context():
        made = cast()
        for name in made.__slots__:
            db.session.refresh(getattr(made, name))
        db.session.expunge_all()
    return made


@pytest.fixture
def owner(people: Cast, login: Callable[..., FlaskClient]) -> FlaskClient:
    """The owner of the first business, signed in."""
    return login(people.owner)
