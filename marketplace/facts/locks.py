"""Locks on what has no row of its own."""

import hashlib

from sqlalchemy import func, select

from marketplace.extensions import db


def serialise(*subjects: str) -> None:
    """Lets one transaction at a time go on for each subject, until it ends; taken in one order, so without deadlock.

    PostgreSQL keeps a number of 64 bits per subject and nothing else; two subjects that share it only wait needlessly.
    On SQLite a writing transaction is alone already.
    """
    if db.session.get_bind().dialect.name != "postgresql":
        return
    for key in sorted({_number(subject) for subject in subjects}):
        db.session.execute(select(func.pg_advisory_xact_lock(key)))


def _number(subject: str) -> int:
    return int.from_bytes(hashlib.sha256(subject.encode()).digest()[:8], signed=True)
