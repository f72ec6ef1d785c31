import os
import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.money import split
from marketplace.kernel.tax import (
    RATES,
    DatedRate,
    GrossAtRate,
    VatClass,
    VatLine,
    rate,
    vat_by_rate,
    vat_in_gross,
)

TODAY = date(2026, 11, 24)
BASKETS = 100_000 if os.environ.get("PROOF_SCALE") == "full" else 2000
RATES_IN_PERCENT = ["20", "10", "5.5", "2.1", "22", "5", "4", "0"]


@pytest.mark.parametrize("country, expected", [("FR", [2000, 1000, 550, 210, 0]), ("IT", [2200, 1000, 500, 400, 0])])
def test_the_rates_of_both_countries(country, expected):
    assert [rate(country, vat_class, TODAY) for vat_class in VatClass] == expected


def test_every_row_says_where_it_comes_from_and_none_is_doubled():
    assert all(row.source for row in RATES)
    assert len({(row.country, row.vat_class, row.valid_from) for row in RATES}) == len(RATES)


def test_a_new_rate_holds_from_its_first_day():
    rates = [
        DatedRate("IT", VatClass.STANDARD, date(2027, 1, 1), 2300, "imagined"),
        DatedRate("IT", VatClass.STANDARD, date(2016, 1, 1), 2200, "imagined"),
    ]
    assert rate("IT", VatClass.STANDARD, date(2026, 12, 31), rates) == 2200
    assert rate("IT", VatClass.STANDARD, date(2027, 1, 1), rates) == 2300


@pytest.mark.parametrize("country, on", [("CH", TODAY), ("FR", date(2013, 12, 31)), ("", TODAY)])
def test_an_unknown_rate_is_never_guessed(country, on):
    with pytest.raises(LookupError):
        rate(country, VatClass.STANDARD, on)


def test_vat_is_taken_from_the_sum_and_not_from_each_line():
    lines = [GrossAtRate(550, 103)] * 3
    assert vat_by_rate(lines) == [VatLine(550, 309, 16, 293)]
    assert sum(vat_in_gross(line.gross, line.rate_bp) for line in lines) == 15


def test_half_a_cent_of_vat_goes_up():
    assert vat_in_gross(3, 2000) == 1
    assert vat_in_gross(-3, 2000) == -1
    assert vat_in_gross(2, 2000) == 0


def test_a_negative_rate_is_the_programmers_mistake():
    with pytest.raises(ValueError):
        vat_in_gross(100, -1)


def test_rates_come_from_the_highest_down():
    lines = [GrossAtRate(0, 500), GrossAtRate(2000, 1200), GrossAtRate(550, 1055), GrossAtRate(2000, 0)]
    assert vat_by_rate(lines) == [VatLine(2000, 1200, 200, 1000), VatLine(550, 1055, 55, 1000), VatLine(0, 500, 0, 500)]
    assert vat_by_rate([]) == []


@given(st.lists(st.builds(GrossAtRate, st.integers(0, 3000), st.integers(-(10**9), 10**9)), max_size=20))
def test_nothing_is_lost_between_gross_net_and_vat(lines):
    summary = vat_by_rate(lines)
    assert sum(line.gross for line in summary) == sum(line.gross for line in lines)
    assert all(line.net + line.vat == line.gross for line in summary)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def random_basket(dice: random.Random) -> list[tuple[str, str, int]]:
    return [
        (dice.choice(RATES_IN_PERCENT), f"{dice.randint(0, 300)}.{dice.randint(0, 99):02}", dice.randint(1, 12))
        for _ in range(dice.randint(1, 12))
    ]


def decimal_oracle(basket: list[tuple[str, str, int]]) -> dict[Decimal, tuple[Decimal, Decimal, Decimal]]:
    """Euros, percents and Decimal throughout: shares no code and no representation with what it judges."""
    sums: dict[Decimal, Decimal] = {}
    for percent, price, quantity in basket:
        sums[Decimal(percent)] = sums.get(Decimal(percent), Decimal(0)) + Decimal(price) * quantity
    result = {}
    for percent, gross in sums.items():
        exact_net = gross * 100 / (100 + percent)
        vat = cents(gross - exact_net)
        result[percent] = (gross, vat, gross - vat)
    return result


def in_minor(euros: Decimal) -> int:
    minor = euros * 100
    assert minor == int(minor)
    return int(minor)


@pytest.mark.proof
def test_random_baskets_agree_with_decimal_to_the_cent():
    dice = random.Random(20261124)
    for _ in range(BASKETS):
        basket = random_basket(dice)
        lines = [
            GrossAtRate(in_minor(Decimal(percent)), in_minor(Decimal(price)) * quantity)
            for percent, price, quantity in basket
        ]
        oracle = [
            VatLine(in_minor(percent), in_minor(gross), in_minor(vat), in_minor(net))
            for percent, (gross, vat, net) in sorted(decimal_oracle(basket).items(), reverse=True)
        ]
        assert vat_by_rate(lines) == oracle, basket
        vat = sum(line.vat for line in oracle)
        assert sum(split(vat, [line.gross + 1 for line in lines])) == vat
