"""Writing to the outbox: within the caller's transaction, so that a fact is kept exactly when its change is."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, cast

from flask import current_app
from sqlalchemy import Table, insert

from marketplace.extensions import db
from marketplace.facts.models import OutboxRow
from marketplace.facts.services import now


@dataclass(frozen=True, slots=True)
class Job:
    """One run of a handler. `id` is the same at every attempt, so that a repeat can be recognised."""

    id: int
    handler: str
    payload: dict[str, Any]
    attempt: int


Handler = Callable[[Job], None]


@dataclass(slots=True)
class Subscriptions:
    """Which handlers exist, and which of them a fact wakes; filled by wiring.py alone."""

    handlers: dict[str, Handler] = field(default_factory=dict)
    jobs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    streamed: set[str] = field(default_factory=set)

    def register(self, name: str, handler: Handler) -> None:
        """Makes `handler` known as `name`, a name that stays the same over releases because rows carry it."""
        if name in self.handlers:
            raise ValueError(f"two handlers are called {name}")
        self.handlers[name] = handler

    def on(self, fact: type, name: str, handler: Handler) -> None:
        """Runs `handler` once for every `fact` (more often only after a crash)."""
        self.register(name, handler)
        self.jobs[kind_of(fact)].append(name)

    def stream(self, *facts: type) -> None:
        """Keeps `facts` for consumers that read by position."""
        self.streamed.update(kind_of(fact) for fact in facts)


def subscriptions() -> Subscriptions:
    """The subscriptions of the running application."""
    return cast(Subscriptions, current_app.extensions["subscriptions"])


def kind_of(fact: type) -> str:
    """The name under which a fact is stored: feature and class, such as `orders.OrderPlaced`."""
    return f"{fact.__module__.split('.')[1]}.{fact.__name__}"


def record(fact: Any) -> None:
    """Writes the outbox rows that the fact (a frozen dataclass of ids and plain values) calls for."""
    known = subscriptions()
    kind = kind_of(type(fact))
    at = now()
    handlers: list[str | None] = [*known.jobs.get(kind, ())]
    if kind in known.streamed:
        handlers.append(None)
    _write([_row(kind, handler, asdict(fact), at, at) for handler in handlers])


def schedule(handler: str, due_at: datetime, **payload: Any) -> None:
    """Writes a job for a later moment; the handler must look again whether there is still something to do."""
    if handler not in subscriptions().handlers:
        raise ValueError(f"no handler is called {handler}")
    _write([_row(handler, handler, payload, now(), due_at)])


def _row(kind: str, handler: str | None, payload: dict[str, Any], at: datetime, due_at: datetime) -> dict[str, Any]:
    return {
        "kind": kind,
        "handler": handler,
        "payload": payload,
        "created_at": at,
        "due_at": due_at,
        "attempts": 0,
    }


def _write(rows: list[dict[str, Any]]) -> None:
    """Past the session: every order writes a handful of these, and nobody needs them back as objects."""
    if rows:
        db.session.execute(insert(cast(Table, OutboxRow.__table__)), rows)
