"""The machine's clock."""

from datetime import UTC, datetime


class SystemClock:
    """Clock port: the machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)
