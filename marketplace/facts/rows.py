"""Rows that several transactions may want to make at once."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from marketplace.extensions import Base, db


def ensure_row(model: type[Base], **values: Any) -> None:
    """Adds a row unless one that shares a unique value is there, or is being added by somebody else (then waits)."""
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    db.session.execute(dialect.insert(model).values(**values).on_conflict_do_nothing())
