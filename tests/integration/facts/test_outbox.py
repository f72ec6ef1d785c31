"""Facts are kept with their change, and jobs run until they are done or parked."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.extensions import db
from marketplace.facts.models import OutboxRow
from marketplace.facts.outbox import Job, Subscriptions, record, schedule
from marketplace.facts.services import now, services
from marketplace.facts.transaction import transaction
from marketplace.facts.worker import (
    MOST_ATTEMPTS,
    Worker,
    claim,
    give_positions,
    is_alive,
    parked_jobs,
    run_due_jobs,
    unpark,
)


@dataclass(frozen=True, slots=True)
class Happened:
    """A fact for these tests."""

    number: int


Happened.__module__ = "marketplace.facts.events"


class Broken(Exception):
    """What a failing handler raises."""


@pytest.fixture
def runs(app: Flask, session: None) -> list[int]:
    """What the handler was called with; a negative number makes it fail."""
    seen: list[int] = []

    def handler(job: Job) -> None:
        seen.append(job.payload["number"])
        if job.payload["number"] < 0:
            raise Broken

    before = app.extensions["subscriptions"]
    app.extensions["subscriptions"] = known = Subscriptions()
    known.on(Happened, "facts.handle", handler)
    known.stream(Happened)
    yield seen
    app.extensions["subscriptions"] = before


def later(**kwargs: float) -> None:
    services().clock.advance(**kwargs)


def test_a_fact_runs_once(runs: list[int]) -> None:
    with transaction():
        record(Happened(7))
    assert run_due_jobs() == 1
    assert run_due_jobs() == 0
    assert runs == [7]


def test_nothing_is_kept_of_a_change_that_was_rolled_back(runs: list[int]) -> None:
    with pytest.raises(Broken), transaction():
        record(Happened(7))
        raise Broken
    assert run_due_jobs() == 0
    assert runs == []


def test_a_scheduled_job_waits_for_its_moment(runs: list[int]) -> None:
    with transaction():
        schedule("facts.handle", now() + timedelta(hours=1), number=3)
    assert run_due_jobs() == 0
    later(hours=1)
    assert run_due_jobs() == 1
    assert runs == [3]


def test_scheduling_an_unknown_job_is_refused(runs: list[int]) -> None:
    with pytest.raises(ValueError, match="no handler"):
        schedule("facts.nobody", now())


def test_a_failing_job_is_tried_again_later_and_then_parked(runs: list[int]) -> None:
    with transaction():
        record(Happened(-1))
    for attempt in range(MOST_ATTEMPTS):
        assert run_due_jobs() == 1, attempt
        assert run_due_jobs() == 0, "it must wait before the next attempt"
        later(hours=2)
    assert run_due_jobs() == 0
    (row,) = parked_jobs()
    assert row.attempts == MOST_ATTEMPTS
    assert "Broken" in (row.error or "")
    row_id = row.id
    db.session.rollback()
    with transaction():
        assert unpark(row_id)
        assert not unpark(row_id)
    assert run_due_jobs() == 1


def test_a_job_whose_worker_died_runs_again_after_its_claim(runs: list[int]) -> None:
    with transaction():
        record(Happened(5))
    assert claim() is not None  # and the process is killed here
    assert run_due_jobs() == 0
    later(seconds=46)
    assert run_due_jobs() == 1
    assert runs == [5]


def test_positions_are_given_once_and_without_gaps(runs: list[int]) -> None:
    for number in range(3):
        with transaction():
            record(Happened(number))
    assert give_positions() == 6
    assert give_positions() == 0
    assert sorted(db.session.scalars(select(OutboxRow.position))) == [1, 2, 3, 4, 5, 6]


def test_a_worker_shows_that_it_lives(runs: list[int]) -> None:
    assert not is_alive()
    db.session.rollback()
    Worker().round()
    assert is_alive()
    later(minutes=1)
    assert not is_alive()
