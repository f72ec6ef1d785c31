"""The last items, with buyers in several processes: python -m tests.proofs.last_items --help.

Prints one line of JSON: how many bought, how many were told it is sold out, failures, and what the books say.
With --control the stock is read in one transaction and written, computed, in another: it oversells.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TypeAlias

from flask import Flask

from marketplace.app import create_app
from marketplace.catalog.models import StockMovement, Variant
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction
from marketplace.fulfilment.queries import offered_slots
from marketplace.orders.models import Purchase
from tests.conftest import test_config
from tests.factories import make_business, make_listing, make_place, make_slot, make_variant
from tests.proofs.buyers import PLACED, REFUSED, at_once, get_ready

SLUG = "last-items"
PATIENCE = 300  # seconds


Answers: TypeAlias = "multiprocessing.Queue[Counter[int]]"


@dataclass(frozen=True, slots=True)
class Race:
    """What every process needs to know."""

    url: str
    data_dir: str
    buyers: int
    stock: int
    processes: int
    control: bool
    threads: int = 8

    def app(self) -> Flask:
        app = create_app(test_config(self.url, Path(self.data_dir)))
        app.config.update(WTF_CSRF_ENABLED=False)
        return app


def run(race: Race) -> dict[str, int]:
    """Sets up one stall in an empty database with tables, lets everybody buy at once, and reads the books."""
    app = race.app()
    with app.app_context():
        db.create_all()
        variant, key = _stall(race)
        db.session.remove()
        db.engine.dispose()  # the children open their own
    context = multiprocessing.get_context("spawn")
    gate, answers = context.Barrier(race.processes), context.Queue()
    shares = [range(race.buyers)[index :: race.processes] for index in range(race.processes)]
    crowd = [context.Process(target=_crowd, args=(race, share, variant, key, gate, answers)) for share in shares]
    for process in crowd:
        process.start()
    counted: Counter[int] = Counter()
    for _ in crowd:
        counted.update(answers.get(timeout=PATIENCE))
    for process in crowd:
        process.join(timeout=PATIENCE)
    with app.app_context():
        report = _report(counted, variant)
        db.session.remove()
        db.engine.dispose()
    return report


def _stall(race: Race) -> tuple[int, str]:
    with transaction():
        business = make_business(slug=SLUG)
        place = make_place(business)
        for weekday in range(7):
            make_slot(place, weekday, capacity=race.buyers + 1, cutoff_hours=0)
        variant, business_id = make_variant(make_listing(business), stock=race.stock).id, business.id
    return variant, offered_slots(business_id, now())[-1].key


def _crowd(
    race: Race, share: range, variant: int, key: str, gate: Barrier, answers: "multiprocessing.Queue[Counter[int]]"
) -> None:
    app = race.app()
    buyers = [get_ready(app, number, [(variant, 1)], {SLUG: key}) for number in share]
    gate.wait(timeout=PATIENCE)
    buy = [(lambda: _careless(app, variant)) if race.control else buyer.order for buyer in buyers]
    answers.put(Counter(at_once(buy, race.threads)))
    with app.app_context():
        db.engine.dispose()


def _careless(app: Flask, variant: int) -> int:
    with app.app_context():
        left = db.session.get_one(Variant, variant).stock or 0
        db.session.rollback()
        if not left:
            return REFUSED
        with transaction():
            db.session.execute(db.update(Variant).where(Variant.id == variant).values(stock=left - 1))
        return PLACED


def _report(counted: Counter[int], variant: int) -> dict[str, int]:
    sold = db.session.scalar(db.select(db.func.sum(StockMovement.delta)).where(StockMovement.reason == "sold")) or 0
    return {
        "bought": counted.pop(PLACED, 0),
        "sold_out": counted.pop(REFUSED, 0),
        "failures": sum(counted.values()),
        "purchases": db.session.scalar(db.select(db.func.count(Purchase.id))) or 0,
        "movements": -sold,
        "left": db.session.get_one(Variant, variant).stock or 0,
    }


def main() -> None:
    """Reads the arguments and prints the outcome."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database-url", default="", help="an empty database; a temporary SQLite file if left out")
    parser.add_argument("--buyers", type=int, default=200)
    parser.add_argument("--stock", type=int, default=10)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--control", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database_url or f"sqlite:///{folder}/race.sqlite"
        race = Race(url, folder, asked.buyers, asked.stock, asked.processes, asked.control)
        sys.stdout.write(json.dumps(run(race)) + "\n")


if __name__ == "__main__":
    main()
