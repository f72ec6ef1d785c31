"""The usual people, usable outside of any session."""

import pytest
from flask import Flask

from marketplace.extensions import db
from tests.factories import Cast, cast


@pytest.fixture
def people(app: Flask) -> Cast:
    with app.app_context():
        made = cast()
        for name in Cast.__dataclass_fields__:
            row = getattr(made, name)
            db.session.refresh(row)
            db.session.expunge(row)
        return made
