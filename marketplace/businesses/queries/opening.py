"""Who is open, until when, and how one says so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, bindparam, select

from marketplace.businesses.models import Business, Closure, OpeningHours
from marketplace.extensions import db
from marketplace.kernel.time import ZONES, ClosedPeriod, Opening, OpeningRule, local_date, opening_state, to_utc
from marketplace.web.formats import clock, day, weekday
from marketplace.web.kept import Kept

SOON = timedelta(hours=1)
MOST_OPENINGS = 20_000
ZONE = ZONES["FR"]  # both countries keep the same clock
Versioned = tuple[int, int]  # id and version of a business


@dataclass(frozen=True, slots=True)
class Week:
    """The opening hours and times of rest of one business, as the pure code knows them."""

    rules: tuple[OpeningRule, ...]
    closures: tuple[ClosedPeriod, ...]
    by_appointment: bool


@dataclass(frozen=True, slots=True)
class Now:
    """Open or not, to be shown: `tone` is open, soon or closed."""

    tone: str
    text: str


_weeks: Kept[Versioned, Week] = Kept()
_openings: dict[Week, tuple[datetime, datetime, Opening]] = {}  # with the instants between which it holds


def weeks(versions: Iterable[Versioned]) -> Mapping[int, Week]:
    """The weeks of businesses given by id and version, by id; at most two queries, none for what is remembered."""
    return {key[0]: week for key, week in _weeks.get_many(versions, _load).items()}


def opening_of(business: Business, at: datetime) -> Opening:
    """Whether the business is open at an instant, and when that changes."""
    week = weeks([(business.id, business.version)])[business.id]
    return opening_in(week, at)


def opening_in(week: Week, at: datetime) -> Opening:
    """Open or closed, and until when; worked out anew when that changes, and on each new day."""
    held = _openings.get(week)
    if held and held[0] <= at < held[1]:
        return held[2]
    opening = opening_state(week.rules, week.closures, at, ZONE)
    tomorrow = to_utc(local_date(at, ZONE) + timedelta(days=1), time(0), ZONE)
    until = min(tomorrow, opening.changes_at or at + timedelta(minutes=1))
    if len(_openings) >= MOST_OPENINGS:
        _openings.clear()
    _openings[week] = at, until, opening
    return opening


def now_words(week: Week, at: datetime) -> Now | None:
    """How the opening state is said in the reader's language; None where nothing is known."""
    if not week.rules:
        return Now("closed", _("By appointment")) if week.by_appointment else None
    opening = opening_in(week, at)
    if opening.is_open:
        return _open(opening, at)
    if opening.closed_period:
        return _resting(opening, at)
    return _closed(opening, at)


def _open(opening: Opening, at: datetime) -> Now:
    if opening.changes_at is None:
        return Now("open", _("Always open"))
    if opening.changes_at - at <= SOON:
        return Now("soon", _("Open, closes at %(time)s", time=clock(opening.changes_at)))
    return Now("open", _("Open until %(time)s", time=clock(opening.changes_at)))


def _resting(opening: Opening, at: datetime) -> Now:
    if opening.changes_at:
        back = local_date(opening.changes_at, ZONE)
        return Now("closed", _("Closed, back on %(date)s", date=day(back, "d MMMM")))
    today = local_date(at, ZONE)
    last = opening.closed_period.ends_on(today) if opening.closed_period else today
    return Now("closed", _("Closed until %(date)s", date=day(last, "d MMMM")))


def _closed(opening: Opening, at: datetime) -> Now:
    if opening.changes_at is None:
        return Now("closed", _("Closed"))
    hour = clock(opening.changes_at)
    ahead = (local_date(opening.changes_at, ZONE) - local_date(at, ZONE)).days
    if ahead == 0:
        return Now("soon" if opening.changes_at - at <= SOON else "closed", _("Opens at %(time)s", time=hour))
    if ahead == 1:
        return Now("closed", _("Opens tomorrow at %(time)s", time=hour))
    if ahead < 7:
        return Now("closed", _("Opens on %(weekday)s at %(time)s", weekday=weekday(opening.changes_at), time=hour))
    return Now("closed", _("Opens on %(date)s", date=day(local_date(opening.changes_at, ZONE), "d MMMM")))


def _load(keys: Sequence[Versioned]) -> dict[Versioned, Week]:
    ids = {"ids": [number for number, _version in keys]}
    rules: defaultdict[int, list[OpeningRule]] = defaultdict(list)
    closures: defaultdict[int, list[ClosedPeriod]] = defaultdict(list)
    by_appointment = set()
    for number, appointment, weekday_, opens, closes in db.session.execute(_hours(), ids):
        if appointment:
            by_appointment.add(number)
        if weekday_ is not None:
            rules[number].append(OpeningRule(weekday_, opens, closes))
    for number, first, last, yearly in db.session.execute(_closures(), ids):
        closures[number].append(ClosedPeriod(first, last, yearly))
    return {key: Week(tuple(rules[key[0]]), tuple(closures[key[0]]), key[0] in by_appointment) for key in keys}


@cache  # built once: building them took as long as running them
def _hours() -> Any:
    hours = (OpeningHours.weekday, OpeningHours.opens, OpeningHours.closes)
    rows = select(Business.id, Business.by_appointment, *hours).outerjoin(Business.hours)
    return rows.where(_wanted(Business.id)).order_by(Business.id, OpeningHours.weekday, OpeningHours.opens)


@cache
def _closures() -> Any:
    columns = select(Closure.business_id, Closure.first, Closure.last, Closure.yearly)
    return columns.where(_wanted(Closure.business_id)).order_by(Closure.first)


def _wanted(column: Any) -> ColumnElement[bool]:
    return column.in_(bindparam("ids", expanding=True))
