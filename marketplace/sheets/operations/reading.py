"""From the cells of a row to the values of a business."""

from typing import Any

from marketplace.businesses.rules import read_hours
from marketplace.kernel.errors import Invalid
from marketplace.kernel.identity import (
    check_partita_iva,
    check_rea,
    check_siret,
    check_vat_number,
    normalise_email,
    normalise_phone,
)
from marketplace.kernel.slugs import slugify
from marketplace.kernel.texts import LANGUAGES
from marketplace.sheets.rules import DAYS, LONGEST_CELL, Row, read_marks, read_yes
from marketplace.taxonomy.queries import categories, labels
from marketplace.territories.queries import commune_index, find_commune

LONGEST = {
    "import_key": 80,
    "name": 120,
    "address": 500,
    "postal_code": 5,
    "website": 200,
    "contact_name": 120,
    "tagline": 200,
    "legal_name": 160,
    "legal_form": 80,
    "registered_address": 500,
    "mediator": 200,
}
REQUIRED = ("name", "commune", "category")


def read_row(row: Row) -> tuple[dict[str, Any], list[Invalid]]:
    """The values of a row by field, and what is wrong with it."""
    values: dict[str, Any] = {}
    problems: list[Invalid] = []
    country = ""
    for field in sorted(row.cells, key=lambda each: each != "commune"):  # what else is read depends on the country
        try:
            values[field] = _value(field, row.cells[field], country)
        except Invalid as problem:
            problem.field = field
            problems.append(problem)
        if field == "commune" and "commune" in values:
            country = commune_index()[values["commune"]].country
    return values, problems


def _value(field: str, text: str, country: str) -> Any:
    if len(text) > LONGEST.get(field, LONGEST_CELL):
        raise Invalid("too-long", most=LONGEST.get(field, LONGEST_CELL))
    if "\x00" in text:
        raise Invalid("unreadable")
    if field in REQUIRED and not text:
        raise Invalid("needed")
    if field == "commune":
        return _commune(text)
    if field in DAYS:
        return read_hours(text)
    if field in ("by_appointment", "vat_exempt"):
        return read_yes(text, field)
    if field == "labels":
        return [(_named(mark, labels(), "label-unknown"), number) for mark, number in read_marks(text)]
    if field == "category":
        return _named(text, categories(), "category-unknown")
    return _written(field, text, country or "FR") if text else ""


def _written(field: str, text: str, country: str) -> str:
    if field == "phone":
        return normalise_phone(text, country)
    if field == "email":
        return normalise_email(text)
    if field == "register_number":
        return check_siret(text) if country == "FR" else check_partita_iva(text)
    if field == "vat_number":
        return check_vat_number(text, country)
    if field == "rea":
        return check_rea(text)
    if field == "website" and not text.startswith(("http://", "https://")):
        return f"https://{text}"
    if field == "language":
        return _language(text)
    return text.replace("\r\n", "\n")


def _commune(text: str) -> str:
    found = find_commune(text)
    if not found:
        raise Invalid("commune-unknown")
    if len(found) > 1:
        raise Invalid("commune-ambiguous", candidates=[f"{each.postal_codes[0]} {each.name}" for each in found[:5]])
    return found[0].code


def _named(text: str, items: Any, code: str) -> str:
    wanted = slugify(text)
    for item in items:
        known = {item.slug, *(slugify(item.names.within(language)) for language in LANGUAGES)}
        if hasattr(item, "short"):
            known |= {slugify(item.short.within(language)) for language in LANGUAGES}
        if wanted in known:
            return str(item.slug)
    raise Invalid(code)


_LANGUAGES = {"francais": "fr", "francese": "fr", "french": "fr", "italien": "it", "italiano": "it", "italian": "it"}
_LANGUAGES |= {"anglais": "en", "inglese": "en", "english": "en", "fr": "fr", "it": "it", "en": "en"}


def _language(text: str) -> str:
    try:
        return _LANGUAGES[slugify(text)]
    except KeyError:
        raise Invalid("language-unknown") from None
