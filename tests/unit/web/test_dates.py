"""Dates as each language writes them."""

from datetime import date

import pytest
from flask import Flask

from marketplace.web.formats import day, day_short


@pytest.mark.parametrize(
    ("path", "first", "eleventh", "short"),
    [
        ("/fr/", "1er décembre 2026", "11 décembre 2026", "mar. 1er décembre"),
        ("/it/", "1 dicembre 2026", "11 dicembre 2026", "mar 1 dicembre"),
        ("/en/", "1 December 2026", "11 December 2026", "Tue 1 December"),
    ],
)
def test_the_first_of_a_month(app: Flask, path: str, first: str, eleventh: str, short: str) -> None:
    with app.test_request_context(path):
        assert day(date(2026, 12, 1), "long") == first
        assert day(date(2026, 12, 11), "long") == eleventh
        assert day_short(date(2026, 12, 1)) == short
