"""What is remembered of an opening state is what would be worked out anew."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from marketplace.businesses.queries.opening import ZONE, Week, opening_in
from marketplace.kernel.time import ClosedPeriod, OpeningRule, opening_state

START = datetime(2026, 10, 24, 6, tzinfo=UTC)  # the clocks go back on the next night
hours = st.integers(0, 23).map(time)
rules = st.lists(st.builds(OpeningRule, st.integers(0, 6), hours, hours), max_size=6).map(tuple)
closures = st.lists(
    st.integers(0, 9).map(
        lambda day: ClosedPeriod(date(2026, 10, 22) + timedelta(day), date(2026, 10, 25) + timedelta(day))
    ),
    max_size=2,
).map(tuple)


@example((OpeningRule(5, time(9), time(12)),), (), [0, 120, 360])
@given(rules, closures, st.lists(st.integers(0, 4 * 24 * 60), min_size=2, max_size=20))
def test_remembering_changes_no_answer(
    week: tuple[OpeningRule, ...], rests: tuple[ClosedPeriod, ...], minutes: list[int]
) -> None:
    known = Week(week, rests, False)
    for minute in minutes:
        at = START + timedelta(minutes=minute)
        anew = opening_state(week, rests, at, ZONE)
        assert opening_in(known, at) == anew
