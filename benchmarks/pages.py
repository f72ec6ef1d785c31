"""`make bench`: our pages and orders against the bare shop, side by side, in turn, on one core.

Prints requests per second of both sides, their ratio, and at last one line of JSON. The rival has no page of a
business; its page of a category, a list of products too, stands in for it.
"""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.buyers import order_at_ours, order_at_rival
from benchmarks.rival import fill
from benchmarks.servers import ROOT, keep_off_the_servers_core, serve

SIZE = ("--businesses", "155", "--listings", "2884", "--users", "921")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "1.0"))
ORDERS = int(os.environ.get("BENCH_ORDERS", "100"))
Pages = dict[str, tuple[str, str]]


def main() -> None:
    """Loads both sides and measures."""
    keep_off_the_servers_core()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        environment = prepare(folder)
        numbers = fill(folder / "versant.sqlite", folder / "bare.sqlite")
        rival = {"BARE_DATABASE_URL": f"sqlite:///{folder / 'bare.sqlite'}"}
        pages = choose_pages(folder / "versant.sqlite", numbers)
        result = {
            "page_ratio_cold": compare(pages, environment | {"BENCH": "cold"}, rival, "cold"),
            "page_ratio_warm": compare(pages, environment | {"BENCH": "warm"}, rival, "warm"),
            "order_ratio": compare_orders(folder, environment, rival),
            "max_queries": count_queries(pages, environment),
        }
    print(json.dumps(result))


def prepare(folder: Path) -> dict[str, str]:
    """Our data folder with the rows of the comparison; gives the environment that serves it."""
    environment = {"DATA_DIR": str(folder), "RATE_LIMITS": "off", "SITE_URL": "http://127.0.0.1"}
    for command in (("db", "upgrade"), ("demo", "load", *SIZE), ("search", "rebuild")):
        arguments = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
        subprocess.run(arguments, cwd=ROOT, env={**os.environ, **environment}, check=True, capture_output=True)
    return environment


def choose_pages(database: Path, numbers: dict[str, int]) -> Pages:
    """Paths here and there: the fullest category, a listing in it, and who sells it."""
    rows = sqlite3.connect(database)
    category = rows.execute("SELECT category FROM listing GROUP BY category ORDER BY count(*) DESC").fetchone()[0]
    query = "SELECT l.id, l.slug, b.slug FROM listing l JOIN business b ON b.id = l.business_id WHERE l.category = ?"
    number, listing, business = rows.execute(query, (category,)).fetchone()
    rows.close()
    return {
        "home": ("/en/", "/"),
        "category": (f"/en/categories/{category}/", f"/category/{numbers[category]}"),
        "listing": (f"/en/listings/{listing}/", f"/product/{number}"),
        "business": (f"/en/businesses/{business}/", f"/category/{numbers[category]}"),
    }


def compare(pages: Pages, ours: dict[str, str], theirs: dict[str, str], title: str) -> dict[str, float]:
    """The ratio of rates for each page, the median of rounds in turn."""
    ratios = {}
    with serve("benchmarks.served:app", ours) as port, serve("bare_shop:app", theirs) as rival:
        for name, (path, other) in pages.items():
            for one, way in ((port, path), (rival, other)):
                get(one, way)
                get(one, way)
            rounds = [(rate(port, path), rate(rival, other)) for _ in range(ROUNDS)]
            ratios[name] = round(statistics.median(mine / bare for mine, bare in rounds), 3)
            mine, bare = (statistics.median(side) for side in zip(*rounds, strict=True))
            print(f"{title} {name}: {mine:.0f}/s against {bare:.0f}/s, ratio {ratios[name]:.2f}", flush=True)
    return ratios


def get(port: int, path: str) -> dict[str, str]:
    """Fetches a page that must be there; its headers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return dict(response.getheaders())


def rate(port: int, path: str) -> float:
    """Requests per second over a while."""
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        get(port, path)
        count += 1
    return count / (time.perf_counter() - begun)


def compare_orders(folder: Path, ours: dict[str, str], theirs: dict[str, str]) -> float:
    """The ratio of the times that placing an order of two lines takes, baskets filled beforehand."""
    pairs = buyable_pairs(folder / "versant.sqlite")
    with serve("benchmarks.served:app", ours | {"BENCH": "warm"}) as port, serve("bare_shop:app", theirs) as rival:
        mine, bare = [], []
        for number, (products, variants) in enumerate(pairs):
            taken = order_at_ours(port, variants, number)
            if taken is not None:
                mine.append(taken)
                bare.append(order_at_rival(rival, products))
            if len(mine) == ORDERS:
                break
    ratio = round(statistics.median(bare) / statistics.median(mine), 3)
    print(f"order: {1 / statistics.median(mine):.0f}/s against {1 / statistics.median(bare):.0f}/s, ratio {ratio:.2f}")
    return ratio


def buyable_pairs(database: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Two listings of one business with a variant of each, business after business."""
    rows = sqlite3.connect(database)
    query = """SELECT l.business_id, l.id, min(v.id) FROM listing l JOIN variant v ON v.listing_id = l.id
        WHERE l.buyable AND l.season_first = '' AND v.stock > 100 GROUP BY l.business_id, l.id ORDER BY l.id"""
    by_business: dict[int, list[tuple[int, int]]] = {}
    for business, listing, variant in rows.execute(query):
        by_business.setdefault(business, []).append((listing, variant))
    rows.close()
    turns = max(len(each) // 2 for each in by_business.values())
    return [
        ((each[2 * turn][0], each[2 * turn + 1][0]), (each[2 * turn][1], each[2 * turn + 1][1]))
        for turn in range(turns)
        for each in by_business.values()
        if len(each) > 2 * turn + 1
    ]


def count_queries(pages: Pages, environment: dict[str, str]) -> int:
    """The most queries that one of the pages asks with nothing kept yet."""
    most = 0
    with serve("benchmarks.served:app", environment | {"BENCH": "count"}) as port:
        for name, (path, _other) in pages.items():
            queries = int(get(port, path)["X-Queries"])
            print(f"queries {name}: {queries}")
            most = max(most, queries)
    return most


if __name__ == "__main__":
    main()
