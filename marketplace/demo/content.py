"""The demo's words, read from data/, whose README says what stands where."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from marketplace.territories.queries import territories

Row = dict[str, Any]


@cache
def businesses() -> list[Row]:
    """Every enterprise with its listings, valley by valley."""
    return [row for valley in territories() for row in _read(f"businesses/{valley.slug}.json")]


@cache
def people() -> Row:
    """Operator, administrators, owners, staff, buyers."""
    return dict(_read("people.json"))


@cache
def notes() -> Row:
    """Reasons and remarks in three languages."""
    return dict(_read("notes.json"))


def _read(name: str) -> Any:
    return json.loads((files(__package__) / "data" / name).read_text("utf-8"))
