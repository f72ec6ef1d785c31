"""Disk full, database connections cut, files or index gone: reads go on, writes fail cleanly, nothing is lost."""

import os
import resource
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from marketplace.extensions import db
from marketplace.facts.tokens import derived_token
from marketplace.orders.models import Purchase
from marketplace.orders.operations import LINK
from tests.proofs.stack import Stack, wait_until
from tests.proofs.stalls import set_up
from tests.proofs.visitors import placed, shopper

pytestmark = pytest.mark.proof

READS = ("/en/", "/en/businesses/", "/en/listings/", "/en/about/terms/")


def serving(market: Stack) -> list[int]:
    """The ids of the web processes."""
    master = market.running["web"].pid
    return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


@contextmanager
def disk_full(pids: list[int]) -> Iterator[None]:
    """Lets no file of those processes grow beyond a few bytes: to a database much like a full disk."""
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids}
    for pid, (_soft, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (64, hard))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def kept(market: Stack) -> set[str]:
    """The tokens of all purchases."""
    return market.look(lambda: {derived_token(LINK, code) for code in db.session.scalars(db.select(Purchase.code))})


def test_disk_full(market: Stack) -> None:
    if not market.app.extensions["config"].sqlite:
        pytest.skip("PostgreSQL's disk is its own")
    stall = set_up(market, "disk-full", [100])
    earlier, person = (
        shopper(market.visitor(), number, {stall.variants[0]: 1}, stall.slots) for number in (9001, 9002)
    )
    token = placed(earlier.order())
    with disk_full(serving(market)):
        assert person.order().status == 503
        assert [market.visitor().get(path).status for path in READS] == [200] * len(READS)
    assert (again := placed(person.order()))
    assert {token, again} <= kept(market)
    assert market.audit()[0] == 0


def test_database_connections_cut(market: Stack) -> None:
    if market.app.extensions["config"].sqlite:
        pytest.skip("SQLite has no connections to cut")
    stall = set_up(market, "cut-off", [1000])
    crowd = [shopper(market.visitor(), 9100 + number, {stall.variants[0]: 1}, stall.slots) for number in range(20)]
    stop = threading.Event()
    cutting = threading.Thread(target=cut_connections, args=(market.env["DATABASE_URL"], stop))
    cutting.start()
    try:
        answers = [person.order() for person in crowd]
    finally:
        stop.set()
        cutting.join()
    assert {answer.status for answer in answers} <= {303, 503}
    assert all(placed(answer) for answer in answers if answer.status == 303)
    again = [placed(person.order()) for person in crowd]
    assert all(again)
    assert {placed(answer) for answer in answers if placed(answer)} <= set(again) <= kept(market)
    assert market.audit()[0] == 0


def cut_connections(url: str, stop: threading.Event) -> None:
    """Ends everybody else's connections again and again."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as server:
        while not stop.wait(0.05):
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608


def test_files_gone(market: Stack) -> None:
    stall = set_up(market, "files-gone", [10])
    shutil.rmtree(Path(market.env["DATA_DIR"]) / "files")
    assert market.visitor().get(f"/photos/{'a' * 26}/small.webp").status in (404, 503)
    assert [market.visitor().get(path).status for path in READS] == [200] * len(READS)
    assert placed(shopper(market.visitor(), 9301, {stall.variants[0]: 1}, stall.slots).order())


def test_index_gone(market: Stack) -> None:
    stall = set_up(market, "index-gone", [10])
    index = Path(market.env["DATA_DIR"]) / "index"
    wait_until(lambda: found(market), "indexed")
    os.rename(index, index.with_name("index-lost"))
    assert [market.visitor().get(path).status for path in (*READS, "/en/search/?q=tomme")] == [200] * (len(READS) + 1)
    assert placed(shopper(market.visitor(), 9401, {stall.variants[0]: 1}, stall.slots).order())
    wait_until(lambda: index.exists() and market.ready() and found(market), "built anew by the worker")


def found(market: Stack) -> bool:
    return (
        "Index-Gone"
        in market.visitor().get("/en/search/?q=Index-Gone").text.partition("<main")[2].partition("value=")[2]
    )
