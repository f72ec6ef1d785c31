"""What the database holds, in the fields of a sheet."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.businesses.models import Business
from marketplace.businesses.queries import identity_in_work
from marketplace.businesses.rules import format_hours
from marketplace.extensions import db
from marketplace.sheets.rules import DAYS, HEADS
from marketplace.territories.queries import commune_index

IDENTITY = (
    "legal_name",
    "legal_form",
    "register_number",
    "rea",
    "vat_number",
    "vat_exempt",
    "registered_address",
    "mediator",
)


def all_businesses() -> list[Business]:
    """Every business with its parts, in few queries whatever the number."""
    parts = (Business.texts, Business.hours, Business.labels, Business.identities)
    rows = select(Business).options(*(selectinload(part) for part in parts)).order_by(Business.id)
    return list(db.session.scalars(rows))


def values_of(business: Business) -> dict[str, Any]:
    """A business as the fields of a sheet hold it."""
    text = next((each for each in business.texts if each.language == business.language), None)
    identity = identity_in_work(business)
    values: dict[str, Any] = {
        name: getattr(business, name)
        for name in HEADS
        if hasattr(Business, name) and name not in ("labels", "import_key")
    }
    values["import_key"] = business.import_key or ""
    values["tagline"], values["story"] = (text.tagline, text.story) if text else ("", "")
    for number, day in enumerate(DAYS):
        values[day] = sorted((row.opens, row.closes) for row in business.hours if row.weekday == number)
    values["labels"] = [(row.label, row.certificate) for row in business.labels]
    for name in IDENTITY:
        values[name] = getattr(identity, name) if identity else ""
    values["vat_exempt"] = bool(values["vat_exempt"])
    return values


def sheet_rows(businesses: list[Business]) -> Iterator[list[str]]:
    """The rows of a sheet, its heads first, that comes in again unchanged."""
    yield [heads[-1] for heads in HEADS.values()]
    for business in businesses:
        values = values_of(business)
        yield [_cell(field, values[field]) for field in HEADS]


def _cell(field: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field in DAYS:
        return format_hours(value)
    if field == "commune":
        return commune_index()[value].name
    if field == "labels":
        return "; ".join(f"{label}: {number}" if number else label for label, number in value)
    return str(value)
