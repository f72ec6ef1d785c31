"""The application with a stall, for buyers who come all at once."""

from collections.abc import Iterator

import pytest
from flask import Flask

from marketplace.facts.services import Services
from tests.fakes.clock import FrozenClock


@pytest.fixture
def shop(app: Flask) -> Iterator[Flask]:
    """The application; refusing is part of these tests, so nobody is turned away for coming often."""
    services: Services = app.extensions["services"]
    assert isinstance(services.clock, FrozenClock)
    for name in ("orders.remind", "orders.lapse"):
        app.extensions["subscriptions"].handlers.setdefault(name, lambda _job: None)
    yield app
