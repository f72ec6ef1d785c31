"""What the law wants said before a purchase: one line a fact, in the order of a label."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from marketplace.businesses.models import LegalIdentity
from marketplace.catalog.models import Listing
from marketplace.catalog.queries.completeness import duties_of
from marketplace.catalog.queries.measures import amount_of
from marketplace.catalog.queries.words import Said, said
from marketplace.catalog.rules import OWN_PLACE, WORDS
from marketplace.taxonomy.queries import duties, label_index
from marketplace.web.formats import emphasised

_SHOWN_APART = frozenset({"warnings", "allergens_declared"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact with its name; `foreign` is the language of the value where it is not the reader's."""

    name: str
    value: str | Markup
    foreign: str | None = None


def statements_of(listing: Listing, identity: LegalIdentity | None, language: str) -> list[Statement]:
    """The facts of a listing whose parts are loaded; what nobody filled is left out."""
    names = _names(listing, language)
    bound = {duty.field for duty in duties_of(listing)}
    operator = identity if "operator" in bound else None
    return [
        *_worded(listing, names, language),
        *(_quantity(listing, names) if "net_quantity" in bound else ()),
        *_further(listing, names, language),
        *_operator(listing, operator, names, language),
        *_certificates(listing, language),
    ]


def _names(listing: Listing, language: str) -> dict[str, str]:
    """What each mandatory field is called here: wool has a composition where cheese has ingredients."""
    names = {duty.field: duty.names.within(language) for duty in reversed(duties())}
    return names | {duty.field: duty.names.within(language) for duty in duties_of(listing)}


def _worded(listing: Listing, names: Mapping[str, str], language: str) -> Iterator[Statement]:
    for field in WORDS:
        words: Said = said(listing, field, language)
        if words.text and field not in _SHOWN_APART:
            yield Statement(names[field], emphasised(words.text), words.foreign)


def _quantity(listing: Listing, names: Mapping[str, str]) -> Iterator[Statement]:
    amounts = dict.fromkeys(amount_of(variant) for variant in listing.variants if variant.active)
    text = ", ".join(amount for amount in amounts if amount)
    if text:
        yield Statement(names["net_quantity"], text)


def _further(listing: Listing, names: Mapping[str, str], language: str) -> Iterator[Statement]:
    foreign = None if listing.language == language else listing.language
    if listing.alcohol_content:
        strength = _("%(strength)s%% vol.", strength=listing.alcohol_content)
        yield Statement(names["alcohol_content"], strength)
    for field, value in listing.facts.items():
        if value and field in names and field not in OWN_PLACE:
            yield Statement(names[field], value, foreign)


def _operator(
    listing: Listing, identity: LegalIdentity | None, names: Mapping[str, str], language: str
) -> Iterator[Statement]:
    value = listing.facts.get("operator", "")
    if not value and identity:
        value = f"{identity.legal_name}, {identity.registered_address}"
    if value:
        yield Statement(
            names["operator"], value, None if listing.business.language == language else listing.business.language
        )


def _certificates(listing: Listing, language: str) -> Iterator[Statement]:
    for row in listing.labels:
        mark = label_index().get(row.label)
        if mark and row.certificate:
            yield Statement(_("Certificate, %(label)s", label=mark.short.within(language)), row.certificate)
