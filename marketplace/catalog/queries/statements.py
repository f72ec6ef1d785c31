"""What the law wants said before a purchase: one line a fact, in the order of a label."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup, escape

from marketplace.businesses.models import LegalIdentity
from marketplace.catalog.models import Listing
from marketplace.catalog.queries.completeness import duties_of
from marketplace.catalog.queries.measures import amount_of
from marketplace.catalog.queries.words import Said, said
from marketplace.catalog.rules import OWN_PLACE, WORDS
from marketplace.taxonomy.queries import duties, label_index

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_SHOWN_APART = frozenset({"warnings", "allergens_declared"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact with its name; `foreign` is the language of the value where it is not the reader's."""

    name: str
    value: str | Markup
    foreign: str | None = None


def statements_of(listing: Listing, identity: LegalIdentity | None, language: str) -> list[Statement]:
    """The facts of a listing whose parts are loaded; what nobody filled is left out."""
    return [
        *_worded(listing, language),
        *_quantity(listing, language),
        *_further(listing, language),
        *_operator(listing, identity, language),
        *_certificates(listing, language),
    ]


def emphasised(text: str) -> Markup:
    """Text in which what stands between ** ** is strong: so the allergens among ingredients."""
    parts = _BOLD.split(text)
    return Markup("").join(
        Markup("<strong>{}</strong>").format(part) if place % 2 else escape(part) for place, part in enumerate(parts)
    )


def duty_name(listing: Listing, field: str, language: str) -> str:
    """What a mandatory field is called here: wool has a composition where cheese has ingredients."""
    own = (duty for duty in duties_of(listing) if duty.field == field)
    known = next(own, None) or next(duty for duty in duties() if duty.field == field)
    return known.names.within(language)


def _worded(listing: Listing, language: str) -> Iterator[Statement]:
    for field in WORDS:
        words: Said = said(listing, field, language)
        if words.text and field not in _SHOWN_APART:
            yield Statement(duty_name(listing, field, language), emphasised(words.text), words.foreign)


def _quantity(listing: Listing, language: str) -> Iterator[Statement]:
    amounts = dict.fromkeys(amount_of(variant) for variant in listing.variants if variant.active)
    text = ", ".join(amount for amount in amounts if amount)
    if text and any(duty.field == "net_quantity" for duty in duties_of(listing)):
        yield Statement(duty_name(listing, "net_quantity", language), text)


def _further(listing: Listing, language: str) -> Iterator[Statement]:
    foreign = None if listing.language == language else listing.language
    if listing.alcohol_content:
        strength = _("%(strength)s%% vol.", strength=listing.alcohol_content)
        yield Statement(duty_name(listing, "alcohol_content", language), strength)
    known = {duty.field for duty in duties()}
    for field, value in listing.facts.items():
        if value and field in known and field not in OWN_PLACE:
            yield Statement(duty_name(listing, field, language), value, foreign)


def _operator(listing: Listing, identity: LegalIdentity | None, language: str) -> Iterator[Statement]:
    if not any(duty.field == "operator" for duty in duties_of(listing)):
        return
    value = listing.facts.get("operator") or (
        f"{identity.legal_name}, {identity.registered_address}" if identity else ""
    )
    if value:
        yield Statement(duty_name(listing, "operator", language), value, listing.business.language)


def _certificates(listing: Listing, language: str) -> Iterator[Statement]:
    for row in listing.labels:
        mark = label_index().get(row.label)
        if mark and row.certificate:
            yield Statement(_("Certificate, %(label)s", label=mark.short.within(language)), row.certificate)
