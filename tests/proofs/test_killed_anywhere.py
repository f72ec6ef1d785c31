"""kill -9 of web or worker at any point of ordering under load: nothing acknowledged is lost, nothing is doubled.

Prints, with -s, how long it took to be well again after each kill.
"""

import http.client
import random
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

import pytest
from sqlalchemy.orm import selectinload

from marketplace.extensions import db
from marketplace.facts.tokens import derived_token
from marketplace.orders.models import Purchase
from marketplace.orders.operations import LINK
from tests.proofs.scale import scale
from tests.proofs.stack import PATIENCE, Stack, wait_until
from tests.proofs.stalls import Stall, set_up
from tests.proofs.visitors import placed, shopper

pytestmark = pytest.mark.proof

KILLS = scale(10, 100)
BUYERS = 4  # at a time
NOBODY_ANSWERED = (OSError, http.client.HTTPException)


@dataclass(slots=True)
class Load:
    """Guests who order one after the other, each pressing again whenever nobody answers."""

    market: Stack
    stall: Stall
    numbers: "count[int]" = field(default_factory=lambda: count(100_000))
    acknowledged: dict[str, str] = field(default_factory=dict)  # token by address
    failures: list[int] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self.threads = [threading.Thread(target=self._buy, args=(seed,)) for seed in range(BUYERS)]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join(timeout=PATIENCE)

    def _buy(self, seed: int) -> None:
        chance = random.Random(seed)
        while not self.stopping.is_set():
            things = {variant: chance.randint(1, 3) for variant in chance.sample(self.stall.variants, 2)}
            try:
                person = shopper(self.market.visitor(), next(self.numbers), things, self.stall.slots)
            except (AssertionError, *NOBODY_ANSWERED):  # killed while still choosing: begins anew
                time.sleep(0.05)
                continue
            while not self.stopping.is_set():
                try:
                    answer = person.order()
                except NOBODY_ANSWERED:
                    time.sleep(0.05)
                    continue
                if token := placed(answer):
                    self.acknowledged[person.email] = token
                else:
                    self.failures.append(answer.status)
                break


def kill_and_mend(market: Stack, chance: random.Random) -> tuple[str, float]:
    """Kills something at some moment; what it was, and the seconds until all was well again."""
    target = chance.choice(("web", "worker", "one web process"))
    time.sleep(chance.uniform(0.05, 0.8))
    began, at = time.monotonic(), datetime.now(UTC)
    if target == "one web process":
        market.kill_one_web_process(chance.randrange(8))
    else:
        market.kill(target)
        market.start(target)
    wait_until(market.ready, "ready")
    if target == "worker":
        wait_until(lambda: market.beaten_since(at), "the worker's sign of life")
    return target, time.monotonic() - began


def test_nothing_is_lost_or_doubled(market: Stack) -> None:
    load = Load(market, set_up(market, "killed", [1_000_000] * 5))
    load.start()
    chance = random.Random(20261124)
    try:
        recoveries = [kill_and_mend(market, chance) for _ in range(KILLS)]
        wait_until(lambda: len(load.acknowledged) >= KILLS, "orders got through")
    finally:
        load.stop()
    drained = wait_until(market.idle, "every job done")
    worst = max(seconds for _, seconds in recoveries)
    told = f"{Counter(name for name, _ in recoveries)}: {len(load.acknowledged)} orders, "
    sys.stdout.write(f"\n{told}well again after {worst:.1f} s at most, letters after {drained:.1f} s\n")
    assert worst < PATIENCE
    assert load.failures == []
    assert market.audit()[0] == 0
    check_purchases(market, load)


def check_purchases(market: Stack, load: Load) -> None:
    """Every acknowledged order is there once, and its letter went out, always under one Message-ID."""

    def stored() -> list[tuple[str, str]]:
        rows = db.session.scalars(
            db.select(Purchase).where(Purchase.email.like("shopper1_____@%")).options(selectinload(Purchase.orders))
        ).all()
        assert all(len(row.orders) == 1 for row in rows)
        return [(row.email, derived_token(LINK, row.code)) for row in rows]

    purchases = market.look(stored)
    assert [email for email, times in Counter(email for email, _ in purchases).items() if times > 1] == []
    assert load.acknowledged.items() <= dict(purchases).items()
    letters = market.mailbox.letters
    assert [email for email, _ in purchases if len(set(letters.get(email, ()))) != 1] == []
