"""Everybody at the same moment, over real connections, on four processes of eight threads."""

import random
from collections import Counter
from functools import partial

import pytest

from marketplace.catalog.models import Variant
from marketplace.extensions import db
from marketplace.orders.models import Purchase
from tests.proofs.buyers import at_once
from tests.proofs.scale import scale
from tests.proofs.stack import Stack, wait_until
from tests.proofs.stalls import set_up
from tests.proofs.visitors import Answer, Shopper, placed, shopper

pytestmark = pytest.mark.proof

LEFT = 10
SOLD_OUT = "Nothing was ordered"


def ready(market: Stack, first: int, count: int, things: dict[int, int], slots: dict[str, str]) -> list[Shopper]:
    return at_once([partial(shopper, market.visitor(), first + number, things, slots) for number in range(count)])


def purchases(emails: list[str]) -> int:
    return db.session.scalar(db.select(db.func.count(Purchase.id)).where(Purchase.email.in_(emails))) or 0


def test_ten_of_ten_are_sold(market: Stack) -> None:
    buyers = scale(40, 200)
    stall = set_up(market, "last-items", [LEFT])
    crowd = ready(market, 1000, buyers, {stall.variants[0]: 1}, stall.slots)
    answers = at_once([person.order for person in crowd], threads=buyers)
    assert Counter(bool(placed(answer)) for answer in answers) == {True: LEFT, False: buyers - LEFT}
    for person, answer in zip(crowd, answers, strict=True):
        assert answer.status < 500
        assert placed(answer) or told_sold_out(person, answer)
    assert market.look(lambda: db.session.get_one(Variant, stall.variants[0]).stock) == 0
    assert market.look(lambda: purchases([person.email for person in crowd])) == LEFT
    assert market.audit()[0] == 0


def told_sold_out(person: Shopper, answer: Answer) -> bool:
    page = person.visitor.get(answer.location) if answer.status == 303 else answer
    return page.status in (200, 422) and SOLD_OUT in page.text


def test_one_form_fifty_times_is_one_purchase(market: Stack) -> None:
    stall = set_up(market, "one-intent", [1000])
    (person,) = ready(market, 2000, 1, {stall.variants[0]: 1}, stall.slots)
    answers = at_once([person.order] * 50, threads=50)
    assert len({placed(answer) for answer in answers}) == 1 and placed(answers[0])
    wait_until(market.idle, "all letters sent")
    assert market.look(lambda: purchases([person.email])) == 1
    assert len(market.mailbox.letters[person.email]) == 1
    assert market.look(lambda: db.session.get_one(Variant, stall.variants[0]).stock) == 999


def test_baskets_share_variants_in_any_order(market: Stack) -> None:
    chance = random.Random(5)
    stall = set_up(market, "shared", [10_000] * 5)
    wanted: Counter[int] = Counter()
    crowd = []
    for number in range(scale(20, 100)):
        things = {variant: chance.randint(1, 4) for variant in chance.sample(stall.variants, 5)}
        wanted.update(things)
        crowd += ready(market, 3000 + number, 1, things, stall.slots)
    answers = at_once([person.order for person in crowd], threads=len(crowd))
    assert [answer.status for answer in answers if not placed(answer)] == []
    left = market.look(lambda: {variant: db.session.get_one(Variant, variant).stock for variant in stall.variants})
    assert left == {variant: 10_000 - wanted[variant] for variant in stall.variants}
    assert market.audit()[0] == 0
