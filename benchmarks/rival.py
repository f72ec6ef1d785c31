"""Fills the bare shop's database with the rows of ours."""

import sqlite3
from pathlib import Path

SCHEMA = """
CREATE TABLE category (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL);
CREATE TABLE product (id INTEGER PRIMARY KEY, category_id INTEGER NOT NULL REFERENCES category (id),
    title VARCHAR NOT NULL, description TEXT NOT NULL, price INTEGER NOT NULL, stock INTEGER NOT NULL);
CREATE INDEX ix_product_category_id ON product (category_id);
CREATE TABLE orders (id INTEGER PRIMARY KEY, email VARCHAR NOT NULL, total INTEGER NOT NULL);
CREATE TABLE line (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders (id),
    product_id INTEGER NOT NULL REFERENCES product (id), quantity INTEGER NOT NULL, price INTEGER NOT NULL);
CREATE INDEX ix_line_order_id ON line (order_id);
"""
PRODUCTS = """
SELECT l.id, l.category, t.title, t.description, min(v.price)
FROM listing l JOIN listing_text t ON t.listing_id = l.id AND t.language = l.language
JOIN variant v ON v.listing_id = l.id GROUP BY l.id, l.category, t.title, t.description
"""


def fill(ours: Path, rival: Path) -> dict[str, int]:
    """Copies categories and listings; the rival's category ids by our slugs."""
    source, target = sqlite3.connect(ours), sqlite3.connect(rival)
    target.executescript(SCHEMA)
    rows = source.execute(PRODUCTS).fetchall()
    numbers = {slug: number for number, slug in enumerate(sorted({row[1] for row in rows}), 1)}
    target.executemany("INSERT INTO category VALUES (?, ?)", [(number, slug) for slug, number in numbers.items()])
    target.executemany(
        "INSERT INTO product VALUES (?, ?, ?, ?, ?, 1000000)",
        [(number, numbers[slug], title, text, price) for number, slug, title, text, price in rows],
    )
    target.commit()
    source.close()
    target.close()
    return numbers
