"""Who is open at an instant, asked of the database, so that the answer costs no more than what is shown of it.

The same rule as kernel.time.opening_state, which a test holds it to: a span belongs to the day on which it begins.
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, exists, extract, or_, select

from marketplace.businesses.models import Business, Closure, OpeningHours
from marketplace.businesses.rules import BusinessState
from marketplace.extensions import db
from marketplace.kernel.time import ZONES

ZONE = ZONES["FR"]  # both countries keep the same clock


def open_at(at: datetime) -> ColumnElement[bool]:
    """The condition on Business that it is open at an instant."""
    local = at.astimezone(ZONE)
    today, moment = local.date(), local.time().replace(tzinfo=None)
    return or_(
        and_(_span_of(today, moment, after_midnight=False), ~_closed_on(today)),
        and_(_span_of(today - timedelta(days=1), moment, after_midnight=True), ~_closed_on(today - timedelta(days=1))),
    )


def open_business_ids(at: datetime) -> set[int]:
    """The approved businesses that are open at an instant."""
    rows = select(Business.id).where(Business.state == BusinessState.APPROVED, open_at(at))
    return set(db.session.scalars(rows))


def _span_of(day: date, moment: time, *, after_midnight: bool) -> ColumnElement[bool]:
    """A span that began on `day` and holds the moment, on that day or after its midnight."""
    overnight = OpeningHours.closes <= OpeningHours.opens
    if after_midnight:
        holds = and_(overnight, OpeningHours.closes > moment)
    else:
        holds = and_(OpeningHours.opens <= moment, or_(overnight, OpeningHours.closes > moment))
    return exists().where(OpeningHours.business_id == Business.id, OpeningHours.weekday == day.weekday(), holds)


def _closed_on(day: date) -> ColumnElement[bool]:
    first, last = _month_day(Closure.first), _month_day(Closure.last)
    today = day.month * 100 + day.day
    once = and_(~Closure.yearly, Closure.first <= day, Closure.last >= day)
    within = and_(Closure.yearly, first <= last, first <= today, last >= today)
    over_new_year = and_(Closure.yearly, first > last, or_(first <= today, last >= today))
    return exists().where(Closure.business_id == Business.id, or_(once, within, over_new_year))


def _month_day(column: object) -> ColumnElement[int]:
    return extract("month", column) * 100 + extract("day", column)  # type: ignore[arg-type]  # a mapped date
