"""When a business rests next, as days of this calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.kernel.time import ClosedPeriod

ANNOUNCED_DAYS = 60


@dataclass(frozen=True, slots=True)
class Rest:
    """Closed from `first` to `last`, both included; `back` is the day after."""

    first: date
    last: date

    @property
    def back(self) -> date:
        return self.last + timedelta(days=1)


def rests_ahead(closures: Iterable[ClosedPeriod], today: date, days: int = ANNOUNCED_DAYS) -> list[Rest]:
    """The times of rest that today lies in or that begin within so many days, by their first day."""
    found = {rest for closure in closures for rest in _comings(closure, today, days)}
    return sorted(found, key=lambda rest: (rest.first, rest.last))


def _comings(closure: ClosedPeriod, today: date, days: int) -> Iterable[Rest]:
    if closure.contains(today):
        first = today
        while closure.contains(first - timedelta(days=1)) and (today - first).days < 366:
            first -= timedelta(days=1)
        yield Rest(first, closure.ends_on(today))
        return
    for ahead in range(1, days + 1):
        day = today + timedelta(days=ahead)
        if closure.contains(day):
            yield Rest(day, closure.ends_on(day))
            return
