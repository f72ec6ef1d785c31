"""Categories, labels, allergens and legal duties as plain values, and the decisions that need nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.kernel.tax import VatClass
from marketplace.kernel.texts import Text


class Kind(StrEnum):
    """What may be filed under a category."""

    PRODUCT = "product"
    SERVICE = "service"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Category:
    """A node of the two-level tree. `vat` pairs a country with a VAT class, a hint that pre-fills a form."""

    slug: str
    parent: str | None
    names: Text
    emblem: str
    kind: Kind
    food: bool
    alcohol: bool
    vat: tuple[tuple[str, VatClass], ...]

    def accepts(self, kind: str) -> bool:
        """Whether a listing of this kind (product or service) may be filed here."""
        return self.kind in (Kind.BOTH, kind)

    def vat_class(self, country: str) -> VatClass:
        """The usual VAT class in a country (FR, IT). Raises KeyError elsewhere."""
        return dict(self.vat)[country]


@dataclass(frozen=True, slots=True)
class Label:
    """A quality mark. `short` fits a badge; with `certificate` it counts only with the number of its certificate."""

    slug: str
    short: Text
    names: Text
    text: Text
    countries: frozenset[str]
    certificate: bool

    def allowed_in(self, country: str) -> bool:
        """Whether enterprises of a country (FR, IT) can hold this mark."""
        return country in self.countries


@dataclass(frozen=True, slots=True)
class Allergen:
    """One of the fourteen of Regulation (EU) 1169/2011, Annex II."""

    slug: str
    names: Text


@dataclass(frozen=True, slots=True)
class WithdrawalException:
    """A reason why the fourteen days do not apply: a letter of article 16 of Directive 2011/83/EU.

    `usual_for` names the categories, or tops of them, where a seller usually means this one.
    """

    slug: str
    article: str
    text: Text
    usual_for: frozenset[str]


@dataclass(frozen=True, slots=True)
class Duty:
    """A field that the law makes mandatory on the listings in its scope, from a day on.

    `country` is FR, IT or * for both. `scope` is a category slug, or food, alcohol, non-food; `excepted` are slugs
    inside the scope that the law leaves out. `valid_until` is the last day, None while in force. `source` is the law.
    """

    field: str
    country: str
    scope: str
    excepted: frozenset[str]
    kind: Kind
    valid_from: date
    valid_until: date | None
    names: Text
    text: Text
    source: str

    def binds(self, country: str, category: Category, kind: str, on: date) -> bool:
        """Whether a listing of this kind, filed there, sold from that country on that day, must fill the field."""
        return (
            self.country in ("*", country)
            and self.kind in (Kind.BOTH, kind)
            and self.valid_from <= on
            and (self.valid_until is None or on <= self.valid_until)
            and self.scope in scopes(category)
            and not self.excepted & {category.slug, category.parent}
        )


def scopes(category: Category) -> tuple[str, ...]:
    """The scopes a category stands in, the narrowest first: itself, its top, then what its flags say."""
    flags = ("alcohol",) if category.alcohol else ()
    nature = "food" if category.food else "non-food"
    own = (category.slug, category.parent) if category.parent else (category.slug,)
    return (*own, *flags, nature)


def applicable_duties(table: Iterable[Duty], country: str, category: Category, kind: str, on: date) -> list[Duty]:
    """The duties that bind a listing, one per field, in the order of the table.

    Where several ask for the same field, the narrowest scope speaks, then the country's own row, then the latest.
    """
    narrowness = {scope: -place for place, scope in enumerate(scopes(category))}
    chosen: dict[str, Duty] = {}
    for duty in table:
        if not duty.binds(country, category, kind, on):
            continue
        held = chosen.get(duty.field)
        if held is None or _weight(duty, narrowness) > _weight(held, narrowness):
            chosen[duty.field] = duty
    return list(chosen.values())


def _weight(duty: Duty, narrowness: dict[str, int]) -> tuple[int, bool, date]:
    return narrowness[duty.scope], duty.country != "*", duty.valid_from
