from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.errors import Invalid
from marketplace.kernel.units import LARGEST_QUANTITY, Unit, UnitPrice, parse_quantity, quantity_text, unit_price


@pytest.mark.parametrize(
    "price, quantity, unit, expected",
    [
        (890, 500, Unit.G, UnitPrice(1780, Unit.KG)),
        (2400, 1500, Unit.KG, UnitPrice(1600, Unit.KG)),
        (1200, 750, Unit.CL, UnitPrice(1600, Unit.L)),
        (650, 330, Unit.ML, UnitPrice(1970, Unit.L)),
        (900, 1000, Unit.L, UnitPrice(900, Unit.L)),
        (1, 2000, Unit.KG, UnitPrice(1, Unit.KG)),
    ],
)
def test_price_per_kilogram_and_litre(price, quantity, unit, expected):
    assert unit_price(price, quantity, unit) == expected


@pytest.mark.parametrize("unit", [Unit.PIECE, Unit.PERSON, Unit.HOUR, Unit.NIGHT, Unit.DAY])
def test_what_is_counted_has_no_unit_price(unit):
    assert unit_price(1200, 2, unit) is None


@given(st.integers(0, 10**8), st.integers(1, LARGEST_QUANTITY))
def test_unit_prices_agree_with_decimal(price, quantity):
    exact = Decimal(price) * 1000 / quantity
    assert unit_price(price, quantity, Unit.G).minor == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize("unit", [Unit.KG, Unit.PIECE])
def test_nothing_has_no_price(unit):
    with pytest.raises(ValueError):
        unit_price(100, 0, unit)


@pytest.mark.parametrize(
    "typed, unit, quantity",
    [
        ("500", Unit.G, 500),
        ("1,5", Unit.KG, 1500),
        ("0.250", Unit.KG, 250),
        ("1.500", Unit.KG, 1500),
        ("1\u00a0500", Unit.G, 1500),
        ("37,5", Unit.CL, 375),
        ("0,75", Unit.L, 750),
        (" 6 ", Unit.PIECE, 6),
        ("2", Unit.NIGHT, 2),
        ("10000", Unit.KG, LARGEST_QUANTITY),
    ],
)
def test_quantities_as_people_type_them(typed, unit, quantity):
    assert parse_quantity(typed, unit) == quantity


@pytest.mark.parametrize(
    "typed, unit, reason",
    [
        ("", Unit.G, "not-a-quantity"),
        ("500 g", Unit.G, "not-a-quantity"),
        ("-1", Unit.G, "not-a-quantity"),
        ("1,2345", Unit.KG, "not-a-quantity"),
        ("٣", Unit.G, "not-a-quantity"),
        ("0", Unit.G, "not-positive"),
        ("0,000", Unit.KG, "not-positive"),
        ("0,5", Unit.G, "too-fine"),
        ("1.234", Unit.G, "too-fine"),
        ("1,5", Unit.PIECE, "too-fine"),
        ("10000,001", Unit.KG, "too-large"),
        ("99999999", Unit.L, "too-large"),
    ],
)
def test_other_quantities_are_refused_with_their_reason(typed, unit, reason):
    with pytest.raises(Invalid) as refusal:
        parse_quantity(typed, unit)
    assert (refusal.value.code, refusal.value.params["reason"]) == ("quantity-unreadable", reason)


@pytest.mark.parametrize(
    "quantity, unit, text",
    [(1500, Unit.KG, "1.5"), (375, Unit.CL, "37.5"), (50, Unit.KG, "0.05"), (500, Unit.G, "500"), (1000, Unit.L, "1")],
)
def test_a_quantity_is_written_in_its_unit(quantity, unit, text):
    assert quantity_text(quantity, unit) == text


@given(st.integers(1, LARGEST_QUANTITY), st.sampled_from(Unit))
def test_a_written_quantity_reads_back(quantity, unit):
    assert parse_quantity(quantity_text(quantity, unit), unit) == quantity
