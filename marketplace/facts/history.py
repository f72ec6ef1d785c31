"""Who did what: written beside every change, read on the pages that show it."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table, insert, select

from marketplace.extensions import db
from marketplace.facts.models import History
from marketplace.facts.services import now


def remember(subject: str, subject_id: int, verb: str, actor_id: int | None, **data: Any) -> None:
    """Appends one row; `data` holds plain values, no personal data."""
    row = {"subject": subject, "subject_id": subject_id, "verb": verb, "actor_id": actor_id, "at": now(), "data": data}
    db.session.execute(insert(cast(Table, History.__table__)), row)  # nobody needs it back as an object


def history_of(subject: str, subject_id: int) -> Sequence[History]:
    """Everything that happened to one thing, oldest first."""
    return db.session.scalars(
        select(History).where(History.subject == subject, History.subject_id == subject_id).order_by(History.id)
    ).all()
