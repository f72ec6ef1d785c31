"""Transactions: who begins one, and how SQLite begins it.

On SQLite a transaction that reads first and writes later fails with "database is locked" as soon as another one wrote
in between, and no time-out helps. So whatever may write begins IMMEDIATE, before its first read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, event

from marketplace.extensions import db

BUSY_TIMEOUT_SECONDS = 30
_writing: ContextVar[bool] = ContextVar("writing", default=False)


def begin_for_writing() -> None:
    """Lets every transaction of this context begin IMMEDIATE on SQLite; called before the first read of the request."""
    _writing.set(True)


def begin_for_reading() -> None:
    """Lets transactions of this context begin plainly again."""
    _writing.set(False)


@contextmanager
def transaction() -> Iterator[None]:
    """Commits what the block wrote, or rolls all of it back when it raises. Blocks do not nest.

    Raises:
        RuntimeError: a plain transaction is already under way, so on SQLite this one could not write safely.
    """
    if not _writing.get() and db.session().in_transaction():
        raise RuntimeError("a writing transaction must begin before the first read")
    token = _writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(token)


def listen(engine: Engine) -> None:
    """Prepares SQLite connections: WAL, foreign keys, and BEGIN left to us instead of the driver."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def connect(connection: SqliteConnection, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")  # a killed process loses nothing; see docs/operations.md
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
