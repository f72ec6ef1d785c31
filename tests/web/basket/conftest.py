"""A stall with two makers."""

import pytest
from flask import Flask

from tests.factories.stall import Stall, make_stall


@pytest.fixture
def stall(app: Flask) -> Stall:
    with app.app_context():
        return make_stall(capacity=2)
