"""Opening hours as people write them: "9-12, 14h30-18h", "dalle 9 alle 12.30", "9:00 to 17:00", "closed"."""

import re
from collections.abc import Iterable, Sequence
from datetime import time

from marketplace.kernel.errors import Invalid
from marketplace.kernel.time import OpeningRule

MOST_SPANS = 2  # a day, with a break for lunch
LONGEST_TYPED = 100
_CLOSED = frozenset({"", "-", "–", "—", "closed", "fermé", "ferme", "fermée", "fermee", "chiuso", "chiusa", "x", "0"})
_TIME = r"(\d{1,2})\s*(?:(?:heures?|ore)\b|[h:.]\s*(\d{2})?)?(?!\d)"
_TO = r"\s*(?:-|–|—|à|a|to|until|till|alle|al|fino alle|jusqu['’]à|/)\s*"
_SPAN = re.compile(rf"(?:de|dalle|dal|from)?\s*{_TIME}{_TO}{_TIME}", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;+&/]|\bet\b|\be\b|\band\b|\s)\s*", re.IGNORECASE)

Span = tuple[time, time]


def read_hours(text: str, field: str | None = None) -> list[Span]:
    """The one or two spans of a day that somebody wrote, by time; none for "closed" or nothing.

    Forgiven: h, colon or point; words for "from" and "to" in three languages; 24 for midnight. A span may end after
    midnight, and only the last one may.

    Raises:
        Invalid: "hours-unreadable", "hours-impossible" (25:00), "hours-empty" (9-9), "hours-overlap", "hours-too-many".
    """
    plain = text.strip().casefold()
    if plain in _CLOSED:
        return []
    if len(plain) > LONGEST_TYPED:
        raise Invalid("hours-unreadable", field=field)
    spans = [_span(match, field) for match in _matches(plain, field)]
    if len(spans) > MOST_SPANS:
        raise Invalid("hours-too-many", field=field)
    spans.sort()
    _refuse_overlap(spans, field)
    return spans


def format_hours(spans: Iterable[Span]) -> str:
    """Spans as a form shows them again, such as "9:00-12:00, 14:30-18:00"; `read_hours` reads it back unchanged."""
    return ", ".join(
        f"{_written(opens)}-{_written(closes) if closes > time(0) else '24:00'}" for opens, closes in spans
    )


def seven_days(rules: Iterable[OpeningRule]) -> list[list[Span]]:
    """The spans of each day, Monday first, by time."""
    days: list[list[Span]] = [[] for _ in range(7)]
    for rule in rules:
        days[rule.weekday].append((rule.opens, rule.closes))
    return [sorted(day) for day in days]


def _matches(text: str, field: str | None) -> Sequence[re.Match[str]]:
    found, position = [], 0
    while position < len(text):
        match = _SPAN.match(text, position)
        if not match:
            raise Invalid("hours-unreadable", field=field)
        found.append(match)
        position = match.end()
        between = _BETWEEN.match(text, position)
        if between:
            position = between.end()
        elif position < len(text):
            raise Invalid("hours-unreadable", field=field)
    return found


def _span(match: re.Match[str], field: str | None) -> Span:
    opens = _time(match[1], match[2], field)
    closes = _time(match[3], match[4], field)
    if opens == closes and match[3] != "24":
        raise Invalid("hours-empty", field=field)
    return opens, closes


def _time(hours: str, minutes: str | None, field: str | None) -> time:
    hour, minute = int(hours), int(minutes or 0)
    if (hour, minute) == (24, 0):
        return time(0)
    if hour > 23 or minute > 59:
        raise Invalid("hours-impossible", field=field, typed=f"{hours}:{minutes or '00'}")
    return time(hour, minute)


def _refuse_overlap(spans: Sequence[Span], field: str | None) -> None:
    for (opens, closes), (next_opens, _) in zip(spans, spans[1:], strict=False):
        if closes <= opens or next_opens < closes:
            raise Invalid("hours-overlap", field=field)


def _written(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"
