"""The time, asked for rather than taken, so that tests can stop it."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant: aware, in UTC. Two calls may give the same instant; it follows the machine's clock,
        so a correction of that clock may take it backwards."""
        ...
