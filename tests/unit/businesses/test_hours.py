"""Opening hours as people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.businesses.rules import format_hours, read_hours, seven_days
from marketplace.businesses.rules.hours import Span
from marketplace.kernel.errors import Invalid
from marketplace.kernel.time import OpeningRule

MORNING = (time(9), time(12))


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("9-12", [MORNING]),
        ("09:00 - 12:00", [MORNING]),
        ("9h–12h", [MORNING]),
        ("9 h à 12 h", [MORNING]),
        ("de 9 heures à 12 heures", [MORNING]),
        ("dalle 9.00 alle 12.00", [MORNING]),
        ("from 9 to 12", [MORNING]),
        ("9/12", [MORNING]),
        ("9-12, 14h30-18h", [MORNING, (time(14, 30), time(18))]),
        ("14:30-18 9-12", [MORNING, (time(14, 30), time(18))]),
        ("8-12 e 14-18", [(time(8), time(12)), (time(14), time(18))]),
        ("dalle 8 alle 12 e dalle 14 alle 18", [(time(8), time(12)), (time(14), time(18))]),
        ("9h - 12h et 14h - 18h30", [MORNING, (time(14), time(18, 30))]),
        ("20h à 2h", [(time(20), time(2))]),
        ("18-24", [(time(18), time(0))]),
        ("0-24", [(time(0), time(0))]),
        ("", []),
        ("  Fermé ", []),
        ("chiuso", []),
        ("CLOSED", []),
        ("-", []),
    ],
)
def test_what_people_write_is_understood(typed: str, spans: list[Span]) -> None:
    assert read_hours(typed) == spans


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("lundi", "hours-unreadable"),
        ("9", "hours-unreadable"),
        ("9-12-14", "hours-unreadable"),
        ("9-1230", "hours-unreadable"),
        ("9-12 or so", "hours-unreadable"),
        ("9-12, " * 40, "hours-unreadable"),
        ("25-26", "hours-impossible"),
        ("9:75-12", "hours-impossible"),
        ("9-9", "hours-empty"),
        ("9-12, 11-14", "hours-overlap"),
        ("20-2, 22-23", "hours-overlap"),
        ("8-9, 10-11, 12-13", "hours-too-many"),
    ],
)
def test_what_cannot_be_meant_says_why(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_hours(typed, field="day3")
    assert (refused.value.code, refused.value.field) == (code, "day3")


times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def days(draw: st.DrawFn) -> list[Span]:
    """None, one or two spans that a day may have, by time; the last may end after midnight."""
    marks = sorted(draw(st.lists(times, min_size=4, max_size=4, unique=True)))
    spans = [(marks[0], marks[1]), (marks[2], marks[3])][: draw(st.integers(0, 2))]
    if spans and draw(st.booleans()):
        spans[-1] = (
            spans[-1][0],
            draw(times.filter(lambda at: at < spans[-1][0])) if spans[-1][0] > time(0) else time(0),
        )
    return spans


@given(days())
def test_what_is_shown_reads_back_the_same(spans: list[Span]) -> None:
    assert read_hours(format_hours(spans)) == spans


@given(st.text(max_size=120))
def test_nothing_typed_breaks_it(typed: str) -> None:
    try:
        spans = read_hours(typed)
    except Invalid:
        return
    assert len(spans) <= 2
    assert read_hours(format_hours(spans)) == spans


def test_the_week_begins_on_monday_and_each_day_in_the_morning() -> None:
    rules = [OpeningRule(6, time(14), time(18)), OpeningRule(6, *MORNING), OpeningRule(0, *MORNING)]
    assert seven_days(rules) == [[MORNING], [], [], [], [], [], [MORNING, (time(14), time(18))]]
