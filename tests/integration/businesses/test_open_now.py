"""What the database says of who is open is what the pure rule says."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.businesses.models import Closure, OpeningHours
from marketplace.businesses.queries import open_business_ids
from marketplace.extensions import db
from marketplace.kernel.time import ZONES, ClosedPeriod, OpeningRule, opening_state
from tests.factories import make_business

TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
SPANS = st.tuples(TIMES, TIMES).filter(lambda span: span[0] != span[1])
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
PERIODS = st.one_of(
    st.tuples(DAYS, DAYS).map(lambda days: ClosedPeriod(min(days), max(days), False)),
    st.tuples(DAYS, DAYS).map(lambda days: ClosedPeriod(*days, True)),
)
MOMENTS = st.datetimes(datetime(2026, 3, 27), datetime(2027, 11, 2))


@given(
    week=st.lists(st.tuples(st.integers(0, 6), SPANS), max_size=4, unique_by=lambda day: day[0]),
    closures=st.lists(PERIODS, max_size=2),
    moment=MOMENTS,
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_rules_agree(
    session: None, week: list[tuple[int, tuple[time, time]]], closures: list[ClosedPeriod], moment: datetime
) -> None:
    at = moment.replace(tzinfo=UTC, second=0, microsecond=0) + timedelta(seconds=1)
    business = make_business()
    business.hours = [OpeningHours(weekday=day, opens=opens, closes=closes) for day, (opens, closes) in week]
    business.closures = [Closure(first=each.first, last=each.last, yearly=each.yearly) for each in closures]
    db.session.flush()
    rules = [OpeningRule(day, *span) for day, span in week]
    expected = opening_state(rules, closures, at, ZONES["FR"]).is_open
    found = business.id in open_business_ids(at)
    db.session.rollback()
    assert found == expected
