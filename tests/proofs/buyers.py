"""Buyers who press the last button at the same moment, through the real pages."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from threading import Barrier
from typing import TypeVar

from flask import Flask
from flask.testing import FlaskClient

T = TypeVar("T")
PLACED, REFUSED = 303, 422


@dataclass(frozen=True, slots=True)
class Buyer:
    """A visitor with a full basket and the checkout form before them."""

    visitor: FlaskClient
    form: dict[str, str]

    def order(self) -> int:
        """Presses the button: PLACED, REFUSED (asked again, or sent back to the basket), or the status of a failure."""
        answer = self.visitor.post("/en/checkout/", data=self.form)
        sent_back = answer.status_code == PLACED and "/basket/" in (answer.location or "")
        return REFUSED if sent_back else answer.status_code


def get_ready(app: Flask, number: int, things: Sequence[tuple[int, int]], slots: dict[str, str], **typed: str) -> Buyer:
    """A guest who wants (variant, quantity) and chose a slot key per business slug; `number` makes them somebody."""
    visitor = app.test_client()
    for variant, quantity in things:
        visitor.post("/en/basket/lines/", data={"variant": variant, "quantity": quantity})
    visitor.post("/en/basket/", data={f"slot-{slug}": key for slug, key in slots.items()})
    you = {
        "name": f"Buyer {number}",
        "email": f"buyer{number}@example.org",
        "phone": f"+393331{number:06}",
        "terms": "y",
    }
    return Buyer(visitor, {**hidden_fields(visitor.get("/en/checkout/").text), **you, **typed})


def hidden_fields(text: str) -> dict[str, str]:
    """The hidden fields of a page."""
    tags = re.findall(r'<input[^>]*type="hidden"[^>]*>', text)
    fields = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in tags]
    return {field["name"]: unescape(field["value"]) for field in fields}


def at_once(actions: Sequence[Callable[[], T]], threads: int = 12) -> list[T]:
    """Does all of it, so many at the same moment; their results in order. What an action raises is raised here."""
    gate = Barrier(min(threads, len(actions)))

    def wait() -> None:
        gate.wait(timeout=60)

    with ThreadPoolExecutor(min(threads, len(actions)), initializer=wait) as pool:
        return [future.result(timeout=120) for future in [pool.submit(action) for action in actions]]
