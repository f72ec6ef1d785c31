"""Who is open at an instant, asked of the database, so that the answer costs no more than what is shown of it.

The same rule as kernel.time.opening_state, which a test holds it to: a span belongs to the day on which it begins.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Time, and_, bindparam, exists, extract, or_, select

from marketplace.businesses.models import Business, Closure, OpeningHours
from marketplace.businesses.rules import BusinessState
from marketplace.extensions import db
from marketplace.kernel.time import ZONES

ZONE = ZONES["FR"]  # both countries keep the same clock
TODAY, YESTERDAY = "today", "yesterday"


@cache
def is_open() -> ColumnElement[bool]:
    """The condition on Business that it is open; a statement with it is run with `open_parameters`."""
    return or_(
        and_(_span_of(TODAY, after_midnight=False), ~_closed_on(TODAY)),
        and_(_span_of(YESTERDAY, after_midnight=True), ~_closed_on(YESTERDAY)),
    )


def open_parameters(at: datetime) -> Mapping[str, Any]:
    """What `is_open` compares with at an instant."""
    local = at.astimezone(ZONE)
    days = {TODAY: local.date(), YESTERDAY: local.date() - timedelta(days=1)}
    values: dict[str, Any] = {"moment": local.time().replace(tzinfo=None)}
    for name, day in days.items():
        values |= {name: day, f"{name}_weekday": day.weekday(), f"{name}_number": day.month * 100 + day.day}
    return values


def open_business_ids(at: datetime) -> set[int]:
    """The approved businesses that are open at an instant."""
    return set(db.session.scalars(_open_ids(), open_parameters(at)))


@cache
def _open_ids() -> Any:
    return select(Business.id).where(Business.state == BusinessState.APPROVED, is_open())


def _span_of(day: str, *, after_midnight: bool) -> ColumnElement[bool]:
    """A span that began on `day` and holds the moment, on that day or after its midnight."""
    moment = bindparam("moment", type_=Time())
    overnight = OpeningHours.closes <= OpeningHours.opens
    if after_midnight:
        holds = and_(overnight, OpeningHours.closes > moment)
    else:
        holds = and_(OpeningHours.opens <= moment, or_(overnight, OpeningHours.closes > moment))
    weekday = bindparam(f"{day}_weekday", type_=Integer())
    return exists().where(OpeningHours.business_id == Business.id, OpeningHours.weekday == weekday, holds)


def _closed_on(day: str) -> ColumnElement[bool]:
    first, last = _month_day(Closure.first), _month_day(Closure.last)
    date, number = bindparam(day, type_=Date()), bindparam(f"{day}_number", type_=Integer())
    once = and_(~Closure.yearly, Closure.first <= date, Closure.last >= date)
    within = and_(Closure.yearly, first <= last, first <= number, last >= number)
    over_new_year = and_(Closure.yearly, first > last, or_(first <= number, last >= number))
    return exists().where(Closure.business_id == Business.id, or_(once, within, over_new_year))


def _month_day(column: object) -> ColumnElement[int]:
    return extract("month", column) * 100 + extract("day", column)  # type: ignore[arg-type]  # a mapped date
