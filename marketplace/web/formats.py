"""Money, dates and distances as the reader writes them. Instants are shown in the zone of the place they concern."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal
from flask import Flask
from flask_babel import gettext as _
from markupsafe import Markup, escape

from marketplace.web.i18n import language

LOCALES = {"fr": "fr_FR", "it": "it_IT", "en": "en_GB"}
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
HOME_ZONE = ZoneInfo("Europe/Paris")  # France and Italy share their clocks
FIRST_OF_MONTH = re.compile(r"(?<!\d)1 (?=[^\W\d])")  # French says 1er décembre, which Babel does not know


def locale() -> str:
    """The reader's full locale, such as fr_FR."""
    return LOCALES[language()]


def money(minor: int, currency: str = "EUR") -> str:
    """An amount of minor units, such as 9,60 €."""
    return _money(minor, currency, locale())


@lru_cache(8192)  # a list shows dozens of prices, many of them alike, and each one costs as much as a small query
def _money(minor: int, currency: str, locale_name: str) -> str:
    return format_currency(Decimal(minor) / 100, currency, locale=locale_name)


def number(value: int | Decimal) -> str:
    """A number with the reader's separators."""
    return format_decimal(value, locale=locale())


def percent(basis_points: int) -> str:
    """A rate such as 5,5 %."""
    text = format_decimal(Decimal(basis_points) / 100, format="#,##0.##", locale=locale())
    return f"{text}%" if language() == "en" else f"{text}\u00a0%"


def day(value: date | datetime, length: str = "full") -> str:
    """A date; `length` as in Babel: short, medium, long, full."""
    text = format_date(_local(value), format=length, locale=locale())
    return FIRST_OF_MONTH.sub("1er ", text) if language() == "fr" else text


def day_short(value: date | datetime) -> str:
    """A date with its weekday, such as mar. 24 novembre."""
    return day(value, "EEE d MMMM")


def weekday(value: date | datetime | int) -> str:
    """The name of a weekday, such as jeudi; a number counts from Monday, 0."""
    return format_date(date(2024, 1, 1 + value) if isinstance(value, int) else _local(value), "EEEE", locale=locale())


def clock(value: time | datetime) -> str:
    """A time of day, such as 18 h 30 in French and 18:30 elsewhere."""
    local = _local(value)
    if language() == "fr":
        return f"{local.hour}\u00a0h" + (f"\u00a0{local.minute:02}" if local.minute else "")
    if language() == "it":
        return format_time(local, format="H.mm", locale=locale())
    return format_time(local, format="H:mm", locale=locale())


def moment(value: datetime) -> str:
    """A date and time of day."""
    return f"{day(value, 'long')}, {clock(value)}"


def span(starts: datetime | time, ends: datetime | time) -> str:
    """From one time of day to another, such as 16 h – 18 h 30."""
    return f"{clock(starts)}\u00a0– {clock(ends)}"


def distance(metres: float) -> str:
    """A distance as the crow flies, such as 850 m or 12 km."""
    if metres < 950:
        return f"{round(metres, -1):.0f}\u00a0m"
    return f"{number(Decimal(round(metres / 1000)))}\u00a0km"


def phone(number: str) -> str:
    """A telephone number in E.164 as people read it, such as +33 4 65 71 01 07; anything else as it stands."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    text: str = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return text.replace(" ", "\u00a0")


def emphasised(text: str) -> Markup:
    """Text in which what stands between ** ** is strong: so the allergens among ingredients."""
    parts = BOLD.split(text)
    return Markup("").join(
        Markup("<strong>{}</strong>").format(part) if place % 2 else escape(part) for place, part in enumerate(parts)
    )


def language_name(code: str) -> str:
    """What the reader calls a language, such as italien for "it"; the code itself where nobody knows."""
    ours = {"frp": _("Franco-Provençal"), "pms": _("Piedmontese")}  # spoken here, and in no table
    try:
        return ours.get(code) or Locale.parse(code).get_language_name(locale()) or code
    except (UnknownLocaleError, ValueError):
        return code


def _local(value: Any) -> Any:
    return value.astimezone(HOME_ZONE) if isinstance(value, datetime) and value.tzinfo else value


def init_app(app: Flask) -> None:
    """Makes the formats known to templates under their own names."""
    times = (day, day_short, weekday, clock, moment, span)
    for filter_ in (*times, money, number, percent, distance, phone, emphasised, language_name):
        app.add_template_filter(filter_, filter_.__name__)
