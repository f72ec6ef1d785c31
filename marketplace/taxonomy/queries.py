"""Reads of the reference data: each file is read once per process, on first use, and looked up by slug."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from marketplace.kernel.tax import VatClass
from marketplace.kernel.texts import Text
from marketplace.taxonomy.rules import (
    Allergen,
    Category,
    Duty,
    Kind,
    Label,
    WithdrawalException,
    applicable_duties,
    scopes,
)


@cache
def categories() -> tuple[Category, ...]:
    """All categories: each top followed by its children, in the order they are shown."""
    return tuple(_category(row) for row in _read("categories.json"))


@cache
def category_index() -> Mapping[str, Category]:
    """Every category by slug."""
    return MappingProxyType({item.slug: item for item in categories()})


def category(slug: str) -> Category:
    """The category of that slug. Raises KeyError."""
    return category_index()[slug]


@cache
def top_categories() -> tuple[Category, ...]:
    """The first level of the tree."""
    return tuple(item for item in categories() if item.parent is None)


@cache
def children(slug: str) -> tuple[Category, ...]:
    """What stands directly under a category; empty for a leaf. Raises KeyError."""
    parent = category(slug)
    return tuple(item for item in categories() if item.parent == parent.slug)


@cache
def descendants(slug: str) -> tuple[str, ...]:
    """The slugs of a category and of everything under it, itself first. Raises KeyError."""
    return (slug, *(item.slug for item in children(slug)))


@cache
def labels() -> tuple[Label, ...]:
    """All quality marks, in the order they are shown."""
    return tuple(_label(row) for row in _read("labels.json"))


@cache
def label_index() -> Mapping[str, Label]:
    """Every label by slug."""
    return MappingProxyType({item.slug: item for item in labels()})


def label(slug: str) -> Label:
    """The label of that slug. Raises KeyError."""
    return label_index()[slug]


def name(item: Category | Label | Allergen, language: str) -> str:
    """What an item is called in fr, it or en."""
    return item.names.within(language)


@cache
def allergens() -> tuple[Allergen, ...]:
    """The fourteen, in the order of Annex II."""
    return tuple(Allergen(slug=row["slug"], names=_text(row["name"])) for row in _read("allergens.json"))


@cache
def withdrawal_exceptions() -> tuple[WithdrawalException, ...]:
    """The reasons why a listing may be sold without the right of withdrawal."""
    return tuple(
        WithdrawalException(row["slug"], row["article"], _text(row["text"]), frozenset(row["usual_for"]))
        for row in _read("withdrawal_exceptions.json")
    )


def usual_withdrawal_exception(category_slug: str) -> WithdrawalException | None:
    """The exception a seller in this category usually means, to pre-fill a form; None where the right stands."""
    for scope in scopes(category(category_slug)):
        for item in withdrawal_exceptions():
            if scope in item.usual_for:
                return item
    return None


@cache
def duties() -> tuple[Duty, ...]:
    """The whole dated table of mandatory fields, whatever the day."""
    return tuple(_duty(row) for row in _read("duties.json"))


def duties_for(country: str, category_slug: str, kind: str, on: date) -> list[Duty]:
    """The fields a listing must fill on a day, sold from FR or IT, as a product or service. Raises KeyError."""
    return applicable_duties(duties(), country, category(category_slug), kind, on)


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((files(__package__) / "data" / name).read_text("utf-8"))
    return rows


def _text(words: Mapping[str, str]) -> Text:
    return Text(fr=words["fr"], it=words["it"], en=words["en"])


def _category(row: dict[str, Any]) -> Category:
    return Category(
        slug=row["slug"],
        parent=row["parent"],
        names=_text(row),
        emblem=row["emblem"],
        kind=Kind(row["kind"]),
        food=row["food"],
        alcohol=row["alcohol"],
        vat=tuple((country, VatClass(name)) for country, name in row["vat"].items()),
    )


def _label(row: dict[str, Any]) -> Label:
    return Label(
        slug=row["slug"],
        short=_text(row["short"]),
        names=_text(row["name"]),
        text=_text(row["text"]),
        countries=frozenset(row["countries"]),
        certificate=row["certificate"],
    )


def _duty(row: dict[str, Any]) -> Duty:
    until = row.get("valid_until")
    return Duty(
        field=row["field"],
        country=row["country"],
        scope=row["scope"],
        excepted=frozenset(row.get("except", ())),
        kind=Kind(row["kind"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_until=date.fromisoformat(until) if until else None,
        names=_text(row["name"]),
        text=_text(row["text"]),
        source=row["source"],
    )
