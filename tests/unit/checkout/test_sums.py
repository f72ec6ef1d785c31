"""Lines, VAT and totals of random purchases against a second way of counting, in exact decimals."""

import os
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.kernel.tax import GrossAtRate, vat_by_rate
from marketplace.orders.rules import LineDraft, OrderDraft, PurchaseDraft

BASKETS = 100_000 if os.environ.get("PROOF_SCALE") == "full" else 300
RATES = (2200, 2000, 1000, 550, 500, 400, 210, 0)
AT = datetime(2026, 11, 26, 15, tzinfo=UTC)

lines = st.builds(
    LineDraft,
    variant_id=st.integers(1, 999),
    title=st.just("Tomme"),
    title_language=st.just("fr"),
    seller_title=st.just("Tomme"),
    variant_name=st.just(""),
    quantity=st.integers(1, 99),
    unit_price=st.integers(0, 100_000),
    vat_class=st.just("reduced"),
    vat_rate=st.sampled_from(RATES),
)
orders = st.builds(
    OrderDraft,
    code=st.just("K7QM-2XBD"),
    business_id=st.integers(1, 99),
    country=st.just("FR"),
    seller=st.just({}),
    slot_id=st.just(1),
    slot_day=st.just(date(2026, 11, 26)),
    slot_starts_at=st.just(AT),
    slot_ends_at=st.just(AT),
    cutoff_at=st.just(AT),
    place=st.just({}),
    lines=st.lists(lines, min_size=1, max_size=10).map(tuple),
)
purchases = st.builds(
    PurchaseDraft,
    intent=st.just("i" * 20),
    user_id=st.none(),
    name=st.just("Chiara"),
    email=st.just("chiara@example.org"),
    phone=st.just(""),
    language=st.just("it"),
    invoice_address=st.just({}),
    orders=st.lists(orders, min_size=1, max_size=5).map(tuple),
)


def cents(amount: Decimal) -> int:
    return int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.proof
@settings(max_examples=BASKETS, deadline=None)
@given(purchases)
def test_every_sum_is_exact_to_the_cent(purchase: PurchaseDraft) -> None:
    whole = Decimal(0)
    for order in purchase.orders:
        gross = {rate: Decimal(0) for rate in RATES}
        for line in order.lines:
            amount = Decimal(line.unit_price) / 100 * line.quantity
            assert line.total == cents(amount)
            gross[line.vat_rate] += amount
        assert order.total == cents(sum(gross.values(), Decimal(0)))
        for part in vat_by_rate(GrossAtRate(line.vat_rate, line.total) for line in order.lines):
            rate = Decimal(part.rate_bp) / 10_000
            assert part.vat == cents(gross[part.rate_bp] * rate / (1 + rate))
            assert part.net + part.vat == part.gross == cents(gross[part.rate_bp])
        whole += sum(gross.values(), Decimal(0))
    assert purchase.total == cents(whole)
