"""The job loop: gives positions, runs due jobs, lets consumers read on, shows that it lives.

A job is claimed in one transaction, run outside of any, and marked done in another: killed in between, it runs again
when its claim has expired. Handlers therefore re-read what they act on and are safe to repeat.
"""

import signal
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import FrameType

import structlog
from sqlalchemy import or_, select, update
from sqlalchemy.exc import InterfaceError, OperationalError

from marketplace.extensions import db
from marketplace.facts.models import Heartbeat, OutboxCounter, OutboxRow
from marketplace.facts.outbox import Job, subscriptions
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction

CLAIM = timedelta(seconds=45)  # below the minute within which everything must be running again after a crash
MOST_ATTEMPTS = 8
BATCH = 50
IDLE_SECONDS = 0.25
AWAY_SECONDS = 1.0
BEAT_EVERY = timedelta(seconds=5)
ALIVE_WITHIN = timedelta(seconds=30)

log = structlog.get_logger("worker")
Consumer = Callable[[], bool]  # reads on from its watermark; says whether it found anything


@dataclass(slots=True)
class Worker:
    """One worker process. `consumers` are called once a round; `stop` ends the loop after the job under way."""

    consumers: Sequence[Consumer] = ()
    stopping: threading.Event = field(default_factory=threading.Event)
    beaten_at: datetime | None = None

    def run(self) -> None:
        """Works until asked to stop by SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping.is_set():
            if not self._survived_round():
                self.stopping.wait(IDLE_SECONDS)

    def _survived_round(self) -> bool:
        """One round; False also when the database was away: it is asked again, and a job under way runs again."""
        try:
            return self.round()
        except (OperationalError, InterfaceError) as error:
            log.error("unavailable", error=type(error).__name__)
            self.stopping.wait(AWAY_SECONDS)
            return False
        finally:
            db.session.remove()

    def round(self) -> bool:
        """One round; True when there was anything to do."""
        self._beat()
        busy = give_positions() > 0
        busy = run_due_jobs() > 0 or busy
        for consumer in self.consumers:
            busy = consumer() or busy
            db.session.remove()
        return busy

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()

    def _beat(self) -> None:
        at = now()
        if self.beaten_at and at - self.beaten_at < BEAT_EVERY:
            return
        with transaction():
            db.session.merge(Heartbeat(name="worker", at=at))
        self.beaten_at = at


def give_positions() -> int:
    """Numbers the committed rows that have no position yet, in commit order as far as can be seen; how many."""
    if db.session.scalar(select(OutboxRow.id).where(OutboxRow.position.is_(None)).limit(1)) is None:
        db.session.rollback()
        return 0
    db.session.rollback()
    with transaction():
        counter = db.session.scalar(select(OutboxCounter).with_for_update())
        if counter is None:
            counter = OutboxCounter(id=1, position=0)
            db.session.add(counter)
        rows = db.session.scalars(
            select(OutboxRow).where(OutboxRow.position.is_(None)).order_by(OutboxRow.id).limit(500)
        ).all()
        for row in rows:
            counter.position += 1
            row.position = counter.position
            if row.handler is None:
                row.done_at = now()  # kept for its readers, nothing to run
    return len(rows)


def run_due_jobs() -> int:
    """Runs up to a batch of due jobs, one after the other; how many."""
    for count in range(BATCH):
        job = claim()
        if job is None:
            return count
        run(job)
    return BATCH


def claim() -> Job | None:
    """Takes the job that has been due longest, if any, for CLAIM."""
    at = now()
    due = (
        select(OutboxRow)
        .where(OutboxRow.handler.is_not(None), OutboxRow.done_at.is_(None), OutboxRow.parked_at.is_(None))
        .where(OutboxRow.due_at <= at, or_(OutboxRow.claimed_until.is_(None), OutboxRow.claimed_until < at))
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(1)
    )
    if db.session.scalar(due.with_only_columns(OutboxRow.id)) is None:
        db.session.rollback()  # looked without taking SQLite's one write lock
        return None
    db.session.rollback()
    with transaction():
        row = db.session.scalar(due.with_for_update(skip_locked=True))
        if row is None:
            return None
        row.claimed_until = at + CLAIM
        row.attempts += 1
        return Job(row.id, row.handler or "", row.payload, row.attempts)


def run(job: Job) -> None:
    """Runs one job and records how it went."""
    try:
        handler = subscriptions().handlers[job.handler]
        handler(job)
    except Exception as error:  # noqa: BLE001  # whatever it was, the queue goes on and the row says what happened
        db.session.rollback()
        log.warning("job failed", job=job.id, handler=job.handler, attempt=job.attempt, error=type(error).__name__)
        _failed(job, "".join(traceback.format_exception(error))[-2000:])
    else:
        db.session.rollback()
        with transaction():
            db.session.execute(
                update(OutboxRow).where(OutboxRow.id == job.id).values(done_at=now(), claimed_until=None, error=None)
            )
    finally:
        db.session.remove()


def _failed(job: Job, error: str) -> None:
    parked = job.attempt >= MOST_ATTEMPTS
    with transaction():
        db.session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == job.id)
            .values(
                error=error,
                claimed_until=None,
                parked_at=now() if parked else None,
                due_at=now() + timedelta(seconds=5 * 2 ** (job.attempt - 1)),
            )
        )


def parked_jobs() -> Sequence[OutboxRow]:
    """Jobs that kept failing and wait for an operator, oldest first."""
    return db.session.scalars(
        select(OutboxRow).where(OutboxRow.parked_at.is_not(None)).order_by(OutboxRow.parked_at)
    ).all()


def unpark(row_id: int) -> bool:
    """Gives a parked job its attempts back; False when it is not parked."""
    done = db.session.scalar(
        update(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.parked_at.is_not(None))
        .values(parked_at=None, attempts=0, due_at=now())
        .returning(OutboxRow.id)
    )
    return done is not None


def is_alive() -> bool:
    """Whether a worker gave a sign of life lately."""
    beat = db.session.get(Heartbeat, "worker")
    return beat is not None and now() - beat.at < ALIVE_WITHIN
