"""The application, for buyers who come all at once."""

import pytest
from flask import Flask


@pytest.fixture
def shop(app: Flask) -> Flask:
    """Outside of any context: each buyer brings a request of their own."""
    return app
