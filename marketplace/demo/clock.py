"""Doing things at another moment, so that the demo has a past."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from flask import current_app

from marketplace.facts.services import services


@dataclass(frozen=True, slots=True)
class Stopped:
    """A clock that stands still."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@contextmanager
def at_moment(at: datetime) -> Iterator[None]:
    """Lets everything inside happen at `at`."""
    before = services()
    current_app.extensions["services"] = replace(before, clock=Stopped(at))
    try:
        yield
    finally:
        current_app.extensions["services"] = before
