from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.errors import Invalid
from marketplace.kernel.money import LARGEST_PRICE, parse_price, percentage_half_up, split

amounts = st.integers(-(10**12), 10**12)
weight_lists = st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any)


@given(amounts, weight_lists)
def test_parts_add_up_to_the_total_and_none_is_a_cent_away(total, weights):
    parts = split(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part * sum(weights) - total * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True)
    )


@given(amounts, weight_lists)
def test_a_refund_mirrors_the_payment(total, weights):
    assert split(-total, weights) == [-part for part in split(total, weights)]


@given(amounts, weight_lists)
def test_no_weight_no_cent(total, weights):
    assert all(part == 0 for part, weight in zip(split(total, weights), weights, strict=True) if weight == 0)


def test_equal_remainders_favour_the_first():
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(101, [1, 1, 1]) == [34, 34, 33]
    assert split(10, [1, 3, 3]) == [2, 4, 4]


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [2, -1]])
def test_meaningless_weights_are_the_programmers_mistake(weights):
    with pytest.raises(ValueError):
        split(100, weights)


@given(amounts, st.integers(0, 20_000))
def test_percentages_agree_with_decimal(amount, basis_points):
    exact = Decimal(amount) * basis_points / 10_000
    assert percentage_half_up(amount, basis_points) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def test_half_a_cent_goes_up():
    assert percentage_half_up(10, 500) == 1
    assert percentage_half_up(-10, 500) == -1
    assert percentage_half_up(9, 500) == 0


@pytest.mark.parametrize(
    "text, minor",
    [
        ("12", 1200),
        ("0", 0),
        ("12,50", 1250),
        ("12.5", 1250),
        ("1 234,5", 123450),
        ("1\u00a0234,50 €", 123450),
        ("1\u202f234,50\u202f€", 123450),
        ("€12.50", 1250),
        ("€ 12.50", 1250),
        ("12.5 EUR", 1250),
        ("12 euros", 1200),
        ("eur 7", 700),
        ("12 €", 1200),
        ("12€50", 1250),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1’234.50", 123450),
        ("1'234", 123400),
        ("1 234", 123400),
        ("1234,5", 123450),
        ("  8,00\t", 800),
        ("1.000.000", LARGEST_PRICE),
        ("1000000,00", LARGEST_PRICE),
    ],
)
def test_prices_as_people_type_them(text, minor):
    assert parse_price(text) == minor


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "not-a-price"),
        ("gratuit", "not-a-price"),
        ("12,", "not-a-price"),
        (",50", "not-a-price"),
        ("12,5,0", "not-a-price"),
        ("1.234.5", "not-a-price"),
        ("12 50", "not-a-price"),
        ("0 123", "not-a-price"),
        ("10-12", "not-a-price"),
        ("12 $", "not-a-price"),
        ("1e3", "not-a-price"),
        ("=1+1", "not-a-price"),
        ("١٢", "not-a-price"),
        ("1" * 41, "not-a-price"),
        ("1.234", "ambiguous"),
        ("12,345 €", "ambiguous"),
        ("-3", "negative"),
        ("€ -3", "negative"),
        ("\u22123,00", "negative"),
        ("12,505", "ambiguous"),
        ("0.123", "too-many-decimals"),
        ("1234,567", "too-many-decimals"),
        ("1.234,500", "too-many-decimals"),
        ("1000000,01", "too-large"),
        ("1.234.567", "too-large"),
        ("9" * 40, "too-large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(text, reason):
    with pytest.raises(Invalid) as refusal:
        parse_price(text, field="prix")
    problem = refusal.value
    assert (problem.code, problem.field, problem.params["reason"]) == ("price-unreadable", "prix", reason)


@given(st.integers(0, LARGEST_PRICE), st.sampled_from(["{0} €", "€{0}", "{0}", "{0} EUR"]), st.sampled_from(",."))
def test_a_written_price_reads_back(minor, shape, mark):
    assert parse_price(shape.format(f"{minor // 100}{mark}{minor % 100:02}")) == minor


@given(st.integers(0, LARGEST_PRICE), st.sampled_from([" ", "\u00a0", "\u202f", "'", "’", "."]))
def test_a_grouped_price_reads_back(minor, separator):
    whole = f"{minor // 100:,}".replace(",", separator)
    assert parse_price(f"{whole},{minor % 100:02}") == minor


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        assert 0 <= parse_price(text) <= LARGEST_PRICE
    except Invalid as problem:
        assert problem.code == "price-unreadable"
