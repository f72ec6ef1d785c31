"""What a listing says, as plain values, and what is missing before it may be published."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from marketplace.kernel.errors import Invalid
from marketplace.kernel.money import Minor
from marketplace.kernel.tax import VatClass
from marketplace.kernel.units import Unit
from marketplace.taxonomy.rules import Duty

MOST_VARIANTS = 20
# Duties that have a column or row of their own; the words of every other one stand in `facts`, by the duty's name.
WORDS = ("ingredients", "origin", "storage", "warnings")
OWN_PLACE = (*WORDS, "allergens_declared", "net_quantity", "operator", "alcohol_content")


@dataclass(frozen=True, slots=True)
class ListingWords:
    """What a listing says in one language. `current` says that a translation fits the text it was made from."""

    title: str = ""
    summary: str = ""
    description: str = ""  # Markdown
    ingredients: str = ""  # allergens between ** **
    origin: str = ""
    storage: str = ""
    warnings: str = ""
    current: bool = True

    def is_blank(self) -> bool:
        """Whether nothing is said at all."""
        return not any((self.title, self.summary, self.description, *(getattr(self, name) for name in WORDS)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDraft:
    """All that an owner can say about a listing, its variants apart. `words` by language, that of `language` always."""

    kind: str
    category: str
    language: str
    words: Mapping[str, ListingWords]
    vat_class: VatClass
    buyable: bool = True
    allergens: Collection[str] = ()
    allergens_declared: bool = False
    alcohol_content: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    season_first: str = ""  # MM-DD
    season_last: str = ""
    withdrawal_exception: str = ""  # taxonomy slug; empty: 14 days
    labels: Mapping[str, str] = field(default_factory=dict)  # certificate by label slug
    import_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantDraft:
    """One variant as it should be. `id` is empty for a new one; `quantity` counts the base of `unit`.

    With `keep_stock` the stock of one that exists stays as it is now, whatever was sold since somebody looked.
    """

    price: Minor
    quantity: int
    unit: Unit
    stock: int | None
    keep_stock: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    active: bool = True
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFacts:
    """What decides whether a listing is complete. `filled` names the duties that it answers."""

    title: str
    priced_variants: int  # active ones
    filled: frozenset[str]
    category_fits: bool
    labels_without_certificate: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to add. `code` is title, variant, category, certificate or duty; `name` a label or a duty's field."""

    code: str
    name: str = ""


class ListingIncomplete(Invalid):
    """It cannot be shown: `missing` says what it lacks, as do the params."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__("listing-incomplete", missing=[{"code": each.code, "name": each.name} for each in missing])
        self.missing = missing


def missing_fields(facts: ListingFacts, duties: Iterable[Duty]) -> list[Missing]:
    """What a listing lacks before it may be shown, in the order of the form; `duties` are those that bind it today."""
    missing = []
    if not facts.category_fits:
        missing.append(Missing("category"))
    if not facts.title:
        missing.append(Missing("title"))
    if facts.priced_variants == 0:
        missing.append(Missing("variant"))
    missing += [Missing("duty", duty.field) for duty in duties if duty.field not in facts.filled]
    missing += [Missing("certificate", label) for label in facts.labels_without_certificate]
    return missing
