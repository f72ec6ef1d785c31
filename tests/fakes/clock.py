"""A clock that stands still until told otherwise."""

from datetime import UTC, datetime, timedelta


class FrozenClock:
    """Clock port: always `at`, a Tuesday morning in November unless told otherwise. `at` must be aware."""

    def __init__(self, at: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)) -> None:
        if at.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self.at

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        """Moves the clock (backwards with negative figures) and gives the new instant."""
        self.at += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        return self.at
