"""Why writing transactions begin IMMEDIATE on SQLite: the control without it."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from marketplace.extensions import db


def test_a_plain_transaction_that_reads_first_locks(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as first, db.engine.connect() as second:
        first.execute(text("SELECT count(*) FROM heartbeat"))
        second.execute(text("SELECT count(*) FROM heartbeat"))
        insert = text(
            "INSERT INTO history (subject, subject_id, verb, at, data) VALUES ('x', 1, 'x', '2026-01-01', '{}')"
        )
        first.execute(insert)
        first.commit()
        with pytest.raises(OperationalError, match="locked"):
            second.execute(insert)
