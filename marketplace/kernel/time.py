"""Local wall time and instants: opening hours, weekly slots, closures and seasons of both countries.

Rules are kept as the wall clock shows them; every instant that leaves this module is an aware datetime in UTC.
The clock itself is a port. Weekdays count from Monday, 0.

Where an opening or a slot ends at or before the hour it begins, it ends on the next day (20:00 to 02:00; 00:00 to 00:00 is
a whole day). It belongs to the day on which it begins: a closure removes what begins on its days and nothing else.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

ZONES = {"FR": ZoneInfo("Europe/Paris"), "IT": ZoneInfo("Europe/Rome")}
DAYS_AHEAD = 14

MonthDay: TypeAlias = tuple[int, int]
_ONE_DAY = timedelta(days=1)


def to_utc(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant at which the wall clock of `zone` shows `at` on `day`.

    In spring an hour is missing: a time inside it moves forward by the hour (02:30 is read as 03:30). In autumn an hour
    comes twice: its first coming counts.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), zone).astimezone(UTC)


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The day that the calendar of `zone` shows at `instant`; ValueError if it carries no zone of its own."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(zone).date()


def season_contains(first: MonthDay, last: MonthDay, on: date) -> bool:
    """Whether `on` lies in the yearly season from `first` to `last`, both included; it may run over the year's end."""
    today = (on.month, on.day)
    return first <= today <= last if first <= last else today >= first or today <= last


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """Closed from `first` to `last`, both included; `yearly` repeats it, whatever years the dates carry."""

    first: date
    last: date
    yearly: bool = False

    def __post_init__(self) -> None:
        if self.last < self.first and not self.yearly:
            raise ValueError("a closed period cannot end before it begins")

    def contains(self, day: date) -> bool:
        if self.yearly:
            return season_contains((self.first.month, self.first.day), (self.last.month, self.last.day), day)
        return self.first <= day <= self.last

    def ends_on(self, day: date) -> date:
        """The last closed day of the period that `day` lies in; 29 February is the 28th where there is none."""
        if not self.yearly:
            return self.last
        this_year = _in_year(self.last, day.year)
        return this_year if this_year >= day else _in_year(self.last, day.year + 1)


@dataclass(frozen=True, slots=True)
class OpeningRule:
    """Open every week on `weekday` from `opens` to `closes`, local time; a lunch break makes two rules."""

    weekday: int
    opens: time
    closes: time

    def __post_init__(self) -> None:
        _check_weekday(self.weekday)


@dataclass(frozen=True, slots=True)
class Opening:
    """Open or closed now; `changes_at` is when that ends (UTC), None if not within DAYS_AHEAD days.

    `closed_period` is set only where closed, and is the closure that today lies in, the one lasting longest.
    """

    is_open: bool
    changes_at: datetime | None
    closed_period: ClosedPeriod | None


@dataclass(frozen=True, slots=True)
class SlotRule:
    """A collection slot every week, local time; orders are taken until `cutoff_hours` before it begins."""

    weekday: int
    starts: time
    ends: time
    cutoff_hours: int

    def __post_init__(self) -> None:
        _check_weekday(self.weekday)
        if self.cutoff_hours < 0:
            raise ValueError("a cut-off lies before its slot")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One coming of a slot: its local day, and its instants in UTC."""

    date: date
    starts_at: datetime
    ends_at: datetime
    cutoff_at: datetime


def is_open_on(rules: Iterable[OpeningRule], closures: Iterable[ClosedPeriod], day: date) -> bool:
    """Whether any opening begins on that local day."""
    return not _is_closed(closures, day) and any(rule.weekday == day.weekday() for rule in rules)


def opening_state(
    rules: Iterable[OpeningRule], closures: Iterable[ClosedPeriod], now_utc: datetime, zone: ZoneInfo
) -> Opening:
    """Open until, or closed until, as the clock stands at `now_utc`; openings that touch or overlap count as one."""
    rules, closures = tuple(rules), tuple(closures)
    today = local_date(now_utc, zone)
    horizon = now_utc + DAYS_AHEAD * _ONE_DAY
    for starts_at, ends_at in _joined(_spans(rules, closures, today - _ONE_DAY, DAYS_AHEAD + 3, zone)):
        if starts_at <= now_utc < ends_at:
            return Opening(True, ends_at if ends_at <= horizon else None, None)
        if now_utc < starts_at:
            return Opening(False, starts_at if starts_at <= horizon else None, _closure_of(closures, today))
    return Opening(False, None, _closure_of(closures, today))


def occurrences(
    rule: SlotRule, from_utc: datetime, days: int, closures: Iterable[ClosedPeriod], zone: ZoneInfo
) -> list[Occurrence]:
    """The slots of `rule` that begin at or after `from_utc` within `days` local days, that day included, by time."""
    closures = tuple(closures)
    first = local_date(from_utc, zone)
    found = []
    for day in (first + ahead * _ONE_DAY for ahead in range(days)):
        if day.weekday() != rule.weekday or _is_closed(closures, day):
            continue
        starts_at, ends_at = _span(day, rule.starts, rule.ends, zone)
        if starts_at >= from_utc:
            found.append(Occurrence(day, starts_at, ends_at, starts_at - timedelta(hours=rule.cutoff_hours)))
    return found


_Span: TypeAlias = tuple[datetime, datetime]


def _spans(
    rules: tuple[OpeningRule, ...], closures: tuple[ClosedPeriod, ...], first: date, days: int, zone: ZoneInfo
) -> list[_Span]:
    return sorted(
        _span(day, rule.opens, rule.closes, zone)
        for day in (first + ahead * _ONE_DAY for ahead in range(days))
        if not _is_closed(closures, day)
        for rule in rules
        if rule.weekday == day.weekday()
    )


def _span(day: date, starts: time, ends: time, zone: ZoneInfo) -> _Span:
    last_day = day + _ONE_DAY if ends <= starts else day
    starts_at, ends_at = to_utc(day, starts, zone), to_utc(last_day, ends, zone)
    if ends_at <= starts_at:
        # 02:30 to 03:00 on the night of the missing hour: the beginning moved past the end, so the end moves as well.
        ends_at = starts_at + (datetime.combine(last_day, ends) - datetime.combine(day, starts))
    return starts_at, ends_at


def _joined(spans: Iterable[_Span]) -> Iterator[_Span]:
    current: _Span | None = None
    for span in spans:
        if current and span[0] <= current[1]:
            current = (current[0], max(current[1], span[1]))
            continue
        if current:
            yield current
        current = span
    if current:
        yield current


def _is_closed(closures: Iterable[ClosedPeriod], day: date) -> bool:
    return any(closure.contains(day) for closure in closures)


def _closure_of(closures: Iterable[ClosedPeriod], day: date) -> ClosedPeriod | None:
    covering = [closure for closure in closures if closure.contains(day)]
    return max(covering, key=lambda closure: closure.ends_on(day), default=None)


def _in_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _check_weekday(weekday: int) -> None:
    if weekday not in range(7):
        raise ValueError("weekdays count from Monday, 0, to Sunday, 6")
