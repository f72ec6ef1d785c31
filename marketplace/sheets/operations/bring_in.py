"""Making and changing businesses as a sheet says."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from marketplace.accounts.models import User
from marketplace.businesses import operations as cards
from marketplace.businesses.models import Business
from marketplace.businesses.queries import identity_in_work
from marketplace.businesses.queries.readiness import identity_facts
from marketplace.businesses.rules import IdentityFacts
from marketplace.extensions import db
from marketplace.kernel.errors import Invalid
from marketplace.kernel.slugs import slugify
from marketplace.kernel.time import OpeningRule
from marketplace.sheets.operations.reading import read_row
from marketplace.sheets.queries import IDENTITY, all_businesses, values_of
from marketplace.sheets.rules import DAYS, Row, Table
from marketplace.territories.queries import commune_index, territory

CARD = ("name", "category", "address", "postal_code", "phone", "email", "website", "contact_name", "language")


@dataclass
class Outcome:
    """What became of the rows, by their numbers in the sheet."""

    made: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    problems: list[tuple[int, Invalid]] = field(default_factory=list)


def bring_in(table: Table, owner: User | None, done: Callable[[], object] = lambda: None) -> Outcome:
    """Makes and changes businesses; a row with a problem is left out whole. `done` is called after each row."""
    outcome = Outcome()
    known = _Known(all_businesses())
    seen: dict[object, int] = {}
    for row in table.rows:
        values, problems = read_row(row)
        if not problems:
            try:
                key = known.key(values)
                if key in seen:
                    raise Invalid("row-twice", field="name", row=seen[key])
                seen[key] = row.number
                _write(row, values, known, owner, outcome)
            except Invalid as problem:
                problems.append(problem)
        outcome.problems += [(row.number, problem) for problem in problems]
        done()
    return outcome


class _Known:
    """The businesses there are, by the sheet's own reference and by name and commune."""

    def __init__(self, businesses: list[Business]) -> None:
        self.by_reference = {each.import_key: each for each in businesses if each.import_key}
        self.by_name = {(slugify(each.name), each.commune): each for each in businesses}

    def key(self, values: dict[str, Any]) -> object:
        return values.get("import_key") or (slugify(values["name"]), values["commune"])

    def find(self, values: dict[str, Any]) -> Business | None:
        reference = values.get("import_key")
        found = self.by_reference.get(reference) if reference else None
        if found is not None:
            return found
        same = self.by_name.get((slugify(values["name"]), values["commune"]))
        return None if same is not None and reference and same.import_key else same


def _write(row: Row, values: dict[str, Any], known: _Known, owner: User | None, outcome: Outcome) -> None:
    business = known.find(values)
    if business is None:
        if "category" not in values:
            raise Invalid("needed", field="category")
        language = values.get("language") or territory(commune_index()[values["commune"]].territory).language
        values["language"] = language
        with db.session.begin_nested():
            business = cards.create_business(
                owner,
                name=values["name"],
                category=values["category"],
                commune_code=values["commune"],
                language=language,
                **_card(values, CARD[2:-1]),
            )
            _apply(business, _differences(business, values))
        outcome.made.append(row.number)
    elif differences := _differences(business, values):
        with db.session.begin_nested():
            _apply(business, differences)
        outcome.changed.append(row.number)
    else:
        outcome.unchanged.append(row.number)


def _differences(business: Business, values: dict[str, Any]) -> dict[str, Any]:
    present = values_of(business)
    if not values.get("language"):
        values.pop("language", None)
    return {name: value for name, value in values.items() if present[name] != value}


def _apply(business: Business, values: dict[str, Any]) -> None:
    if "commune" in values:
        cards.place_at(business, values["commune"])
    if card := _card(values, CARD):
        cards.change_business(business, None, **card)
    present = {**values_of(business), **values}
    if "tagline" in values or "story" in values:
        cards.set_text(business, None, business.language, present["tagline"], present["story"])
    if "by_appointment" in values or any(day in values for day in DAYS):
        rules = [OpeningRule(at, *span) for at, day in enumerate(DAYS) for span in present[day]]
        cards.set_hours(business, None, rules, by_appointment=present["by_appointment"])
    if "labels" in values:
        cards.set_labels(business, None, values["labels"])
    if any(name in values for name in IDENTITY):
        _identify(business, present)


def _card(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    card = {name: values[name] for name in names if name in values}
    return card | ({"import_key": values["import_key"]} if values.get("import_key") else {})


def _identify(business: Business, present: dict[str, Any]) -> None:
    row = identity_in_work(business)
    facts = identity_facts(row) if row else IdentityFacts(country=commune_index()[business.commune].country)
    cards.save_identity(business, None, replace(facts, **{name: present[name] for name in IDENTITY}))
