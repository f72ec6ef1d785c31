"""The offer: what the basket would cost and mean if it were ordered this moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select

from marketplace.basket.models import Basket
from marketplace.basket.queries import BasketView, LineView, Parcel, basket_view
from marketplace.businesses.models import Business, LegalIdentity
from marketplace.businesses.rules import IdentityState
from marketplace.catalog.models import Variant
from marketplace.catalog.queries import Said, local_day, said, title_of
from marketplace.checkout.rules import SeenLine, SeenParcel, Snapshot
from marketplace.extensions import db
from marketplace.fulfilment.rules import OfferedSlot
from marketplace.kernel.money import Minor
from marketplace.kernel.tax import GrossAtRate, VatClass, VatLine, rate, vat_by_rate
from marketplace.taxonomy.queries import allergens, category_index, name, withdrawal_exceptions


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A line with the VAT that it bears and all that the law wants said of it before the order."""

    view: LineView
    vat_class: VatClass
    vat_rate: int  # basis points
    summary: Said
    ingredients: Said
    origin: Said
    storage: Said
    allergens: Sequence[str]  # in the reader's language
    no_withdrawal: str  # why it cannot be returned, in the reader's language; empty: fourteen days

    @property
    def alcohol(self) -> bool:
        return category_index()[self.view.listing.category].alcohol


@dataclass(frozen=True, slots=True)
class Part:
    """What one business is asked for, when and where, and by whom it is sold."""

    business: Business
    identity: LegalIdentity
    slot: OfferedSlot
    lines: Sequence[OfferLine]

    @property
    def total(self) -> Minor:
        return sum(line.view.total for line in self.lines)

    def vat(self) -> list[VatLine]:
        """The VAT in this part by rate, the highest first; empty for a seller who charges none."""
        if self.identity.vat_exempt:
            return []
        return [
            each for each in vat_by_rate(GrossAtRate(line.vat_rate, line.view.total) for line in self.lines) if each.vat
        ]


@dataclass(frozen=True, slots=True)
class Offer:
    """All parts together. `view` is the basket they come from."""

    view: BasketView
    parts: Sequence[Part]

    @property
    def complete(self) -> bool:
        """Whether there is something to order, and a slot chosen for each part of it."""
        return bool(self.parts) and not self.view.undecided

    @property
    def total(self) -> Minor:
        return sum(part.total for part in self.parts)

    @property
    def lines(self) -> list[OfferLine]:
        return [line for part in self.parts for line in part.lines]

    @property
    def alcohol(self) -> bool:
        return any(line.alcohol for line in self.lines)

    def snapshot(self) -> Snapshot:
        """What the buyer agrees to."""
        return Snapshot(tuple(_seen(part) for part in self.parts), self.total)


def offer_for(basket: Basket | None, language: str, at: datetime) -> Offer:
    """The parts of a basket that can be ordered and whose slot is chosen."""
    view = basket_view(basket, language, at, pictures=False)
    chosen = {parcel.business.id: (parcel, parcel.chosen) for parcel in view.parcels if parcel.chosen}
    identities = _approved_identities(chosen)
    parts = [
        _part(parcel, slot, identities[business_id], language, at)
        for business_id, (parcel, slot) in chosen.items()
        if business_id in identities
    ]
    return Offer(view, parts)


def names_of(variant_ids: Iterable[int], business_ids: Iterable[int], language: str) -> dict[tuple[str, int], Said]:
    """What variants and businesses are called, under ("variant", id) and ("business", id), to tell a difference."""
    variants = db.session.scalars(select(Variant).where(Variant.id.in_(set(variant_ids))))
    businesses = db.session.scalars(select(Business).where(Business.id.in_(set(business_ids))))
    names = {("variant", row.id): title_of(row.listing, language) for row in variants}
    for row in businesses:
        names["business", row.id] = Said(row.name, row.language, None if row.language == language else row.language)
    return names


def _approved_identities(business_ids: Iterable[int]) -> dict[int, LegalIdentity]:
    rows = db.session.scalars(_identities_of(), {"businesses": list(business_ids)})
    return {row.business_id: row for row in rows}


@cache
def _identities_of() -> Select[LegalIdentity]:
    return (
        select(LegalIdentity)
        .where(
            LegalIdentity.business_id.in_(bindparam("businesses", expanding=True)),
            LegalIdentity.state == IdentityState.APPROVED,
        )
        .order_by(LegalIdentity.id)
    )


def _part(parcel: Parcel, slot: OfferedSlot, identity: LegalIdentity, language: str, at: datetime) -> Part:
    return Part(parcel.business, identity, slot, [_line(line, identity, language, at) for line in parcel.lines])


def _line(line: LineView, identity: LegalIdentity, language: str, at: datetime) -> OfferLine:
    listing = line.listing
    vat_class = VatClass.EXEMPT if identity.vat_exempt else VatClass(listing.vat_class)
    return OfferLine(
        view=line,
        vat_class=vat_class,
        vat_rate=rate(identity.country, vat_class, local_day(at)),
        summary=said(listing, "summary", language),
        ingredients=said(listing, "ingredients", language),
        origin=said(listing, "origin", language),
        storage=said(listing, "storage", language),
        allergens=[name(each, language) for each in allergens() if each.slug in listing.allergens],
        no_withdrawal=_no_withdrawal(listing.withdrawal_exception, language),
    )


def _no_withdrawal(slug: str, language: str) -> str:
    return next((each.text.within(language) for each in withdrawal_exceptions() if each.slug == slug), "")


def _seen(part: Part) -> SeenParcel:
    lines = tuple(
        SeenLine(line.view.variant.id, line.view.quantity, line.view.unit_price, line.vat_rate) for line in part.lines
    )
    return SeenParcel(part.business.id, part.slot.key, lines)
