"""Writing transactions do not run into each other; tests/unit/facts holds the control for SQLite."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.models import History
from marketplace.facts.transaction import transaction

WRITERS = 40


def test_a_transaction_begun_after_a_read_is_refused(session: None) -> None:
    db.session.scalar(text("SELECT 1"))
    with pytest.raises(RuntimeError), transaction():
        pass


def test_reading_and_writing_at_once_never_locks(app: Flask) -> None:
    def write(number: int) -> None:
        with app.test_request_context("/en/"), transaction():
            db.session.scalar(text("SELECT count(*) FROM history"))
            remember("test", number, "wrote", None)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(WRITERS)))
    with app.app_context():
        assert db.session.query(History).count() == WRITERS
